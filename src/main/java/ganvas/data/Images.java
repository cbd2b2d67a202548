package ganvas.data;

import ganvas.torch.Rng;
import ganvas.torch.Scope;
import java.util.List;

/**
 * A dataset: train, validation held out of train, and test, which only reports touch.
 *
 * @param name    as on the command line
 * @param classes names by label
 * @param sha256  over the raw bytes, images then labels, train then test
 */
public record Images(String name, List<String> classes, String sha256, Split train, Split validation, Split test) {
    /** Held out of train to choose by. */
    public static final long VALIDATION = 10_000;
    /** Decides which images are held out; the same for every run, so that runs can be compared. */
    private static final long SPLIT_SEED = 2026;

    /** Holds {@link #VALIDATION} images out of {@code allTrain}. */
    static Images of(String name, List<String> classes, String sha256, Split allTrain, Split test) {
        try (var _ = new Scope()) {
            var order = Rng.named(SPLIT_SEED, "validation of " + name.split(":")[0]).permutation(allTrain.size());
            var validation = allTrain.rows(order.narrow(0, 0, VALIDATION));
            var train = allTrain.rows(order.narrow(0, VALIDATION, allTrain.size() - VALIDATION));
            return new Images(name, classes, sha256, train, validation, test);
        }
    }

    public int channels() { return (int) test.images().size(1); }
    public int height() { return (int) test.images().size(2); }
    public int width() { return (int) test.images().size(3); }
}
