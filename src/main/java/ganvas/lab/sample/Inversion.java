package ganvas.lab.sample;

import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Generates;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Searches for the latents from which a model draws given images (Creswell and Bharath 2018). It is the only
 * reconstruction that a GAN has; for a VAE the decoder is inverted in the same way. The search for an image starts from
 * the best of some draws from the prior. Adam then minimises the mean squared error, at a rate that falls evenly to 0.
 * The latent is not constrained to the prior. Another search might come nearer, so an error is an upper bound.
 *
 * @param draws from the prior, the same for every image
 * @param steps of Adam
 */
public record Inversion(int draws, int steps) {
    public static final double RATE = 0.1;
    /** The settings by which the inversion error is measured. */
    static final Inversion FULL = new Inversion(500, 200);

    /**
     * The results, one per image.
     *
     * @param error   mean square per pixel, grey in [0, 1]
     * @param nearest uint8 [N, C, H, W]
     */
    public record Found(double[] error, Tensor nearest) {}

    /**
     * @param stored  uint8 [N, C, H, W] on the device
     * @param classes int64 [N] on the device for a conditional model; otherwise empty
     */
    public Found of(Generates generator, Tensor stored, Optional<Tensor> classes, Device device) {
        Tensor goal = stored.to(Dtype.FLOAT32).div(255), z = start(generator, goal, classes, device);
        var adam = new Adam(Map.of("z", z), new AdamSettings(RATE, 0.9, 0.999));
        try {
            for (int i = 0; i < steps; i++) {
                try (var _ = new Scope()) {
                    adam.rate(RATE * (1 - (double) i / steps));
                    // The sum: the gradient of an image depends on its own error only, whatever else is in the batch.
                    adam.minimize(error(generator.draw(z, classes), goal).sum());
                }
            }
            try (var _ = new NoGrad()) {
                Tensor found = generator.draw(z, classes);
                return new Found(error(found, goal).toDoubles(), found.mul(255).round().clamp(0, 255).to(Dtype.UINT8));
            }
        } finally {
            adam.free();
            z.free();
        }
    }

    /** Mean squared error per pixel of each image: [N, C, H, W] twice → [N]. */
    public static Tensor error(Tensor drawn, Tensor goal) {
        return drawn.sub(goal).square().flatten().mean(1);
    }

    /** The best of the draws for each image, as a trainable copy: [N, latent]. */
    private Tensor start(Generates generator, Tensor goal, Optional<Tensor> classes, Device device) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor z = Rng.named(Sampling.EVALUATION_SEED, "inversion").normal(device, draws, generator.latent());
            Tensor best = classes.isEmpty() ? nearest(generator.draw(z, classes), goal)
                    : ofEachClass(generator, z, goal, classes.get().toLongs(), device);
            return z.indexSelect(0, best).contiguous().keep().requiresGrad();
        }
    }

    /** For each image the number of the nearest draw, where the draws are given the image's own class. */
    private Tensor ofEachClass(Generates generator, Tensor z, Tensor goal, long[] classes, Device device) {
        long[] best = new long[classes.length];
        for (long c : Arrays.stream(classes).distinct().toArray()) {
            long[] images = IntStream.range(0, classes.length).filter(i -> classes[i] == c).asLongStream().toArray(),
                    told = new long[draws];
            Arrays.fill(told, c);
            try (var _ = new Scope()) {
                Tensor goals = goal.indexSelect(0, Tensor.of(images, images.length).to(device));
                long[] found = nearest(generator.draw(z, Optional.of(Tensor.of(told, draws).to(device))), goals)
                        .toLongs();
                for (int i = 0; i < images.length; i++) best[(int) images[i]] = found[i];
            }
        }
        return Tensor.of(best, best.length).to(device);
    }

    /** The nearest image of each goal: float32 [draws, C, H, W], [N, C, H, W] → int64 [N]. */
    private static Tensor nearest(Tensor images, Tensor goal) {
        Tensor drawn = images.flatten();  // [draws, C·H·W]
        return goal.flatten().matmul(drawn.t()).mul(2).sub(drawn.square().sum(1)).argmax(1);
    }
}
