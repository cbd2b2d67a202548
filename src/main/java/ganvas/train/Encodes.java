package ganvas.train;

import ganvas.torch.Tensor;

/** A model that encodes an image as a latent code. */
public interface Encodes {
    /** Dimensions of the latent space. */
    long latent();

    /**
     * The latent code of each image, without gradients.
     *
     * @param images uint8 [N, C, H, W] on the device
     * @return float32 [N, latent]
     */
    Tensor encode(Tensor images);
}
