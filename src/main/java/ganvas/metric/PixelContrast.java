package ganvas.metric;

import static ganvas.words.MetricInfo.Better.NONE;
import static ganvas.words.MetricInfo.Question.SHARP;

import ganvas.metric.formulas.Contrast;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import java.util.Set;

/**
 * The {@link Contrast} of pictures relative to the real ones. It stands beside the sharpness, which falls with the
 * contrast in proportion. It has no direction: noise raises it. Its interval comes from the bootstrap.
 */
record PixelContrast(MetricInfo info) implements Metric {
    static final PixelContrast PIXELS = new PixelContrast(MetricInfo.named("contrast").labelled("Contrast", "contrast")
            .reads(SHARP, NONE).in("× real").atLeast(0)
            .means("Spread of grey values within an image, divided by that of real images. A faded image has less "
                    + "contrast, and less sharpness in the same proportion; a blurred one lacks sharpness above all.",
                    "Peli 1990, equation 3")
            .needs(Network.NONE, "the test images", 2));

    @Override
    public Set<Input> takes() {
        return Set.of(Input.PIXELS);
    }

    @Override
    public Measure against(RealSet real) {
        var contrast = new Contrast(real.pixels());
        String recipe = "Mean over images of the standard deviation of grey values, divided by the same of %s."
                .formatted(real.called().many());
        return generated -> line(contrast.of(generated.images(), generated.weights()), recipe);
    }
}
