package ganvas.gan;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Discriminates;
import ganvas.train.Generates;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;

/** Measures how far a discriminator has memorised its training images. */
public final class Overfitting {
    /** Number of images of each kind: training, validation and generated. */
    private static final int IMAGES = 500;
    /**
     * The distance between training and generated images is used only if it is larger than this number of standard
     * errors.
     */
    private static final double APART = 4;

    private Overfitting() {}

    /**
     * Measures two numbers, with dropout and batch norm in evaluation mode.
     *
     * <p>{@code D/accuracy_gap} is the share of training images that the discriminator calls real, minus that share of
     * validation images. The threshold is the one in training.
     *
     * <p>{@code D/overfit} is r_v of Karras et al. 2020 (Training generative adversarial networks with limited data,
     * equation 1). With the discriminator's mean outputs it is (training − validation) ÷ (training − generated). At 0
     * the discriminator rates unseen images like its training images, at 1 like generated ones. It is absent while the
     * discriminator does not tell training from generated images.
     *
     * @param seed seed of the latents
     */
    public static Map<String, Double> measure(Generates generator, Discriminates discriminator, Dataset data, long seed,
            Device device) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            long n = Math.min(IMAGES, Math.min(data.train().size(), data.validation().size()));
            Tensor seen = logits(discriminator, data.train(), n, device),
                    unseen = logits(discriminator, data.validation(), n, device);
            Tensor z = Rng.named(seed, "overfit").normal(device, n, generator.latent());
            Tensor inTurn = Tensor.of(LongStream.range(0, n).map(i -> i % Math.max(1, generator.classes())).toArray(),
                    n);
            Tensor made = logits(discriminator, generator.sample(z), inTurn, device);
            return measure(seen, unseen, made, discriminator.threshold(seen, made));
        }
    }

    /** Measures both numbers from the discriminator's outputs, float64 [N, 1] each. */
    static Map<String, Double> measure(Tensor seen, Tensor unseen, Tensor made, Tensor threshold) {
        var values = new LinkedHashMap<String, Double>();
        values.put("D/accuracy_gap", share(threshold.lt(seen)) - share(threshold.lt(unseen)));
        double distance = mean(seen) - mean(made), error = Math.sqrt((variance(seen) + variance(made)) / seen.size(0));
        if (distance > APART * error) values.put("D/overfit", (mean(seen) - mean(unseen)) / distance);
        return values;
    }

    private static double share(Tensor which) {
        return mean(which.to(Dtype.FLOAT64));
    }

    private static Tensor logits(Discriminates discriminator, Split of, long n, Device device) {
        return logits(discriminator, of.images().narrow(0, 0, n), of.labels().narrow(0, 0, n), device);
    }

    /** uint8 [N, C, H, W] and int64 [N] → float64 [N, 1] on the CPU. */
    private static Tensor logits(Discriminates discriminator, Tensor images, Tensor labels, Device device) {
        return discriminator.logits(images.to(device), labels.to(device)).to(Dtype.FLOAT64).to(Device.CPU);
    }

    private static double mean(Tensor values) {
        return values.mean().item();
    }

    private static double variance(Tensor values) {
        return values.sub(mean(values)).square().mean().item();
    }
}
