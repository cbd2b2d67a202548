package ganvas.torch;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolution of a small map with a large kernel by the convolution theorem: y = B·((A·x) ∘ (T·w)). A and T are the
 * real discrete Fourier transform of length L × L; B is its inverse. Three real products make one complex product
 * (Gauss). A 5 × 5 kernel on a 7 × 7 map takes 121 products for each pair of channels instead of 1,225, and rounds less
 * than the plain sum. The products over channels are one grouped 1 × 1 convolution.
 *
 * @param a [P, H·H], @param t [P, K·K], @param b [H·H, P], all float32
 * @param products P
 */
record Fourier(Tensor a, Tensor t, Tensor b, int products) {
    /**
     * The shape of a convolution of stride 1 that keeps the map's size: K = 2·padding + 1.
     *
     * @param mirrored whether the kernel is mirrored, as in a transposed convolution
     */
    private record Shape(int size, int kernel, boolean mirrored) {}

    private static final Map<Shape, Fourier> MADE = new ConcurrentHashMap<>();
    private static final long[] ONE = {1, 1}, NONE = {0, 0};

    /**
     * Whether this way is faster, by measurement: few positions, many channels, a large batch.
     *
     * @param in  input channels
     * @param out output channels
     */
    static boolean pays(Tensor x, long in, long out, long kernel, long stride, long padding) {
        return kernel >= 5 && stride == 1 && kernel == 2 * padding + 1 && x.size(2) == x.size(3) && x.size(2) <= 8
                && in >= 64 && out >= 64
                && x.size(0) >= 32;
    }

    /** [N, I, H, H] with weight [O, I, K, K], or [I, O, K, K] where {@code transposed} → [N, O, H, H]. */
    static Tensor convolve(Tensor x, Tensor weight, boolean transposed) {
        long n = x.size(0), in = x.size(1), h = x.size(2), k = weight.size(2), out = weight.size(transposed ? 1 : 0);
        Fourier f = MADE.computeIfAbsent(new Shape((int) h, (int) k, transposed), Fourier::of);
        Tensor images = f.times(f.a, x.permute(0, 2, 3, 1).reshape(n, h * h, in));                       // [N, P, I]
        Tensor kernels = f.times(f.t,
                weight.permute(2, 3, transposed ? 1 : 0, transposed ? 0 : 1).reshape(1, k * k, out * in));
        long p = f.products;
        Tensor product = torch.conv2d(images.view(1, n, 1, p * in).permute(0, 3, 1, 2),
                kernels.reshape(p * out, in, 1, 1), new TensorOptional(),
                ONE, NONE, ONE, p);  // [1, P·O, N, 1]
        return f.times(f.b, product.permute(0, 2, 3, 1).reshape(n, p, out)).reshape(n, h, h, out).permute(0, 3, 1, 2);
    }

    /** [R, Q]·[N, Q, C] → [N, R, C], computed as a 1 × 1 convolution over pictures with Q channels. */
    private Tensor times(Tensor matrix, Tensor x) {
        long n = x.size(0), q = x.size(1), c = x.size(2), r = matrix.size(0);
        return torch.conv2d(x.view(n, q, 1, c), matrix.view(r, q, 1, 1), new TensorOptional(), ONE, NONE, ONE, 1)
                .contiguous().view(n, r, c);
    }

    private static Fourier of(Shape s) {
        int h = s.size, k = s.kernel, padding = k / 2;
        int length = h + k - 1 - padding;                      // the rows that wrap around are cut off
        List<Wave> waves = Wave.all(length);
        int p = waves.stream().mapToInt(Wave::products).sum();
        var a = new float[p * h * h];
        var t = new float[p * k * k];
        var b = new float[h * h * p];
        int row = 0;
        for (Wave w : waves) {
            for (int i = 0; i < h * h; i++) {
                double re = w.cos(i / h, i % h), im = -w.sin(i / h, i % h);
                a[row * h * h + i] = (float) (w.real ? re : re + im);
                if (!w.real) {
                    a[(row + 1) * h * h + i] = (float) re;
                    a[(row + 2) * h * h + i] = (float) im;
                }
            }
            for (int i = 0; i < k * k; i++) {
                int y = s.mirrored ? i / k : k - 1 - i / k, x = s.mirrored ? i % k : k - 1 - i % k;
                double re = w.cos(y, x), im = -w.sin(y, x);
                t[row * k * k + i] = (float) re;
                if (!w.real) {
                    t[(row + 1) * k * k + i] = (float) (im - re);
                    t[(row + 2) * k * k + i] = (float) (re + im);
                }
            }
            for (int i = 0; i < h * h; i++) {
                double c = w.cos(i / h + padding, i % h + padding), n = w.sin(i / h + padding, i % h + padding),
                        scale = 1.0 / (length * length);
                // Products m1 = (re + im)·Re W, m2 = re·(Im W − Re W), m3 = im·(Re W + Im W): Re Y =
                // m1 − m3, Im Y = m1 + m2.
                b[i * p + row] = (float) (w.real ? scale * c : 2 * scale * (c - n));
                if (!w.real) {
                    b[i * p + row + 1] = (float) (-2 * scale * n);
                    b[i * p + row + 2] = (float) (-2 * scale * c);
                }
            }
            row += w.products();
        }
        return new Fourier(constant(a, p, h * h), constant(t, p, k * k), constant(b, h * h, p), p);
    }

    /** Retained until the process ends: there is one set for each shape of convolution. */
    private static Tensor constant(float[] values, long... shape) {
        return Host.tensor(MemorySegment.ofArray(values), Dtype.FLOAT32, shape).retainReference();
    }

    /**
     * exp(i·2π(u·y + v·x) / length); of two conjugates only one is listed.
     *
     * @param real whether it is its own conjugate
     */
    private record Wave(int u, int v, int length, boolean real) {
        static List<Wave> all(int length) {
            var waves = new ArrayList<Wave>();
            for (int u = 0; u < length; u++) {
                for (int v = 0; v < length; v++) {
                    int order = Integer.compare(u * length + v, (length - u) % length * length + (length - v) % length);
                    if (order <= 0) waves.add(new Wave(u, v, length, order == 0));
                }
            }
            return waves;
        }

        int products() { return real ? 1 : 3; }
        double cos(int y, int x) { return Math.cos(angle(y, x)); }
        double sin(int y, int x) { return Math.sin(angle(y, x)); }

        private double angle(int y, int x) {
            return 2 * Math.PI * ((u * y + v * x) % length) / length;
        }
    }
}
