package ganvas.metric;

import java.util.List;
import java.util.stream.Stream;

/** The list of measures: a line each. Reading it loads no native code. */
public final class Metrics {
    private Metrics() {}

    /** Neighbours in precision, recall, density and coverage: Naeem et al.'s choice. */
    public static final int K = 5;
    /** Above this probability of the likeliest class a picture counts as legible. */
    static final double LEGIBLE = 0.9;

    /**
     * @param name     as in {@code scores.jsonl}; where {@code counted}, the number of generated images follows
     * @param counted  whether its value depends on the number of images, so that the name must tell it
     * @param label    for people
     * @param question {@code good}, {@code varied}, {@code sharp}, {@code reconstructs}, {@code codes} or {@code new}
     * @param better   {@code lower}, {@code higher}, {@code one} or {@code none}
     * @param unit     or empty
     * @param meaning  a sentence
     * @param needs    what it is measured with
     * @param fewest   it is not measured on fewer images
     * @param source   where it is defined
     */
    public record Entry(String name, boolean counted, String label, String question, String better, String unit,
            String meaning, String needs, int fewest, String source) {
        /** The name of the score on {@code images} generated images, such as {@code fid-judge-10k}. */
        public String nameAt(long images) {
            if (!counted) return name;
            return name + "-" + (images % 1000 == 0 && images > 0 ? images / 1000 + "k" : String.valueOf(images));
        }
    }

    private static final String JUDGE = "the judge, the test images", CLASSES = "the judge", INCEPTION = "the FID Inception network, the test images";

    /** What every run is measured by. */
    public static final List<Entry> ALL = List.of(
            new Entry("fid-judge", true, "FID, judge features", "good", "lower", "",
                    "Distance between Gaussians fitted to features of real and generated images: quality and variety in one number.",
                    JUDGE, 100, "Heusel et al. 2017, equation 6; with the judge's features instead of Inception's"),
            new Entry("kid-judge", true, "KID, judge features", "good", "lower", "",
                    "Squared maximum mean discrepancy of features; like FID, but unbiased: about 0 for equal distributions.",
                    JUDGE, 100, "Bińkowski et al. 2018, section 3; with the judge's features instead of Inception's"),
            new Entry("is-judge", true, "Inception score, judge", "good", "higher", "",
                    "High where each image is clearly of one class and the classes are even; at most the number of classes.",
                    CLASSES, 100, "Salimans et al. 2016, section 4; with the judge instead of Inception"),
            new Entry("precision", false, "Precision", "good", "higher", "",
                    "Share of generated images that lie among real ones.", JUDGE, 100, "Kynkäänniemi et al. 2019, equation 1, k = 5"),
            new Entry("recall", false, "Recall", "varied", "higher", "",
                    "Share of real images that lie among generated ones.", JUDGE, 100, "Kynkäänniemi et al. 2019, equation 2, k = 5"),
            new Entry("density", false, "Density", "good", "higher", "",
                    "How many real neighbourhoods a generated image lies in, beside what is usual for real ones; may exceed 1.",
                    JUDGE, 100, "Naeem et al. 2020, equation 3, k = 5"),
            new Entry("coverage", false, "Coverage", "varied", "higher", "",
                    "Share of real images with a generated one in their neighbourhood.", JUDGE, 100, "Naeem et al. 2020, equation 4, k = 5"),
            new Entry("class-entropy", false, "Class entropy", "varied", "higher", "nats",
                    "How evenly the generated images fall into classes; at most ln of their number.",
                    CLASSES, 2, "Shannon 1948, of the judge's labels"),
            new Entry("judge-confidence", false, "Judge's confidence", "good", "higher", "",
                    "Mean probability of the class that the judge finds likeliest.", CLASSES, 2, "Ganvas"),
            new Entry("legible-share", false, "Legible share", "good", "higher", "",
                    "Share of generated images that the judge reads with a probability above 0.9.", CLASSES, 2, "Ganvas"),
            new Entry("recognisable", false, "Recognisable share", "good", "higher", "",
                    "Share of generated images that the judge reads with a probability above 0.9 and that lie among real ones: "
                    + "speckle that fools the judge does not count.", JUDGE, 100, "Ganvas; the second part is Kynkäänniemi et al. 2019, k = 5"),
            new Entry("sharpness", false, "Sharpness", "sharp", "one", "× real",
                    "Mean slope of edges, beside that of real images: below 1 is blurred. Noise does not raise it.",
                    "the test images", 2, "Ganvas: coherent part of the structure tensor (Bigün and Granlund 1987)"),
            new Entry("class-share", false, "Share of each class", "varied", "none", "",
                    "Share of generated images that the judge labels so: class-share/0, class-share/1 and so on.",
                    CLASSES, 2, "Ganvas"));

    private static final String MODEL = "the model, the test images", ENCODER = "a VAE, the test images", TRAIN = "the training images, the test images";

    /** What a run is measured by beside: this needs the model or the images it was trained on, which samples alone do not have. */
    public static final List<Entry> OF_RUNS = List.of(
            new Entry("inversion-mse", false, "Inversion error", "reconstructs", "lower", "mean square per pixel, grey in [0, 1]",
                    "How near the model can come to a test image it never saw: its latent is searched for by gradients.",
                    MODEL, 1, "Creswell and Bharath 2018"),
            new Entry("train-ratio-pixels", false, "Nearest training image, pixels", "new", "none", "× test images",
                    "Distance to the nearest training image, beside that of unseen images: 1 is as far as these, near 0 is copied.",
                    TRAIN, 1, "Ganvas; neighbours in pixels as Goodfellow et al. 2014, figure 2"),
            new Entry("train-ratio-judge", false, "Nearest training image, judge", "new", "none", "× test images",
                    "The same in the judge's features, in which a shifted or thickened copy is still near.", JUDGE + ", the training images", 1, "Ganvas"),
            new Entry("fid-judge-train", true, "FID against train, judge features", "good", "none", "",
                    "As the FID against test: well below it means that the model knows the training images themselves.",
                    "the judge, the training images", 100, "Heusel et al. 2017, equation 6; with the judge's features instead of Inception's"));

    /** What a VAE is measured by beside. */
    public static final List<Entry> OF_VAES = List.of(
            new Entry("test-elbo", false, "ELBO, test", "reconstructs", "higher", "nats per image",
                    "Evidence lower bound; test-reconstruction and test-kl are its terms, and each is there on validation too.",
                    ENCODER, 1, "Kingma and Welling 2014, equation 10"),
            new Entry("test-nll-iwae100", false, "NLL, test", "reconstructs", "lower", "nats per image",
                    "Negative log-likelihood by importance sampling, 100 draws an image; an upper bound in the mean, tighter than the ELBO.",
                    ENCODER, 1, "Burda et al. 2016, equation 8, K = 100"),
            new Entry("test-bpd-iwae100", false, "Bits per dimension, test", "reconstructs", "none", "bits",
                    "The same in bits for each pixel value: another unit, so it has no vote of its own.", ENCODER, 1, "Theis et al. 2016"),
            new Entry("reconstruction-mse", false, "Reconstruction error", "reconstructs", "lower", "mean square per pixel, grey in [0, 1]",
                    "What encoder and decoder make of a test image; beside the inversion error, what the encoder loses.", ENCODER, 1, "Ganvas"),
            new Entry("active-units", false, "Active units", "codes", "none", "",
                    "Latent dimensions whose mean code moves with the image: its variance over images is above 0.01.", ENCODER, 2,
                    "Burda et al. 2016"),
            new Entry("aggregate-kl", false, "Aggregate posterior from prior", "codes", "none", "nats",
                    "KL divergence of all codes together from the prior; much of it means that samples start where no image was encoded.",
                    ENCODER, 2, "Hoffman and Johnson 2016"),
            new Entry("code-information", false, "Information in the code", "codes", "none", "nats",
                    "Mutual information of image and code; with the row above it makes up the KL.", ENCODER, 2, "Hoffman and Johnson 2016"));

    /** What {@code evaluate --features inception} measures: the names that the field's papers have. */
    public static final List<Entry> OF_INCEPTION = List.of(
            new Entry("fid", true, "FID", "good", "lower", "",
                    "Distance between Gaussians fitted to Inception's features of real and generated images: the field's usual number.",
                    INCEPTION, 100, "Heusel et al. 2017, equation 6"),
            new Entry("kid", true, "KID", "good", "lower", "",
                    "Squared maximum mean discrepancy of Inception's features; unbiased, and over all pairs where others draw subsets.",
                    INCEPTION, 100, "Bińkowski et al. 2018, section 3"),
            new Entry("is", true, "Inception score", "good", "higher", "",
                    "High where each image is clearly of one of ImageNet's classes and these are even.",
                    "the FID Inception network", 100, "Salimans et al. 2016, section 4"),
            new Entry("precision-inception", false, "Precision, Inception features", "good", "higher", "",
                    "Share of generated images that lie among real ones.", INCEPTION, 100, "Kynkäänniemi et al. 2019, equation 1, k = 5"),
            new Entry("recall-inception", false, "Recall, Inception features", "varied", "higher", "",
                    "Share of real images that lie among generated ones.", INCEPTION, 100, "Kynkäänniemi et al. 2019, equation 2, k = 5"),
            new Entry("density-inception", false, "Density, Inception features", "good", "higher", "",
                    "How many real neighbourhoods a generated image lies in, beside what is usual for real ones; may exceed 1.",
                    INCEPTION, 100, "Naeem et al. 2020, equation 3, k = 5"),
            new Entry("coverage-inception", false, "Coverage, Inception features", "varied", "higher", "",
                    "Share of real images with a generated one in their neighbourhood.", INCEPTION, 100, "Naeem et al. 2020, equation 4, k = 5"));

    /** Every list, one after another. */
    public static Stream<Entry> every() {
        return Stream.of(ALL, OF_RUNS, OF_VAES, OF_INCEPTION).flatMap(List::stream);
    }

    /** The entry of this name, without a number of images. */
    public static Entry of(String name) {
        return every().filter(e -> e.name.equals(name)).findFirst().orElseThrow();
    }

    /** The name without the number of images: {@code fid-judge} for {@code fid-judge-10k}. */
    public static String plain(String name, long images) {
        return every().filter(e -> e.nameAt(images).equals(name)).map(Entry::name).findFirst().orElse(name);
    }
}
