package ganvas.data;

import ganvas.file.Npz;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Converts between stored pixels (uint8, 0 to 255) and the images of a network. Where the network's images have another
 * size than the data's, images are resized bilinearly with antialiasing.
 *
 * @param rows    height of the network's images
 * @param columns width of the network's images
 * @param low     value of black: 0 for a sigmoid, −1 for a tanh
 * @param high    value of white: 1
 */
public record Pixels(int rows, int columns, double low, double high) {
    /** Square images of {@code size} × {@code size}. */
    public Pixels(int size, double low, double high) {
        this(size, size, low, high);
    }

    /** [N, H, W, C] → uint8 [N, C, H, W], on the CPU. */
    public static Tensor tensor(Npz pictures) {
        return Tensor.of(pictures.pixels(), pictures.n(), pictures.height(), pictures.width(), pictures.channels())
                .permute(0, 3, 1, 2).contiguous();
    }

    /** uint8 [N, C, H, W] → float32 [N, C, rows, columns] in [low, high]. */
    public Tensor toNetwork(Tensor stored) {
        Tensor x = stored.to(Dtype.FLOAT32).mul((high - low) / 255);
        return resize(low == 0 ? x : x.add_(low), rows, columns);
    }

    /** float32 [N, C, rows, columns] in [low, high] → uint8 [N, C, height, width], rounded to the nearest level. */
    public Tensor toStored(Tensor x, int height, int width) {
        return resize(x.detach(), height, width).sub(low).mul(255 / (high - low)).round().clamp(0, 255).to(Dtype.UINT8);
    }

    /**
     * float32 [N, C, rows, columns] in [low, high] → float32 [N, C, height, width] in [0, 1], without rounding, so
     * gradients pass.
     */
    public Tensor toUnit(Tensor x, int height, int width) {
        return resize(x, height, width).sub(low).div(high - low);
    }

    /**
     * Bilinear resize with a triangle filter that widens as the image shrinks, as in PIL and PyTorch's antialias=True.
     */
    static Tensor resize(Tensor x, int height, int width) {
        int h = (int) x.size(2), w = (int) x.size(3);
        if (h == height && w == width) return x;
        Device device = x.device();
        Tensor rows = weights(h, height, device);                          // [height, h]
        Tensor columns = weights(w, width, device);                        // [width, w]
        return rows.matmul(x).matmul(columns.t());
    }

    private record Sizes(int from, int to, Device device) {}

    private static final Map<Sizes, Tensor> WEIGHTS = new ConcurrentHashMap<>();

    /** Makes each matrix once: a copy to a GPU in every step would make the step wait. */
    private static Tensor weights(int from, int to, Device device) {
        return WEIGHTS.computeIfAbsent(new Sizes(from, to, device), s -> weights(s.from, s.to).to(s.device).keep());
    }

    private static Tensor weights(int from, int to) {
        double scale = (double) from / to, reach = Math.max(1, scale);
        float[] matrix = new float[to * from];
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * scale, total = 0;
            double[] row = new double[from];
            for (int j = 0; j < from; j++) {
                row[j] = Math.max(0, 1 - Math.abs((j + 0.5 - centre) / reach));
                total += row[j];
            }
            for (int j = 0; j < from; j++) matrix[i * from + j] = (float) (row[j] / total);
        }
        return Tensor.of(matrix, to, from);
    }
}
