package ganvas.metric.inception;

import static ganvas.metric.inception.InceptionNet.SIZE;

import ganvas.problem.Problem;
import ganvas.torch.Dtype;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.Locale;

/**
 * The protocol by which pictures become the network's input. The FID of the same samples differs between protocols, so
 * a score names its protocol.
 */
public enum Protocol {
    /**
     * Protocol of torch-fidelity and of the original TensorFlow program: TensorFlow 1's bilinear resize of 0 … 255,
     * then (x − 128) / 128.
     */
    TORCH_FIDELITY("TensorFlow-1 bilinear, corners at pixels 0", "(x - 128) / 128") {
        @Override
        public Tensor resized(Tensor images) {
            Tensor x = along(images.to(Dtype.FLOAT32), 3);
            return along(x, 2);
        }

        @Override
        Tensor normalised(Tensor x) {
            return x.sub(128).div(128);
        }
    },
    /** Protocol of pytorch-fid: x / 255, PyTorch's bilinear resize with pixel centres at half, then 2x − 1. */
    PYTORCH_FID("bilinear, pixel centres at half", "2 x / 255 - 1") {
        @Override
        public Tensor resized(Tensor images) {
            return Planes.resize(images.to(Dtype.FLOAT32).div(255), SIZE, SIZE);
        }

        @Override
        Tensor normalised(Tensor x) {
            return x.mul(2).sub(1);
        }
    };

    private final String resize;
    private final String normalisation;

    Protocol(String resize, String normalisation) {
        this.resize = resize;
        this.normalisation = normalisation;
    }

    /** uint8 [N, C, H, W] → float32 [N, C, 299, 299], before normalisation. */
    public abstract Tensor resized(Tensor images);

    abstract Tensor normalised(Tensor x);

    /**
     * uint8 [N, C, H, W] with C = 1 or 3 → float32 [N, 3, 299, 299] in about [−1, 1]. Grey is repeated in three
     * channels.
     */
    Tensor input(Tensor images) {
        Tensor x = normalised(resized(images));
        return x.size(1) == 1 ? Tensor.cat(java.util.List.of(x, x, x), 1) : x;
    }

    /**
     * Resizes along H (2) or W (3). Output i lies at i · n / 299 of the input, without the half-pixel shift of later
     * resizes. The neighbour of the last pixel is the last pixel itself.
     */
    private static Tensor along(Tensor x, int dim) {
        long n = x.size(dim);
        float scale = (float) n / SIZE;
        long[] low = new long[SIZE], high = new long[SIZE];
        float[] part = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            float at = i * scale;
            low[i] = (long) at;
            high[i] = Math.min(low[i] + 1, n - 1);
            part[i] = at - low[i];
        }
        Tensor a = x.indexSelect(dim, Tensor.of(low, SIZE).to(x.device())),
                b = x.indexSelect(dim, Tensor.of(high, SIZE).to(x.device()));
        return a.add(b.sub(a).mul(Tensor.of(part, dim == 2 ? new long[] {SIZE, 1} : new long[] {SIZE}).to(x.device())));
    }

    /** The way in which pictures are resized to 299 × 299, for a score's fingerprint. */
    public String resize() {
        return resize;
    }

    /** The formula that turns a pixel x into the network's input, for a score's fingerprint. */
    public String normalisation() {
        return normalisation;
    }

    /** As on the command line: {@code torch-fidelity}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Protocol of(String asked) {
        return Arrays.stream(values()).filter(p -> p.toString().equals(asked)).findFirst()
                .orElseThrow(() -> Problem.input("--protocol: expected one of %s; found '%s'",
                        Arrays.toString(values()), asked));
    }
}
