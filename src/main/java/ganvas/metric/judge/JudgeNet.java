package ganvas.metric.judge;

import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.Dropout;
import ganvas.nn.Flatten;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.ReLU;
import ganvas.problem.Problem;
import java.util.Arrays;

/**
 * The judge's classifier: float32 [N, C, H, W] in [0, 1] → {@code body} features [N, F], none negative →
 * {@code head} logits [N, classes].
 */
record JudgeNet(Layer body, Dropout dropout, Linear head) implements Chain {
    /** Size of {@link #PLAIN}'s features, the layer before the logits. */
    static final int FEATURES = 128;
    /** Metadata key of the kind of network; if it is missing, {@link #PLAIN}. */
    static final String KEY = "network";
    static final String PLAIN = "plain";
    /** Prefix of the four widths of {@link JudgeResidual}: {@code residual 32 64 128 128}. */
    static final String RESIDUAL = "residual ";

    /** Four convolutions, two of which halve the image: [N, C, H, W] → features [N, 128], none negative. */
    record Body(Conv2d conv1, BatchNorm norm1, ReLU relu1, Conv2d conv2, BatchNorm norm2, ReLU relu2, Conv2d conv3,
            BatchNorm norm3, ReLU relu3, Conv2d conv4, BatchNorm norm4, ReLU relu4, Flatten flatten, Linear features,
            ReLU relu5) implements Chain {}

    /**
     * For images of {@code channels} × {@code height} × {@code width}.
     *
     * @param kind {@link #PLAIN}, or {@link #RESIDUAL} and widths
     */
    static JudgeNet of(String kind, int channels, int height, int width, int classes) {
        if (kind.equals(PLAIN)) return plain(channels, height, width, classes);
        if (!kind.matches(RESIDUAL + "\\d{1,4}( \\d{1,4}){3}")) {
            throw Problem.input("a judge's network: expected '%s' or '%s' and four widths; found '%s'", PLAIN,
                    RESIDUAL.strip(), kind);
        }
        long[] widths = Arrays.stream(kind.substring(RESIDUAL.length()).split(" ")).mapToLong(Long::parseLong)
                .toArray();
        return new JudgeNet(JudgeResidual.of(channels, widths[0], widths[1], widths[2], widths[3]), new Dropout(0),
                Linear.of(widths[3], classes));
    }

    private static JudgeNet plain(int channels, int height, int width, int classes) {
        int quarter = (height + 3) / 4 * ((width + 3) / 4);
        var body = new Body(Conv2d.of(channels, 32, 3, 1, 1), BatchNorm.of(32), new ReLU(),    // [N, 32, H, W]
                Conv2d.of(32, 32, 3, 2, 1), BatchNorm.of(32), new ReLU(),                      // [N, 32, H/2, W/2]
                Conv2d.of(32, 64, 3, 1, 1), BatchNorm.of(64), new ReLU(),                      // [N, 64, H/2, W/2]
                Conv2d.of(64, 64, 3, 2, 1), BatchNorm.of(64), new ReLU(),                      // [N, 64, H/4, W/4]
                new Flatten(), Linear.of(64L * quarter, FEATURES), new ReLU());                // [N, 128]
        return new JudgeNet(body, new Dropout(0.4), Linear.of(FEATURES, classes));
    }
}
