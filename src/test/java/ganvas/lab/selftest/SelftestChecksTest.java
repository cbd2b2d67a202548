package ganvas.lab.selftest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.metric.Metrics;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Agreement;
import ganvas.result.Selftest.Check;
import ganvas.result.Selftest.Measured;
import ganvas.result.Selftest.Sample;
import ganvas.result.Selftest.Score;
import ganvas.result.Selftest.Sweep;
import ganvas.words.SelftestRule.Floor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Each check passes on scores as they are, and fails on a score that is broken. */
class SelftestChecksTest {
    private static final double HALF = 0.01;

    private static Score score(String name, String better) {
        return new Score(name, name, better, "");
    }

    private static Measured measured(double value) {
        return new Measured(value, value - HALF, value + HALF);
    }

    private static Sample sample(String name, double at, int images, Map<String, Double> values) {
        var scores = new LinkedHashMap<String, Measured>();
        values.forEach((score, value) -> scores.put(score, measured(value)));
        return new Sample(name, at, images, scores);
    }

    private static Sweep sweep(String name, String score, double... values) {
        var samples = new ArrayList<Sample>();
        for (int i = 0; i < values.length; i++) samples.add(sample("" + i, i, 100, Map.of(score, values[i])));
        return new Sweep(name, "", samples);
    }

    private static String verdict(List<Check> checks, String score) {
        return checks.stream().filter(c -> c.score().equals(score)).findFirst().orElseThrow().verdict();
    }

    private static double expectedCoverage(int real, int generated, int k) {
        return ((Floor.Equals) Metrics.info("coverage").selftest().floor()).expected().of(real, generated, k);
    }

    private static String harmed(SelftestHarm harm, String score, String better, double... values) {
        return SelftestChecks.harm(harm, sweep(harm.word(), score, values), List.of(score(score, better))).getFirst()
                .verdict();
    }

    @Test
    void aMeasureThatIsDeafToHarmFails() {
        assertThat(harmed(SelftestHarm.NOISE, "fid-judge", "lower", 0.2, 40, 130, 220)).isEqualTo(Selftest.PASSES);
        assertThat(harmed(SelftestHarm.NOISE, "fid-judge", "lower", 0.2, 0.2, 0.2, 0.2)).isEqualTo(Selftest.FAILS);
        assertThat(harmed(SelftestHarm.NOISE, "fid-judge", "lower", 220, 130, 40, 0.2)).isEqualTo(Selftest.FAILS);
        assertThat(harmed(SelftestHarm.SALT, "precision", "higher", 0.9, 0.8, 0.5, 0.1)).isEqualTo(Selftest.PASSES);
        assertThat(harmed(SelftestHarm.SALT, "precision", "higher", 0.9, 0.95, 0.5, 0.1)).isEqualTo(Selftest.FAILS);
        assertThat(harmed(SelftestHarm.BLUR, "precision", "higher", 0.9, 0.95, 0.5, 0.1))
                .as("a light blur may raise it").isEqualTo(Selftest.PASSES);
        assertThat(harmed(SelftestHarm.BLUR, "precision", "higher", 0.9, 0.95, 0.95, 0.95)).isEqualTo(Selftest.FAILS);
        assertThat(harmed(SelftestHarm.NOISE, "sharpness", "one", 1, 0.8, 0.6)).isEqualTo(Selftest.PASSES);
        assertThat(harmed(SelftestHarm.NOISE, "sharpness", "one", 1, 1.2, 1.5)).as("noise taken for edges")
                .isEqualTo(Selftest.FAILS);
        assertThat(harmed(SelftestHarm.BLUR, "sharpness", "one", 1, 1, 1)).isEqualTo(Selftest.FAILS);
        assertThat(harmed(SelftestHarm.NOISE, "legible-share", "higher", 1, 0.7, 1)).isEqualTo(Selftest.PASSES);
        assertThat(harmed(SelftestHarm.NOISE, "legible-share", "higher", 0.7, 0.9, 1)).isEqualTo(Selftest.FAILS);
        assertThat(harmed(SelftestHarm.NOISE, "class-entropy", "higher", 2.3, 2.3, 2.3)).isEqualTo(Selftest.SHOWN);
    }

    @Test
    void halvesMustBeAlike() {
        Map<String, Double> good = Map.of("kid-judge", 0.005, "density", 1.01, "coverage", 0.965, "sharpness", 0.99,
                "precision", 0.95, "recall", 0.94);
        assertThat(SelftestChecks.floor(sample("halves", 0, 5000, good), 5000, 5)).hasSize(5).extracting(Check::verdict)
                .containsOnly(Selftest.PASSES);
        Map<String, Double> bad = Map.of("kid-judge", 0.5, "density", 0.8, "coverage", 0.8, "sharpness", 1.2,
                "precision", 0.9, "recall", 0.5);
        assertThat(SelftestChecks.floor(sample("halves", 0, 5000, bad), 5000, 5)).extracting(Check::verdict)
                .containsOnly(Selftest.FAILS);
        assertThat(SelftestChecks.floor(sample("halves", 0, 5000, Map.of()), 5000, 5)).extracting(Check::verdict)
                .containsOnly(Selftest.FAILS);
    }

    /** Naeem et al. 2020: 1 − 2⁻ᵏ for many pictures; for one real beside one generated picture and k = 1 by hand. */
    @Test
    void coverageOfEqualDistributions() {
        assertThat(expectedCoverage(1_000_000, 1_000_000, 5)).isCloseTo(1 - 1 / 32.0, within(1e-5));
        assertThat(expectedCoverage(2, 1, 1)).isCloseTo(0.5, within(1e-12));
        assertThat(expectedCoverage(3, 2, 2)).isCloseTo(1 - 2.0 / 4 * 1 / 3, within(1e-12));
    }

    @Test
    void theNumberOfPicturesMattersWhereItMust() {
        assertThat(count("fid-judge", 3, 2, 1.5, 1)).isEqualTo(Selftest.PASSES);
        assertThat(count("fid-judge", 1, 1, 1, 1)).isEqualTo(Selftest.FAILS);
        assertThat(count("kid-judge", 0.003, -0.002, 0.001, 0)).isEqualTo(Selftest.PASSES);
        assertThat(count("kid-judge", 0.3, 0.2, 0.1, 0)).as("biased").isEqualTo(Selftest.FAILS);
        assertThat(count("coverage", 0.1, 0.3, 0.6, 0.9)).isEqualTo(Selftest.PASSES);
        assertThat(count("precision", 0.9, 0.9, 0.9, 0.9)).isEqualTo(Selftest.PASSES);
        assertThat(count("precision", 0.9, 0.9, 0.9, 0.9001)).as("a mean that is none").isEqualTo(Selftest.FAILS);
        assertThat(count("vendi-judge", 10.5, 11.3, 11.4, 11.5)).isEqualTo(Selftest.PASSES);
        assertThat(count("class-entropy", 1, 2, 3, 4)).isEqualTo(Selftest.SHOWN);
    }

    private static String count(String score, double... values) {
        return verdict(SelftestChecks.count(sweep(Selftest.COUNT, score, values), List.of(score(score, "lower"))),
                score);
    }

    @Test
    void intervalsThatAreTooNarrowAreSeen() {
        var list = List.of(score("recall", "higher"));
        assertThat(SelftestChecks.intervals(sweep(Selftest.PARTS, "recall", 0.5, 0.505, 0.495, 0.502, 0.498), list)
                .getFirst().verdict()).isEqualTo(Selftest.PASSES);
        assertThat(SelftestChecks.intervals(sweep(Selftest.PARTS, "recall", 0.5, 0.55, 0.45, 0.52, 0.48), list)
                .getFirst().verdict()).isEqualTo(Selftest.FAILS);
    }

    @Test
    void oneClassCostsVarietyAndNotQuality() {
        var all = new LinkedHashMap<>(Map.of("recall", 0.95, "coverage", 0.3, "class-entropy", 2.3, "is-judge", 9.2,
                "fid-judge", 0.5, "kid-judge", 0.0, "precision", 0.93, "density", 0.92, "legible-share", 0.98,
                "recognisable", 0.92));
        Map<String, Double> one = new LinkedHashMap<>(Map.of("recall", 0.1, "coverage", 0.1, "class-entropy", 0.05,
                "is-judge", 1.02, "fid-judge", 120.0, "kid-judge", 3.0, "precision", 0.94, "density", 0.93,
                "legible-share", 0.99, "recognisable", 0.93));
        all.put("vendi-judge", 11.5);
        one.put("vendi-judge", 2.1);
        one.put("class-share/0", 0.99);
        assertThat(classes(all, one)).hasSize(12).extracting(Check::verdict).containsOnly(Selftest.PASSES);

        var blind = new LinkedHashMap<>(one);
        blind.putAll(
                Map.of("recall", 0.95, "class-entropy", 2.3, "fid-judge", 0.5, "precision", 0.5, "class-share/0", 0.2));
        List<Check> checks = classes(all, blind);
        for (String broken : List.of("recall", "class-entropy", "fid-judge", "precision", "class-share/0"))
            assertThat(verdict(checks, broken)).isEqualTo(Selftest.FAILS);
        assertThat(checks.stream().filter(c -> c.score().equals("recall")).findFirst().orElseThrow().found())
                .endsWith("not so for zero");
        assertThat(verdict(checks, "coverage")).isEqualTo(Selftest.PASSES);
    }

    private static List<Check> classes(Map<String, Double> all, Map<String, Double> one) {
        return SelftestChecks.classes(
                new Sweep(Selftest.CLASSES, "", List.of(sample("all", -1, 100, all), sample("zero", 0, 100, one))),
                sample("0", 0, 1000, all), 0.9);
    }

    @Test
    void goldenValuesAreCompared() {
        double[][] gold = {{0.5, 100}, {2}};
        assertThat(Agreement.compare("f", "/k", "it", gold, new double[][] {{0.5, 100}, {2}}, 1e-9)).satisfies(a -> {
            assertThat(a.agrees()).isTrue();
            assertThat(a.numbers()).isEqualTo(3);
        });
        Agreement off = Agreement.compare("f", "/k", "it", gold, new double[][] {{0.5, 100.1}, {2.1}}, 1e-2);
        assertThat(off.expected()).as("the worst of them").isEqualTo(2);
        assertThat(SelftestChecks.golden(List.of(off)).getFirst().verdict()).isEqualTo(Selftest.FAILS);
        Agreement nan = Agreement.compare("f", "/k", "it", gold, new double[][] {{Double.NaN, 100}, {2}}, 1e-2);
        assertThat(nan.agrees()).isFalse();
        assertThat(Agreement.compare("f", "/k", "it", new double[][] {{0}}, new double[][] {{1e-12}}, 1e-10).agrees())
                .isTrue();
    }
}
