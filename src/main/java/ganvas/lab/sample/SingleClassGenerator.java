package ganvas.lab.sample;

import ganvas.torch.Tensor;
import ganvas.train.Generates;
import java.util.Arrays;
import java.util.Optional;

/** A trained model that always draws the same class. */
public record SingleClassGenerator(Generates model, int number) implements Generates {
    private Optional<Tensor> labels(Tensor z) {
        long[] all = new long[Math.toIntExact(z.size(0))];
        Arrays.fill(all, number);
        return Optional.of(Tensor.of(all, all.length).to(z.device()));
    }

    @Override
    public Tensor sample(Tensor z, Optional<Tensor> labels) {
        return model.sample(z, labels(z));
    }

    @Override
    public Tensor draw(Tensor z, Optional<Tensor> labels) {
        return model.draw(z, labels(z));
    }

    @Override
    public long latent() {
        return model.latent();
    }
}
