package ganvas.lab.evaluate;

import ganvas.data.Split;
import ganvas.lab.Compute;
import ganvas.lab.sample.Sampling;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.vae.HasElbo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The bound of a VAE (ELBO) over a whole split, in nats per image. Each image gets one draw of ε. */
public final class ElboEvaluation {
    private ElboEvaluation() {}

    private static final int BATCH = 1000;

    /** Reconstruction and KL per image, and the mean KL of each latent dimension. */
    record PerImage(double[] reconstruction, double[] kl, double[] dimensions) {}

    static PerImage perImage(HasElbo model, Split split, Device device) {
        int n = (int) split.size();
        double[] reconstruction = new double[n], kl = new double[n], dimensions = new double[(int) model.latent()];
        for (int start = 0; start < n; start += BATCH) {
            int count = Math.min(BATCH, n - start);
            try (var _ = new Scope()) {
                var bound = model.bound(split.images().narrow(0, start, count).to(device),
                        Rng.named(Sampling.EVALUATION_SEED, "bound " + start));
                System.arraycopy(bound.reconstruction().to(Dtype.FLOAT64).toDoubles(), 0, reconstruction, start, count);
                System.arraycopy(bound.kl().to(Dtype.FLOAT64).toDoubles(), 0, kl, start, count);
                double[] sums = bound.each().to(Dtype.FLOAT64).sum(0).toDoubles();
                for (int i = 0; i < sums.length; i++) dimensions[i] += sums[i] / n;
            }
        }
        return new PerImage(reconstruction, kl, dimensions);
    }

    /**
     * log p(x) of the first {@code images} by importance sampling, log 1/K Σ p(x, z_k) / q(z_k
     * x): Burda et al. 2016, equation 8. In the mean it is a lower bound that rises with K = {@code draws}. Nats per
     * image.
     */
    static double[] importance(HasElbo model, Split split, int images, int draws, Device device) {
        double[] logs = new double[images];
        int batch = Math.max(1, BATCH / draws);
        for (int start = 0; start < images; start += batch) {
            int count = Math.min(batch, images - start);
            try (var _ = new Scope()) {
                var rng = Rng.named(Sampling.EVALUATION_SEED, "importance " + start);
                double[] weights = model.importance(split.images().narrow(0, start, count).to(device), draws, rng)
                        .to(Dtype.FLOAT64).toDoubles();
                for (int i = 0; i < count; i++) logs[start + i] = logMeanExp(weights, i * draws, draws);
            }
        }
        return logs;
    }

    /** log of the mean of exp. The largest value is subtracted first, so that nothing overflows or underflows. */
    static double logMeanExp(double[] values, int from, int count) {
        double top = Double.NEGATIVE_INFINITY, sum = 0;
        for (int i = from; i < from + count; i++) top = Math.max(top, values[i]);
        for (int i = from; i < from + count; i++) sum += Math.exp(values[i] - top);
        return top + Math.log(sum / count);
    }

    /** A latent dimension is active if its KL, in the mean over images, is at least this many nats. */
    static final double ACTIVE = 0.01;

    /**
     * Means, named {@code prefix + loss} and so on, and the number of active dimensions. The loss is the one that
     * training would have after {@code images} images.
     */
    public static Map<String, Double> means(String prefix, HasElbo model, Split split, long images, Compute compute) {
        PerImage each = perImage(model, split, compute.device());
        double reconstruction = mean(each.reconstruction), kl = mean(each.kl),
                held = model.kl().freeBits() == 0 ? kl : model.kl().held(each.dimensions);
        var means = new LinkedHashMap<String, Double>();
        means.put(prefix + "loss", reconstruction + model.kl().weight(images) * held);
        means.put(prefix + "reconstruction", reconstruction);
        means.put(prefix + "KL", kl);
        means.put(prefix + "ELBO", -(reconstruction + kl));
        means.put(prefix + "active_dimensions",
                (double) Arrays.stream(each.dimensions).filter(nats -> nats >= ACTIVE).count());
        return means;
    }

    public static double mean(double[] values) {
        double sum = 0;
        for (double v : values) sum += v;
        return sum / values.length;
    }
}
