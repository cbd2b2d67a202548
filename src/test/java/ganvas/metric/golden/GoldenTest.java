package ganvas.metric.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Fid;
import ganvas.metric.formulas.InceptionScore;
import ganvas.metric.formulas.Kid;
import ganvas.metric.formulas.Prdc;
import ganvas.result.Selftest.Agreement;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Our numbers beside those of torch-fidelity, pytorch-fid, prdc and SciPy on the same arrays. */
class GoldenTest {
    private static final JsonNode GOLD = Reference.json("metrics.json");
    private Scope scope;
    private Tensor real;
    private Tensor fake;

    @BeforeEach
    void open() {
        scope = new Scope();
        real = Reference.matrix("real.npy");
        fake = Reference.matrix("fake.npy");
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static void same(double found, String key, double relative) {
        assertThat(found).isCloseTo(GOLD.at(key).doubleValue(), withinPercentage(100 * relative));
    }

    @Test
    void frechetDistance() {
        same(new Fid(real).of(fake), "/fid", 1e-8);
        same(new Fid(real).of(fake), "/fid_exact", 1e-9);
        same(new Fid(real.narrow(0, 0, 40)).of(fake.narrow(0, 0, 40)), "/fid_40_rows", 1e-6);
        assertThat(new Fid(real).of(real)).isBetween(0.0, 1e-10);
    }

    @Test
    void kernelDistance() {
        same(new Kid(real).of(fake), "/mmd2_all_rows", 1e-9);
        same(new Kid(real.narrow(0, 0, 100)).of(fake.narrow(0, 0, 100)), "/mmd2_first_100", 1e-9);
    }

    @Test
    void inceptionScore() {
        same(InceptionScore.score(Reference.matrix("logits.npy").softmax(1)), "/inception_score/mean", 1e-9);
    }

    @Test
    void precisionRecallDensityCoverage() {
        for (int k : new int[] {3, 5}) {
            Prdc.Estimates found = new Prdc(real, k).of(fake, Bootstrap.weights(1000));
            String gold = "/prdc_k" + k + "/";
            same(found.precision().value(), gold + "precision", 1e-12);
            same(found.recall().value(), gold + "recall", 1e-12);
            same(found.density().value(), gold + "density", 1e-12);
            same(found.coverage().value(), gold + "coverage", 1e-12);
        }
    }

    /** An interval leaves the value as it is and lies around it. */
    @Test
    void valuesWithIntervals() {
        Tensor weights = Bootstrap.weights(1000);
        Estimate fid = new Fid(real).withInterval(fake), kid = new Kid(real).of(fake, weights);
        for (Estimate e : new Estimate[] {fid, kid}) {
            assertThat(e.low()).isLessThan(e.value());
            assertThat(e.high()).isGreaterThan(e.value());
        }
        same(fid.value(), "/fid_exact", 1e-9);
        same(kid.value(), "/mmd2_all_rows", 1e-9);
        Tensor logits = Reference.matrix("logits.npy");
        same(InceptionScore.score(logits.softmax(1), Bootstrap.weights(5000)).value(), "/inception_score/mean", 1e-9);
    }

    /** FID's interval is as wide as 300 resamples make it, and as other samples of the same distribution scatter. */
    @Test
    void frechetDistanceWithInterval() {
        var fid = new Fid(real);
        double[] resampled = new double[300];
        for (int r = 0; r < resampled.length; r++) {
            try (var _ = new Scope()) {
                resampled[r] = fid.of(fake.indexSelect(0, Rng.named(r, "resample").integers(1000, Device.CPU, 1000)));
            }
        }
        assertThat(width(fid.withInterval(fake))).isCloseTo(width(Estimate.of(0, resampled)), withinPercentage(20));

        var other = new Fid(normal(0, 400).mul(1.5));
        double[] fresh = new double[200], widths = new double[200];
        for (int r = 0; r < fresh.length; r++) {
            try (var _ = new Scope()) {
                Estimate e = other.withInterval(normal(1 + r, 400));
                fresh[r] = e.value();
                widths[r] = width(e);
            }
        }
        assertThat(java.util.Arrays.stream(widths).average().orElseThrow()).isCloseTo(width(Estimate.of(0, fresh)),
                withinPercentage(20));
    }

    private static Tensor normal(long seed, long n) {
        return Rng.named(seed, "normal").normal(Device.CPU, n, 16).to(Dtype.FLOAT64);
    }

    private static double width(Estimate e) {
        return e.high() - e.low();
    }

    @Test
    void frechetDistanceOfFewerImagesThanFeatures() {
        Tensor few = fake.narrow(0, 0, 40);
        Estimate singular = new Fid(real.narrow(0, 0, 40)).withInterval(few);
        same(singular.value(), "/fid_40_rows", 1e-6);
        assertThat(singular.low()).isBetween(1.0, singular.value() - 0.1);
        assertThat(singular.high()).isGreaterThan(singular.value() + 0.1);
    }

    /** What the self-test shows is all of the file, at the tolerances of its makers. */
    @Test
    void theSelftestComparesEveryValue() {
        var keys = new java.util.ArrayList<String>();
        leaves(GOLD, "", keys);
        var found = Golden.run();
        assertThat(found).extracting(Agreement::key).containsExactlyInAnyOrderElementsOf(keys).hasSize(18);
        assertThat(found).allSatisfy(a -> assertThat(a.agrees()).as(a.toString()).isTrue());
        assertThat(found).filteredOn(a -> !a.key().equals("/fid_40_rows"))
                .allSatisfy(a -> assertThat(a.tolerance()).isLessThanOrEqualTo(1e-8));
    }

    private static void leaves(JsonNode node, String at, java.util.List<String> keys) {
        if (node.isNumber()) keys.add(at);
        else node.properties().forEach(e -> leaves(e.getValue(), at + "/" + e.getKey(), keys));
    }
}
