package ganvas.data;

import ganvas.torch.Device;
import ganvas.torch.Tensor;

/**
 * A part of a dataset.
 *
 * @param images uint8 [N, C, H, W]
 * @param labels int64 [N], class indices
 */
public record Split(Tensor images, Tensor labels) {
    public long size() {
        return images.size(0);
    }

    /** The rows at {@code index}, int64. */
    Split rows(Tensor index) {
        return new Split(images.indexSelect(0, index).keep(), labels.indexSelect(0, index).keep());
    }

    /** Keeps both tensors alive after the scope in which they were made. */
    Split kept() {
        images.keep();
        labels.keep();
        return this;
    }

    /** This part on another device. */
    public Split to(Device device) {
        return device.isCpu() ? this : new Split(images.to(device).keep(), labels.to(device).keep());
    }
}
