package ganvas.zoo;

import ganvas.data.Dataset;
import ganvas.problem.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The images of which a model learns, and the settings that follow them.
 *
 * @param takes whether it takes such images of a dataset without further settings
 */
record Intake(Fitting fitting, Predicate<ImageShape> takes) {
    /** Value of a setting that follows the dataset. */
    static final long FITTED = 0;
    /** Images in a step, for models whose batch follows the dataset. */
    static final long BATCH = 32;

    /** Images of a training that fills some minutes on two cores, at 32 × 32 pixels. */
    private static final long USUAL_IMAGES = 200_000;
    private static final long USUAL_PIXELS = 32 * 32, MOST_EPOCHS = 500;

    private static final ImageShape DIGITS = new ImageShape(1, 28, 28);

    /** The shape of a dataset's images. */
    record ImageShape(int channels, int height, int width) {
        /** In an error: {@code 64 × 48 with 3 channels}, height first. */
        String words() {
            return "%d × %d with %d channel%s".formatted(height, width, channels, channels == 1 ? "" : "s");
        }
    }

    /**
     * Fits a model's settings to a dataset's images. Some settings take their values from the images. Without a dataset
     * {@code images} is empty, and the paper's images are assumed. Impossible settings are refused.
     */
    interface Fitting {
        Map<String, Object> fit(Map<String, Object> values, Optional<ImageShape> images);
    }

    /** That of a model that takes only grey images of 28 × 28. */
    static Intake ofDigits(String model) {
        return new Intake((values, images) -> {
            images.filter(found -> !found.equals(DIGITS)).ifPresent(found -> {
                throw Problem.input("%s takes grey images of 28 × 28; the dataset's are %s", model, found.words());
            });
            return values;
        }, DIGITS::equals);
    }

    /** Whether a setting follows the dataset. */
    static boolean follows(Map<String, Object> values, String setting) {
        return values.get(setting).equals(FITTED);
    }

    /**
     * Images shown in a training whose length nobody gave: the paper's epochs. A model without a paper's length gets
     * one of some minutes on two cores: the larger the images, the fewer, and at most 500 epochs.
     */
    static long usualImages(Map<String, Object> values, Dataset data) {
        long train = data.train().size();
        if (!follows(values, "epochs")) return (Long) values.get("epochs") * train;
        long pixels = (long) data.height() * data.width();
        return Math.min(Math.min(USUAL_IMAGES, USUAL_IMAGES * USUAL_PIXELS / pixels), MOST_EPOCHS * train);
    }
}
