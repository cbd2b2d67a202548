package ganvas.lab.sample;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.file.Animation;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Summary.DatasetInfo;
import ganvas.torch.Device;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import ganvas.train.Step;
import ganvas.vae.HasElbo;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Pictures that {@code sample} makes of a trained model, in addition to plain samples. */
public final class LatentPictures {
    private LatentPictures() {}

    /** Images that are drawn in one batch. */
    private static final int BATCH = 100;
    /** Limit of the pixels of one picture or animation, in bytes, since they are held in memory. */
    public static final long LARGEST = 400_000_000;
    /** Test images over which the KL of a latent dimension is averaged. */
    private static final int READ = 1000;

    /** {@code rows} paths through latent space, with equally many images each. */
    public record Rows(int rows, Npz images) {
        private int columns() {
            return images.n() / rows;
        }

        /** One picture with a row for each path. */
        public Png grid() {
            return Png.grid(images, columns());
        }

        /** An animation that runs forth and back. Several paths are shown side by side. */
        public Animation film(int milliseconds) {
            int columns = columns(), size = images.pixels().length / images.n();
            var frames = new ArrayList<Png>();
            for (int i = 0; i < Math.max(columns, 2 * columns - 2); i++) {
                int column = i < columns ? i : 2 * columns - 2 - i;
                byte[] pixels = new byte[rows * size];
                for (int r = 0; r < rows; r++)
                    System.arraycopy(images.pixels(), (r * columns + column) * size, pixels, r * size, size);
                frames.add(Png.grid(new Npz(rows, images.height(), images.width(), images.channels(), pixels),
                        (int) Math.ceil(Math.sqrt(rows))));
            }
            return new Animation(frames, milliseconds, milliseconds);
        }
    }

    /** Two latents, given by number. */
    public record Pair(int from, int to) {}

    /** Interpolations: one row for each pair. */
    public static Rows interpolation(Generates generator, Latents latents, List<Pair> pairs, Interpolation path,
            int columns, Device device) {
        try (var _ = new Scope()) {
            var z = new ArrayList<Tensor>();
            for (Pair pair : pairs) {
                Tensor a = latents.number(pair.from, generator.latent(), device),
                        b = latents.number(pair.to, generator.latent(), device);
                for (int i = 0; i < columns; i++) z.add(path.at(a, b, i / (columns - 1.0)));
            }
            return new Rows(pairs.size(), draw(generator, Tensor.cat(z, 0)));
        }
    }

    /** Traversals: one row for each dimension. Latent number 0 is drawn with this dimension going from −3 to 3. */
    public static Rows traversal(Generates generator, Latents latents, int[] dimensions, int columns, Device device) {
        try (var _ = new Scope()) {
            Tensor start = latents.number(0, generator.latent(), device);
            float[] z = start.toFloats();
            int d = z.length;
            float[] all = new float[Math.multiplyExact(dimensions.length * columns, d)];
            for (int i = 0; i < dimensions.length * columns; i++) {
                System.arraycopy(z, 0, all, i * d, d);
                all[i * d + dimensions[i / columns]] = (float) (6.0 * (i % columns) / (columns - 1) - 3);
            }
            return new Rows(dimensions.length,
                    draw(generator, Tensor.of(all, (long) dimensions.length * columns, d).to(device)));
        }
    }

    /**
     * Refuses images that memory would not hold.
     *
     * @param what advice to the user
     */
    public static void refuseTooLarge(long images, DatasetInfo data, String what) {
        long bytes = images * data.channels() * data.height() * data.width();
        if (bytes <= LARGEST) return;
        throw Problem.input("%,d images of %d × %d are %,d bytes; expected at most %,d. %s", images, data.height(),
                data.width(), bytes, LARGEST, what);
    }

    private static Npz draw(Generates generator, Tensor z) {
        var all = new ByteArrayOutputStream();
        Npz part = draw(generator, z, 0);
        all.writeBytes(part.pixels());
        for (long start = BATCH; start < z.size(0); start += BATCH) {
            part = draw(generator, z, start);
            all.writeBytes(part.pixels());
        }
        return new Npz((int) z.size(0), part.height(), part.width(), part.channels(), all.toByteArray());
    }

    /** The batch that begins with row {@code start}. */
    private static Npz draw(Generates generator, Tensor z, long start) {
        try (var _ = new Scope()) {
            return Sampling.npz(generator.sample(z.narrow(0, start, Math.min(BATCH, z.size(0) - start))));
        }
    }

    /**
     * KL of each latent dimension in nats, the mean over the first test images. It says how much information the
     * dimension carries.
     */
    public static double[] kl(HasElbo model, Dataset data, Device device) {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            return model.posterior(data.test().images().narrow(0, 0, Math.min(READ, data.test().size())).to(device))
                    .kl().mean(0).toDoubles();
        }
    }

    /** All dimensions, sorted by KL, the largest first. */
    public static int[] byKl(double[] kl) {
        return IntStream.range(0, kl.length).boxed().sorted(Comparator.comparingDouble(i -> -kl[i])).mapToInt(i -> i)
                .toArray();
    }

    /**
     * The first test images in rows. Under each row are the model's reconstructions: for a VAE the decoder's image of
     * the encoder's mean, otherwise what {@link Inversion} finds.
     *
     * @param only images of this class; −1 for any
     */
    public static Png reconstructions(Step step, Generates generator, Dataset data, int count, int only,
            Device device) {
        try (var _ = new Scope()) {
            Tensor real = first(data.test(), count, only);
            var rebuilt = new ArrayList<Tensor>();
            for (long start = 0; start < real.size(0); start += BATCH) {
                Tensor some = real.narrow(0, start, Math.min(BATCH, real.size(0) - start)).to(device);
                Tensor made = step instanceof Encodes encoder ? generator.sample(encoder.encode(some))
                        : Inversion.FULL.of(generator, some, Optional.empty(), device).nearest();
                rebuilt.add(made.to(Device.CPU));
            }
            return PictureFiles.pairs(real, Tensor.cat(rebuilt, 0));
        }
    }

    private static Tensor first(Split test, int count, int only) {
        long[] labels = test.labels().toLongs();
        long[] rows = IntStream.range(0, labels.length).filter(i -> only < 0 || labels[i] == only).limit(count)
                .mapToLong(i -> i).toArray();
        if (rows.length == 0) throw Problem.input(
                "--class: expected a class that the test images have; none of them is of number %d", only);
        return test.images().indexSelect(0, Tensor.of(rows, rows.length));
    }

    /**
     * Animation of the grids of fixed latents that a run has saved, oldest first. The last one stays ten times as long.
     *
     * @param most grids at most: the first, the last, and others evenly between
     */
    public static Animation training(RunFolder folder, int most, int milliseconds) {
        List<Path> all = folder.grids();
        if (all.size() < 2) {
            throw Problem.input("%s: expected two pictures or more, which training leaves there; found %d",
                    folder.samplesFolder(), all.size());
        }
        int shown = Math.min(most, all.size());
        List<Path> grids = IntStream.range(0, shown)
                .mapToObj(i -> all.get((int) ((long) i * (all.size() - 1) / (shown - 1)))).toList();
        List<Png> frames = grids.stream().map(Png::read).toList();
        boolean grey = frames.stream().allMatch(f -> f.channels() == 1);
        if (!grey) frames = grids.stream().map(f -> Png.read(f, 3)).toList();
        for (int i = 0; i < frames.size(); i++) {
            Png a = frames.getFirst(), b = frames.get(i);
            if (a.height() == b.height() && a.width() == b.width()) continue;
            throw Problem.input("%s: expected %d × %d pixels, as the pictures before it have; found %d × %d",
                    grids.get(i), a.width(), a.height(), b.width(), b.height());
        }
        return new Animation(frames, milliseconds, Math.min(65_535, 10 * milliseconds));
    }
}
