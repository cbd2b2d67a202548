package ganvas.train;

import ganvas.torch.Tensor;

/** A model that tells real from generated images. */
public interface Discriminates {
    /**
     * The discriminator's logits as in sampling: dropout drops nothing, batch norm uses its moving statistics.
     *
     * @param images uint8 [N, C, H, W] on the device
     * @param labels int64 [N] on the device; a model that is told no classes ignores them
     * @return float32 [N, 1]
     */
    Tensor logits(Tensor images, Tensor labels);

    /**
     * The logit above which it takes an image for real, a scalar.
     *
     * @param onReal logits of real, {@code onFake} of generated images, [N, 1]
     */
    Tensor threshold(Tensor onReal, Tensor onFake);

    /** Its loss below which it is right about nearly every image; minus infinity where no loss says so. */
    double won();
}
