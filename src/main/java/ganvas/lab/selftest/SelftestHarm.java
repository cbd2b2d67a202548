package ganvas.lab.selftest;

import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.List;

/** A harm that is done to real pictures, in growing doses. Dose 0 leaves them unchanged. */
enum SelftestHarm {
    /** Adds Gaussian noise of this standard deviation and clips at black and white. */
    NOISE("noise", "standard deviation, white = 1", 0.1, 0.2, 0.4, 0.8) {
        @Override
        Tensor of(Tensor x, double dose, Rng rng) {
            return x.add(rng.normal(Device.CPU, x.shape()).mul(dose));
        }
    },
    /** Blurs with a Gaussian of this width. */
    BLUR("blur", "σ in pixels", 0.5, 1, 1.5, 2.5) {
        @Override
        Tensor of(Tensor x, double dose, Rng rng) {
            return window((int) x.size(2), dose).matmul(x).matmul(window((int) x.size(3), dose).t());
        }
    },
    /** Turns this share of the pixels white, at random places. */
    SALT("salt", "share of pixels made white", 0.01, 0.03, 0.1, 0.3) {
        @Override
        Tensor of(Tensor x, double dose, Rng rng) {
            Tensor hit = rng.uniform(Device.CPU, x.size(0), 1, x.size(2), x.size(3)).lt(dose).to(Dtype.FLOAT32);
            return x.maximum(hit);
        }
    };

    private static final long SEED = 2026;

    private final String word;
    private final String axis;
    private final List<Double> doses;

    SelftestHarm(String word, String axis, double... doses) {
        this.word = word;
        this.axis = axis;
        this.doses = java.util.Arrays.stream(doses).boxed().toList();
    }

    /** float32 [N, C, H, W] in [0, 1] → the same shape; values may leave [0, 1]. */
    abstract Tensor of(Tensor x, double dose, Rng rng);

    /** uint8 [N, C, H, W] → the same. A larger dose adds more of the same noise. */
    Tensor apply(Tensor images, double dose) {
        if (dose == 0) return images;
        Tensor x = of(images.to(Dtype.FLOAT32).div(255), dose, Rng.named(SEED, "selftest " + word));
        return x.mul(255).round().clamp(0, 255).to(Dtype.UINT8);
    }

    String word() { return word; }

    /** The unit of the dose, for the axis. */
    String axis() { return axis; }

    /** The doses: above 0, in rising order. */
    List<Double> doses() { return doses; }

    /** Gaussian blur along one axis as a matrix, [n, n]. Near the border the mean is over the neighbours that exist. */
    private static Tensor window(int n, double sigma) {
        float[] matrix = new float[n * n];
        for (int i = 0; i < n; i++) {
            double total = 0;
            for (int j = 0; j < n; j++) total += weight(i - j, sigma);
            for (int j = 0; j < n; j++) matrix[i * n + j] = (float) (weight(i - j, sigma) / total);
        }
        return Tensor.of(matrix, n, n);
    }

    private static double weight(int distance, double sigma) {
        return Math.exp(-distance * distance / (2 * sigma * sigma));
    }
}
