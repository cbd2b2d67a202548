package ganvas.metric.golden;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.result.Selftest.Agreement;
import ganvas.torch.Device;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * Compares the network with torch-fidelity and pytorch-fid on weights and pictures made by a formula, which are in
 * {@code inception.json}.
 */
public final class GoldenNetwork {
    /** The sets of pictures. */
    public static final List<String> SETS = List.of("rgb32", "rgb45", "gray28");
    private static final String FILE = "inception.json";
    private static final double FEATURES = 1e-4, PIXELS = 1e-5;

    private final Inception inception = Inception.of(Formula.weights(), "the formula", Device.CPU);
    private final List<Agreement> found = new ArrayList<>();

    private GoldenNetwork() {}

    /** Compares every entry of the file under both protocols; one line each. Takes some seconds. */
    public static List<Agreement> run() {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            var network = new GoldenNetwork();
            for (String set : SETS) network.read(Protocol.TORCH_FIDELITY, set);
            for (String set : SETS) network.read(Protocol.PYTORCH_FID, set);
            return network.found;
        }
    }

    private void read(Protocol protocol, String set) {
        try (var _ = new Scope()) {
            Tensor images = Formula.images(set);
            var depths = inception.depths(images, protocol);
            var reading = inception.read(images, protocol, _ -> {});
            String at = "/" + protocol.name().toLowerCase(java.util.Locale.ROOT) + "/" + set + "/";
            boolean fidelity = protocol == Protocol.TORCH_FIDELITY;
            if (fidelity) {
                Tensor resized = protocol.resized(images);
                rows(at + "resized_row5_first8", "resized pixels, row 5", resized.select(1, 0).select(1, 5), PIXELS);
                numbers(at + "resized_mean", "resized pixels, mean", means(resized.flatten()), PIXELS);
            }
            numbers(at + (fidelity ? "f64_mean" : "block0_mean"), "64 features, mean", means(depths.f64()), FEATURES);
            numbers(at + (fidelity ? "f192_mean" : "block1_mean"), "192 features, mean", means(depths.f192()),
                    FEATURES);
            numbers(at + (fidelity ? "f768_mean" : "block2_mean"), "768 features, mean", means(depths.f768()),
                    FEATURES);
            rows(at + "pool3_first8", "2048 features, the first 8", reading.features(), FEATURES);
            numbers(at + "pool3_mean", "2048 features, mean", means(reading.features()), FEATURES);
            numbers(at + "pool3_norm", "2048 features, norm", reading.features().square().sum(1).sqrt().toDoubles(),
                    FEATURES);
            rows(at + "logits_unbiased_first8", "logits without bias, the first 8", reading.logits(), FEATURES);
        }
    }

    private static double[] means(Tensor features) {
        return features.mean(1).toDoubles();
    }

    /** Compares one number per image; if the file has one number for all images, their mean. */
    private void numbers(String key, String what, double[] ours, double tolerance) {
        JsonNode gold = Formula.GOLD.at(key);
        double[] expected = gold.isNumber() ? new double[] {gold.doubleValue()} : array(gold);
        double[] compared = gold.isNumber() ? new double[] {java.util.Arrays.stream(ours).average().orElseThrow()}
                : ours;
        found.add(Agreement.compare(FILE, key, what, each(expected), each(compared), tolerance));
    }

    /**
     * Compares the first numbers of each image's row. The tolerance is relative to the row's largest number, since some
     * are 0.
     */
    private void rows(String key, String what, Tensor ours, double tolerance) {
        JsonNode gold = Formula.GOLD.at(key);
        double[][] expected = StreamSupport.stream(gold.spliterator(), false).map(GoldenNetwork::array)
                .toArray(double[][]::new);
        var compared = new double[expected.length][];
        for (int n = 0; n < expected.length; n++)
            compared[n] = ours.select(0, n).narrow(0, 0, expected[n].length).toDoubles();
        found.add(Agreement.compare(FILE, key, what, expected, compared, tolerance));
    }

    private static double[] array(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false).mapToDouble(JsonNode::doubleValue).toArray();
    }

    private static double[][] each(double[] numbers) {
        return java.util.Arrays.stream(numbers).mapToObj(n -> new double[] {n}).toArray(double[][]::new);
    }
}
