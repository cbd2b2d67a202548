package ganvas.lab;

import ganvas.torch.Adam;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Step;
import java.util.Map;

/**
 * Searches for the latents from which a model draws given images (Creswell and Bharath 2018): the one reconstruction that a
 * GAN has, and the same for a VAE's decoder. An image starts from the best of some draws from the prior; Adam then descends
 * its mean squared error, at a rate that falls evenly to nothing. The latent is not held to the prior. Another search might
 * come nearer, so an error is an upper bound.
 *
 * @param draws from the prior, the same for every image
 * @param steps of Adam
 */
record Inversion(int draws, int steps) {
    static final double RATE = 0.1;
    /** As the inversion error is measured. */
    static final Inversion FULL = new Inversion(500, 200);

    /**
     * What was found, an image each.
     *
     * @param error   mean square per pixel, grey in [0, 1]
     * @param nearest uint8 [N, C, H, W]
     */
    record Found(double[] error, Tensor nearest) {}

    /** @param stored uint8 [N, C, H, W] on the device */
    Found of(Step step, Tensor stored, Device device) {
        Tensor goal = stored.to(Dtype.FLOAT32).div(255), z = start(step, goal, device);
        var adam = new Adam(Map.of("z", z), RATE, 0.9, 0.999);
        try {
            for (int i = 0; i < steps; i++) {
                try (var _ = new Scope()) {
                    adam.rate(RATE * (1 - (double) i / steps));
                    // The sum: an image's gradient is that of its own error, whoever is in the batch.
                    adam.minimize(error(step.draw(z), goal).sum());
                }
            }
            try (var _ = new NoGrad()) {
                Tensor found = step.draw(z);
                return new Found(error(found, goal).toDoubles(), found.mul(255).round().clamp(0, 255).to(Dtype.UINT8));
            }
        } finally {
            adam.free();
            z.free();
        }
    }

    /** Mean square per pixel of each image: [N, C, H, W] twice → [N]. */
    static Tensor error(Tensor drawn, Tensor goal) {
        return drawn.sub(goal).square().flatten().mean(1);
    }

    /** The best of the draws for each image, kept and trainable: [N, latent]. */
    private Tensor start(Step step, Tensor goal, Device device) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor z = Rng.named(Trainer.EVALUATION_SEED, "inversion").normal(device, draws, step.latent());
            Tensor drawn = step.draw(z).flatten();                                                       // [draws, C·H·W]
            Tensor nearness = goal.flatten().matmul(drawn.t()).mul(2).sub(drawn.square().sum(1));        // [N, draws]
            return z.indexSelect(0, nearness.argmax(1)).contiguous().keep().trainable();
        }
    }
}
