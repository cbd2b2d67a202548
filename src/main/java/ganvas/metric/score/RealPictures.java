package ganvas.metric.score;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.data.SplitGallery;
import ganvas.file.Gallery;
import ganvas.problem.Problem;
import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The real pictures against which generated ones are measured.
 *
 * @param dataset its name, or {@link #FILE}
 * @param split   {@code test}, {@code train}, or that it is not known
 * @param one     name of a single picture: "test image"
 * @param census  findings from reading all of them
 */
public record RealPictures(String dataset, String split, String one, Gallery pictures, Gallery.Census census) {
    /** {@link #dataset} of pictures that are not the split of a dataset. */
    public static final String FILE = "of a file";
    static final String UNKNOWN = "unknown: the reference came from a file";
    /** Fewest pictures: with fewer, neither neighbours nor a covariance are meaningful. */
    public static final int FEWEST = 100;

    /**
     * A whole split. {@code train} includes the images that Ganvas holds out for validation, since others train on them
     * and compare with them.
     */
    public static RealPictures of(Dataset data, String split) {
        return switch (split) {
            case "test" -> of(data, split, "test image", data.test().images());
            case "train" -> of(data, split, "training image",
                    Tensor.cat(List.of(data.train().images(), data.validation().images()), 0).keep());
            default -> throw Problem.input("--split: expected test or train; found '%s'", split);
        };
    }

    /** The first test images, at most {@code most}. */
    static RealPictures ofTest(Dataset data, long most) {
        Split test = data.test();
        return of(data, "test", "test image", test.images().narrow(0, 0, Math.min(most, test.size())));
    }

    private static RealPictures of(Dataset data, String split, String one, Tensor images) {
        return of(data.name(), split, one, new SplitGallery("the " + split + " images of " + data.name(), images));
    }

    /** Pictures from a user's file or folder. */
    public static RealPictures of(Gallery pictures) {
        return of(FILE, UNKNOWN, "reference image", pictures);
    }

    private static RealPictures of(String dataset, String split, String one, Gallery pictures) {
        if (pictures.count() < FEWEST) {
            throw Problem.input("%s: expected at least %d pictures to measure against; found %d", pictures.name(),
                    FEWEST, pictures.count());
        }
        Gallery.Census census = pictures.census();
        if (census.alike()) {
            throw Problem.input(
                    "%s: its %,d pictures are all the same; expected pictures that differ, to measure against",
                    pictures.name(), pictures.count());
        }
        return new RealPictures(dataset, split, one, pictures, census);
    }

    /** The name in errors: the dataset's or the file's. */
    String name() {
        return dataset.equals(FILE) ? pictures.name() : dataset;
    }

    /** A phrase such as "the test images of mnist". */
    public String words() {
        return (dataset.equals(FILE) ? "the pictures of " : "") + pictures.name();
    }

    int count() {
        return pictures.count();
    }

    /** A phrase such as "10,000 test images". */
    String many() {
        return "%,d %ss".formatted(count(), one);
    }

    /** Its part of a score's fingerprint. */
    Map<String, Object> fingerprint() {
        var print = new LinkedHashMap<String, Object>();
        print.put("dataset", dataset.split(":")[0]);
        print.put("split", split);
        print.put("reference images", count());
        print.put("reference SHA-256", census.sha256());
        print.put("reference quantisation", pictures.quantisation());
        return print;
    }
}
