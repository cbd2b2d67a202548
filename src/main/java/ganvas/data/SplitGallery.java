package ganvas.data;

import ganvas.file.Gallery;
import ganvas.file.Npz;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;

/**
 * The images of one part of a dataset, in sequence.
 *
 * @param images uint8 [N, C, H, W], on the CPU
 */
public record SplitGallery(String name, Tensor images) implements Gallery {
    @Override
    public int count() { return (int) images.size(0); }

    @Override
    public int channels() { return (int) images.size(1); }

    @Override
    public int height() { return (int) images.size(2); }

    @Override
    public int width() { return (int) images.size(3); }

    @Override
    public String quantisation() { return "uint8, as in the dataset"; }

    @Override
    public void pass(Taker taker) {
        for (int at = 0; at < count(); at += atATime()) {
            Npz now;
            try (var _ = new Scope()) {
                int n = Math.min(atATime(), count() - at);
                now = new Npz(n, height(), width(), channels(), images.narrow(0, at, n).permute(0, 2, 3, 1).toBytes());
            }
            taker.take(now);
        }
    }
}
