package ganvas.train;

import ganvas.nn.Chain;
import ganvas.nn.Pass;
import ganvas.torch.NoGrad;
import ganvas.torch.Tensor;
import java.util.Optional;

/** A model that draws an image by one pass through a network. */
public interface GeneratesByNetwork extends Generates {
    /** The network that draws: [N, latent] → images in the networks' range. */
    Chain drawing();

    Target target();

    @Override
    default Tensor sample(Tensor z, Optional<Tensor> labels) {
        try (var _ = new NoGrad()) {
            return target().toStored(drawn(z, labels));
        }
    }

    @Override
    default Tensor draw(Tensor z, Optional<Tensor> labels) {
        return target().toUnit(drawn(z, labels));
    }

    private Tensor drawn(Tensor z, Optional<Tensor> labels) {
        if (classes() == 0 && labels.isPresent())
            throw new UnsupportedOperationException("this model is told no classes");
        return drawing().apply(z, Pass.EVAL.withLabels(labels));
    }
}
