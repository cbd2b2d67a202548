package ganvas.torch;

import ganvas.problem.Problem;

/**
 * Settings of {@link Adam}: its rates, and how it clips the gradient before a step.
 *
 * @param rate     learning rate
 * @param beta1    decay of the first moment
 * @param beta2    decay of the second moment
 * @param clip     largest absolute value of any element of the gradient; 0 for no bound
 * @param clipNorm largest L2 norm of the whole gradient, as in PyTorch's clip_grad_norm_; 0 for no bound
 */
public record AdamSettings(double rate, double beta1, double beta2, double clip, double clipNorm) {
    public AdamSettings {
        if (clip > 0 && clipNorm > 0) {
            throw Problem.input(
                    "--set clip-norm: expected 0 where clip is %s: a gradient is bounded by element or as a whole "
                            + "(clip=0 takes the other bound away); found %s",
                    clip, clipNorm);
        }
    }

    /** Settings without clipping. */
    public AdamSettings(double rate, double beta1, double beta2) {
        this(rate, beta1, beta2, 0, 0);
    }
}
