package ganvas.lab.sample;

import ganvas.data.Dataset;
import ganvas.file.Png;
import ganvas.result.RunFolder;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import ganvas.train.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Pictures of what a trained model has learnt: interpolations; for a VAE reconstructions and, if it has two latents,
 * the latent plane.
 */
public final class PictureFiles {
    private PictureFiles() {}

    private static final int COLUMNS = 12, NEIGHBOURS = 10;

    public static void draw(RunFolder folder, Step step, Dataset data, Device device) {
        try (var _ = new Scope()) {
            Generates generator = Sampling.generator(step);
            interpolation(generator, device).write(folder.inside().resolve("interpolation.png"));
            if (step instanceof Encodes encoder) {
                reconstructions(encoder, generator, data, device).write(folder.inside().resolve("reconstructions.png"));
                if (generator.latent() == 2) plane(generator, device).write(folder.inside().resolve("plane.png"));
            }
        }
    }

    /**
     * Six rows, each along the great circle between two latents (White 2016): the norm stays that of the prior. Row i
     * is of class i modulo the classes.
     */
    public static Png interpolation(Generates generator, Device device) {
        var rows = new ArrayList<Tensor>();
        long[] classes = new long[6 * COLUMNS];
        for (int i = 0; generator.classes() > 0 && i < classes.length; i++)
            classes[i] = i / COLUMNS % generator.classes();
        Tensor ends = Rng.named(Sampling.EVALUATION_SEED, "interpolation").normal(device, 12, generator.latent());
        for (int r = 0; r < 6; r++) {
            Tensor a = ends.narrow(0, 2 * r, 1), b = ends.narrow(0, 2 * r + 1, 1);
            for (int i = 0; i < COLUMNS; i++) rows.add(Interpolation.SLERP.at(a, b, i / (COLUMNS - 1.0)));
        }
        Tensor z = Tensor.cat(rows, 0);
        Optional<Tensor> labels = generator.classes() == 0 ? Optional.empty()
                : Optional.of(Tensor.of(classes, classes.length).to(device));
        return Png.grid(Sampling.npz(generator.sample(z, labels)), COLUMNS);
    }

    /** Test images in rows. Under each row are the decoder's images of their mean codes. */
    private static Png reconstructions(Encodes encoder, Generates generator, Dataset data, Device device) {
        Tensor real = data.test().images().narrow(0, 0, Math.min(3 * COLUMNS, data.test().size())).to(device);
        return pairs(real, generator.sample(encoder.encode(real)));
    }

    /**
     * Real images in rows: the first three full rows. Under each row are the nearest images that the model can draw.
     * Both are uint8 [N, C, H, W].
     */
    public static Png inversions(Tensor real, Tensor nearest) {
        long columns = Math.min(COLUMNS, real.size(0)), shown = columns * Math.min(3, real.size(0) / columns);
        return pairs(real.narrow(0, 0, shown), nearest.narrow(0, 0, shown));
    }

    /**
     * Images in rows of twelve. Under each row are the images that belong to them. Both are uint8 [N, C, H, W]. The
     * rest of an incomplete row is black.
     */
    static Png pairs(Tensor upper, Tensor lower) {
        int columns = (int) Math.min(COLUMNS, upper.size(0));
        var rows = new ArrayList<Tensor>();
        for (long start = 0; start < upper.size(0); start += columns) {
            long count = Math.min(columns, upper.size(0) - start);
            for (Tensor images : List.of(upper, lower)) {
                rows.add(images.narrow(0, start, count));
                if (count < columns) rows.add(Tensor.zeros(Dtype.UINT8, images.device(), columns - count,
                        images.size(1), images.size(2), images.size(3)));
            }
        }
        return Png.grid(Sampling.npz(Tensor.cat(rows, 0)), columns);
    }

    /**
     * The first samples in a row. Under each sample are its nearest training images.
     *
     * @param nearest a row each: for each sample the index of a training image; one in pixels, and one in the judge's
     *         features if there is a judge
     */
    public static Png neighbours(Tensor samples, List<long[]> nearest, Tensor train) {
        int columns = Math.min(NEIGHBOURS, nearest.getFirst().length);
        var rows = new ArrayList<>(List.of(samples.narrow(0, 0, columns)));
        for (long[] row : nearest) {
            rows.add(train.indexSelect(0, Tensor.of(Arrays.copyOf(row, columns), columns)));
        }
        return Png.grid(Sampling.npz(Tensor.cat(rows, 0)), columns);
    }

    /**
     * The latent plane: images that the decoder draws at the normal quantiles of a 20 × 20 grid (Kingma and Welling
     * 2014, figure 4).
     */
    private static Png plane(Generates generator, Device device) {
        int side = 20;
        var normal = org.apache.commons.statistics.distribution.NormalDistribution.of(0, 1);
        float[] z = new float[side * side * 2];
        for (int i = 0; i < side * side; i++) {
            z[2 * i] = (float) normal.inverseCumulativeProbability((i % side + 0.5) / side);
            z[2 * i + 1] = (float) normal.inverseCumulativeProbability(1 - (i / side + 0.5) / side);
        }
        return Png.grid(Sampling.npz(generator.sample(Tensor.of(z, side * side, 2).to(device))), side);
    }
}
