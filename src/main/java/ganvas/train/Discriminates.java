package ganvas.train;

import ganvas.torch.Tensor;

/** A model that tells real images from generated ones. */
public interface Discriminates {
    /**
     * The discriminator's logits in evaluation mode: dropout drops nothing, batch norm uses its moving statistics.
     *
     * @param images uint8 [N, C, H, W] on the device
     * @param labels int64 [N] on the device; a model that is told no classes ignores them
     * @return float32 [N, 1]
     */
    Tensor logits(Tensor images, Tensor labels);

    /**
     * The logit, a scalar, above which the model calls an image real.
     *
     * @param onReal logits of real images, [N, 1]
     * @param onFake logits of generated images, [N, 1]
     */
    Tensor threshold(Tensor onReal, Tensor onFake);

    /**
     * The discriminator's loss below which it is right about nearly every image; minus infinity where no loss shows
     * that.
     */
    double won();
}
