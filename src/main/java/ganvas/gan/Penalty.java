package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.nn.Pass;
import ganvas.problem.Problem;
import ganvas.torch.Dtype;
import ganvas.torch.Gradient;
import ganvas.torch.Tensor;
import ganvas.train.Batch;

/**
 * What is added to the discriminator's loss for a steep discriminator. ∇D is the gradient of its last layer before
 * the sigmoid by the image, in a pass of its own, in float32 whatever the precision of the others. Where batch
 * norm couples the images of a batch, it is the gradient of their sum (Gulrajani et al. 2017, section 4, leave
 * batch norm out for that).
 *
 * @param gradient λ, times the mean (‖∇D(x̂)‖₂ − 1)² at random places between a real and a generated image (Gulrajani
 *         et al. 2017, equation 3); 0 for none
 * @param r1       γ, half of it times the mean ‖∇D(x)‖² at real images (Mescheder et al. 2018, equation 9); 0 for none
 * @param r2       γ, half of it times the mean ‖∇D(x)‖² at generated images (Mescheder et al. 2018, equation 10; with
 *                 R1 the regularisation of Huang et al. 2024, section 3.3); 0 for none
 * @param every    R1 and R2 are due at every so many-th update and weigh so many times as much (Karras et al. 2020,
 *                 section 3.1; Adam is left as it is)
 */
public record Penalty(double gradient, double r1, double r2, long every) {
    public static final Penalty NONE = new Penalty(0, 0, 0, 1);

    /** Keeps the slope of the root finite where D is flat. */
    private static final double FLAT = 1e-12;

    public Penalty {
        if (every > 1 && r1 == 0 && r2 == 0) {
            throw Problem.input("--set r1-every: expected 1 where r1 is 0 and nothing can be left out; found %d",
                    every);
        }
    }

    boolean isNone() {
        return gradient == 0 && r1 == 0 && r2 == 0;
    }

    /**
     * A scalar; 0 where none is due.
     *
     * @param real   [N, C, H, W] as the discriminator sees them, {@code fake} as many; between both, the
     *         real ones' classes are told
     * @param update counted from 0
     */
    Tensor apply(Chain d, Batch real, Batch fake, Pass pass, long update) {
        Tensor x = real.images(), sum = Tensor.zeros(Dtype.FLOAT32, x.device());
        Pass onReal = pass.withLabels(real.labels()), onFake = pass.withLabels(fake.labels());
        if (gradient > 0) {
            Tensor between = between(x, fake.images(), pass.rng().uniform(x.device(), x.size(0), 1, 1, 1));
            sum = sum.add(squaredSlopes(d, between, onReal).add(FLAT).sqrt().sub(1).square().mean().mul(gradient));
        }
        boolean due = update % every == 0;
        if (r1 > 0 && due) sum = sum.add(squaredSlopes(d, x, onReal).mean().mul(r1 / 2 * every));
        if (r2 > 0 && due) sum = sum.add(squaredSlopes(d, fake.images(), onFake).mean().mul(r2 / 2 * every));
        return sum;
    }

    /** ε·real + (1 − ε)·fake. @param epsilon [N, 1, 1, 1] in [0, 1) */
    private static Tensor between(Tensor real, Tensor fake, Tensor epsilon) {
        return fake.add(real.sub(fake).mul(epsilon));
    }

    /** ‖∇D‖² of each image: [N]. */
    private static Tensor squaredSlopes(Chain d, Tensor images, Pass pass) {
        Tensor x = images.detach().requiresGrad();
        return Gradient.of(d.logits(x, pass), x).square().flatten().sum(1);
    }
}
