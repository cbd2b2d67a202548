package ganvas.lab;

import ganvas.nn.Chain;
import ganvas.torch.Adam;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.util.Arrays;
import java.util.Map;

/** A trained model that is told one class, whatever it draws. */
public record SingleClassGenerator(Step step, int number, Device device) implements Step {
    private Tensor classes(Tensor z) {
        long[] all = new long[Math.toIntExact(z.size(0))];
        Arrays.fill(all, number);
        return Tensor.of(all, all.length).to(device);
    }

    @Override
    public Tensor sample(Tensor z) {
        return step.sample(z, classes(z));
    }

    @Override
    public Tensor draw(Tensor z) {
        return step.draw(z, classes(z));
    }

    @Override
    public long latent() {
        return step.latent();
    }

    @Override
    public Map<String, Chain> networks() {
        return step.networks();
    }

    @Override
    public Map<String, Adam> optimizers() {
        return step.optimizers();
    }

    @Override
    public void update(Tensor real, Rng rng, Stats stats) {
        throw new UnsupportedOperationException("a model is trained on all of its classes");
    }
}
