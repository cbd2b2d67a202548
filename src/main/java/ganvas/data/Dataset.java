package ganvas.data;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A dataset in three parts: train, validation (held out of train) and test, which only reports use.
 *
 * @param name    name as on the command line
 * @param classes names of the classes, by label
 * @param sha256  SHA-256 of the raw bytes: images then labels, train then test
 */
public record Dataset(String name, List<String> classes, String sha256, Split train, Split validation, Split test) {
    /** Number of images held out of train for validation, or a fifth of train if that is less. */
    public static final long VALIDATION = 10_000;
    /** Decides which images are held out. It is the same for every run, so runs can be compared. */
    private static final long SPLIT_SEED = 2026;
    /** Number of images that are hashed at a time. */
    private static final long BLOCK = 4096;

    /** Makes a dataset, with {@link #VALIDATION} images held out of {@code allTrain}. */
    static Dataset of(String name, List<String> classes, String sha256, Split allTrain, Split test) {
        try (var _ = new Scope()) {
            long held = Math.min(VALIDATION, allTrain.size() / 5);
            var order = Rng.named(SPLIT_SEED, "validation of " + name.split("[:/]")[0]).permutation(allTrain.size());
            var validation = allTrain.rows(order.narrow(0, 0, held));
            var train = allTrain.rows(order.narrow(0, held, allTrain.size() - held));
            return new Dataset(name, classes, sha256, train, validation, test);
        }
    }

    /**
     * The dataset with only the {@code wanted} classes, labelled 0, 1, … in this order. Every image stays in its part.
     */
    Dataset narrowed(String asked, List<String> wanted) {
        for (String name : wanted) {
            if (classes.contains(name)) continue;
            String known = String.join(", ", classes.subList(0, Math.min(20, classes.size())))
                    + (classes.size() > 20 ? ", …" : "");
            throw Problem.input("--dataset %s: expected classes of it (%s); found '%s'%s", asked, known, name,
                    DidYouMean.hint(name, classes));
        }
        long[] labels = new long[classes.size()];
        for (int i = 0; i < labels.length; i++) labels[i] = wanted.indexOf(classes.get(i));
        for (Split part : new Split[] {train, validation, test}) {
            if (Arrays.stream(part.labels().toLongs()).anyMatch(label -> labels[(int) label] >= 0)) continue;
            throw Problem.input(
                    "--dataset %s: expected images of these classes to train on, to validate and to test; "
                            + "one of the three parts has none",
                    asked);
        }
        Split fewTrain = narrowed(train, labels), fewValidation = narrowed(validation, labels),
                fewTest = narrowed(test, labels);
        return new Dataset(asked, wanted, sha256(fewTrain, fewValidation, fewTest), fewTrain, fewValidation, fewTest);
    }

    /** @param labels new label by old label; −1 for images to leave out */
    private static Split narrowed(Split all, long[] labels) {
        long[] old = all.labels().toLongs();
        long[] rows = IntStream.range(0, old.length).filter(i -> labels[(int) old[i]] >= 0).mapToLong(i -> i).toArray();
        try (var _ = new Scope()) {
            var few = new Split(all.images().indexSelect(0, Tensor.of(rows, rows.length)).keep(),
                    Tensor.of(Arrays.stream(rows).map(i -> labels[(int) old[(int) i]]).toArray(), rows.length).keep());
            all.images().free();
            all.labels().free();
            return few;
        }
    }

    /**
     * SHA-256 over the parts in order. Each part gives its uint8 pixels [N, C, H, W] and then its int64 labels,
     * little-endian.
     */
    static String sha256(Split... parts) {
        var digest = Checksum.digest("SHA-256");
        for (Split part : parts) {
            for (long i = 0; i < part.size(); i += BLOCK) {
                try (var _ = new Scope()) {
                    digest.update(part.images().narrow(0, i, Math.min(BLOCK, part.size() - i)).toBytes());
                }
            }
            long[] labels = part.labels().toLongs();
            var bytes = ByteBuffer.allocate(8 * labels.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(labels);
            digest.update(bytes.array());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    public int channels() { return (int) test.images().size(1); }
    public int height() { return (int) test.images().size(2); }
    public int width() { return (int) test.images().size(3); }
}
