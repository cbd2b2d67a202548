package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.nn.Pass;
import ganvas.problem.Problem;
import ganvas.torch.Dtype;
import ganvas.torch.Gradient;
import ganvas.torch.Tensor;
import ganvas.train.Batch;

/**
 * Penalties on a steep discriminator, added to its loss. ∇D is the gradient of its logit with respect to the image. It
 * is computed in a separate pass, always in float32. Where batch norm couples the images of a batch, ∇D is the gradient
 * of the sum of their logits (for this reason Gulrajani et al. 2017, section 4, use no batch norm).
 *
 * @param gradient λ: the penalty is λ times the mean of (‖∇D(x̂)‖₂ − 1)², with x̂ at a random place between a real and
 *         a generated image (Gulrajani et al. 2017, equation 3); 0 for none
 * @param r1       γ: the penalty is γ/2 times the mean of ‖∇D(x)‖² at real images (Mescheder et al. 2018, equation 9);
 *         0 for none
 * @param r2       γ: the penalty is γ/2 times the mean of ‖∇D(x)‖² at generated images (Mescheder et al. 2018, equation
 *         10; together with R1 the regularisation of Huang et al. 2024, section 3.3); 0 for none
 * @param every    R1 and R2 are computed only in every {@code every}-th update, with {@code every} times the weight
 *         (Karras et al. 2020, section 3.1, but with Adam's settings unchanged)
 */
public record Penalty(double gradient, double r1, double r2, long every) {
    public static final Penalty NONE = new Penalty(0, 0, 0, 1);

    /** Added under the square root: keeps its gradient finite where D is flat. */
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
     * The penalty of this update, a scalar; 0 where none is due.
     *
     * @param real   images [N, C, H, W] as the discriminator sees them
     * @param fake   as many generated images; places between both get the classes of the real ones
     * @param update number of the update, counted from 0
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
        return Gradient.compute(d.logits(x, pass), x).square().flatten().sum(1);
    }
}
