package ganvas.metric.formulas;

import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Contrast of pictures relative to real ones: the mean over pictures of the standard deviation of grey values (root
 * mean square contrast, Peli 1990, equation 3), divided by the same of the reference. Half of the contrast gives 0.5.
 */
public final class Contrast {
    private static final int BATCH = 500;
    private final double reference;

    /** @param real uint8 [N, C, H, W], not all of one grey */
    public Contrast(Tensor real) {
        try (var _ = new Scope()) {
            reference = each(real).mean().item();
        }
    }

    /** The score with its interval by {@code weights} [N, R]. */
    public Estimate of(Tensor images, Tensor weights) {
        try (var _ = new Scope()) {
            return Estimate.mean(each(images).div(reference), weights).within(0, Double.MAX_VALUE);
        }
    }

    /** float64 [N] */
    private static Tensor each(Tensor images) {
        List<Tensor> deviations = new ArrayList<>();
        for (long i = 0; i < images.size(0); i += BATCH) {
            try (var _ = new Scope(); var _ = new NoGrad()) {
                Tensor grey = images.narrow(0, i, Math.min(BATCH, images.size(0) - i)).to(Dtype.FLOAT64).mean(1)
                        .flatten();
                Tensor mean = grey.mean(1).reshape(-1, 1);
                deviations.add(grey.sub(mean).square().mean(1).sqrt().keep());
            }
        }
        Tensor all = Tensor.cat(deviations, 0);
        deviations.forEach(Tensor::free);
        return all;
    }
}
