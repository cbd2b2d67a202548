package ganvas.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.result.Selftest.Agreement;
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
        same(InceptionScore.of(Reference.matrix("logits.npy").softmax(1)), "/inception_score/mean", 1e-9);
    }

    @Test
    void precisionRecallDensityCoverage() {
        for (int k : new int[] {3, 5}) {
            Prdc.Scores found = new Prdc(real, k).of(fake, Bootstrap.weights(1000));
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
        for (Estimate e : new Estimate[] {new Fid(real).of(fake, weights), new Kid(real).of(fake, weights)}) {
            assertThat(e.low()).isLessThan(e.value());
            assertThat(e.high()).isGreaterThan(e.value());
        }
        same(new Fid(real).of(fake, weights).value(), "/fid_exact", 1e-9);
        same(new Kid(real).of(fake, weights).value(), "/mmd2_all_rows", 1e-9);
        Tensor logits = Reference.matrix("logits.npy");
        same(InceptionScore.of(logits.softmax(1), Bootstrap.weights(5000)).value(), "/inception_score/mean", 1e-9);
    }

    /** The interval of endless resampling, to first order, is that of a thousand resamples. */
    @Test
    void frechetDistanceWithInterval() {
        var fid = new Fid(real);
        Estimate smooth = fid.withInterval(fake), drawn = fid.of(fake, Bootstrap.weights(1000));
        same(smooth.value(), "/fid_exact", 1e-9);
        assertThat(smooth.high() - smooth.low()).isCloseTo(drawn.high() - drawn.low(), withinPercentage(20));

        // Fewer images than features: both covariances are singular.
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
        assertThat(found).filteredOn(a -> !a.key().equals("/fid_40_rows")).allSatisfy(a -> assertThat(a.tolerance()).isLessThanOrEqualTo(1e-8));
    }

    private static void leaves(JsonNode node, String at, java.util.List<String> keys) {
        if (node.isNumber()) keys.add(at);
        else node.properties().forEach(e -> leaves(e.getValue(), at + "/" + e.getKey(), keys));
    }
}
