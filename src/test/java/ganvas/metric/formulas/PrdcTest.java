package ganvas.metric.formulas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.problem.Problem;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Edges of precision, recall, density and coverage, and of the scores beside them. */
class PrdcTest {
    private static final int FEATURES = 12, K = 5;

    /** Rows of bits. */
    private static int[][] bits(int n, double p, long seed) {
        var random = new Random(seed);
        return IntStream.range(0, n).mapToObj(_ -> IntStream.range(0, FEATURES)
                .map(_ -> random.nextDouble() < p ? 1 : 0).toArray()).toArray(int[][]::new);
    }

    /** The bits times a tenth, whose squared distances are equal wherever as many bits differ. */
    private static Tensor tenths(int[][] bits) {
        return Tensor.of(Arrays.stream(bits).flatMapToInt(Arrays::stream).mapToDouble(b -> b * 0.1).toArray(),
                bits.length, FEATURES);
    }

    private static int differing(int[] a, int[] b) {
        return (int) IntStream.range(0, FEATURES).filter(i -> a[i] != b[i]).count();
    }

    private static int radius(int[][] set, int[] row) {
        int[] all = Arrays.stream(set).mapToInt(other -> differing(row, other)).sorted().toArray();
        return all[K];                                                      // the first is itself
    }

    /** Counted in whole numbers, where nothing is rounded. |x|² + |y|² − 2x·y alone tells equal distances apart. */
    @Test
    void tiesAreTies() {
        int[][] real = bits(400, 0.5, 1), fake = bits(300, 0.4, 2);
        int[] radii = Arrays.stream(real).mapToInt(r -> radius(real, r)).toArray(),
                ofFake = Arrays.stream(fake).mapToInt(f -> radius(fake, f)).toArray();
        double balls = 0, precise = 0, covered = 0, recalled = 0;
        for (int[] f : fake) {
            long in = IntStream.range(0, real.length).filter(i -> differing(real[i], f) < radii[i]).count();
            balls += in;
            precise += in > 0 ? 1 : 0;
        }
        for (int i = 0; i < real.length; i++) {
            int[] r = real[i];
            int own = radii[i];
            covered += Arrays.stream(fake).anyMatch(f -> differing(r, f) < own) ? 1 : 0;
            recalled += IntStream.range(0, fake.length).anyMatch(j -> differing(r, fake[j]) < ofFake[j]) ? 1 : 0;
        }
        try (var _ = new Scope()) {
            var found = new Prdc(tenths(real), K).withIntervals(tenths(fake));
            assertThat(found.precision().value()).isEqualTo(precise / fake.length);
            assertThat(found.density().value()).isCloseTo(balls / fake.length / K, within(1e-12));
            assertThat(found.coverage().value()).isEqualTo(covered / real.length);
            assertThat(found.recall().value()).isCloseTo(recalled / real.length, within(1e-12));
            assertThat(new Prdc(tenths(real), K).inside(tenths(fake)).sum().item()).isEqualTo(precise);
        }
    }

    /** Every ball has its own k − 1 neighbours and its centre inside: k of k. */
    @Test
    void theSameImagesInAnotherOrderHaveADensityOfOne() {
        var random = new Random(3);
        double[] rows = random.doubles(200L * FEATURES, -100, 100).toArray(), turned = new double[rows.length];
        for (int i = 0; i < 200; i++)
            System.arraycopy(rows, i * FEATURES, turned, (199 - i) * FEATURES, FEATURES);
        try (var _ = new Scope()) {
            var found = new Prdc(Tensor.of(rows, 200, FEATURES), K).withIntervals(Tensor.of(turned, 200, FEATURES));
            assertThat(found.density().value()).isEqualTo(1);
            assertThat(found.precision().value()).isEqualTo(1);
            assertThat(found.coverage().value()).isEqualTo(1);
            assertThat(found.recall().value()).isEqualTo(1);
        }
    }

    @Test
    void asManyNeighboursAsImagesAreRefused() {
        try (var _ = new Scope()) {
            Tensor five = tenths(bits(5, 0.5, 1)), six = tenths(bits(6, 0.5, 1));
            assertThatThrownBy(() -> new Prdc(five, K)).isInstanceOf(Problem.class).hasMessage(
                    "expected more than 5 real images, as many as there are neighbours; found 5");
            assertThatThrownBy(() -> new Prdc(six, K).withIntervals(five)).isInstanceOf(Problem.class).hasMessage(
                    "expected more than 5 generated images, as many as there are neighbours; found 5");
        }
    }

    /**
     * Over fresh samples of one model, beside fixed real images. The jackknife errs to the wide side. Intervals by the
     * bootstrap held 66 to 81 of 100.
     */
    @Test
    void intervalsOfCoverageHoldWhatTheySay() {
        var random = new Random(5);
        int n = 150, m = 120, repetitions = 400;
        try (var _ = new Scope()) {
            Prdc prdc = new Prdc(normal(random, n, 0), K);
            Estimate[] found = new Estimate[repetitions];
            for (int i = 0; i < repetitions; i++) {
                try (var _ = new Scope()) {
                    found[i] = prdc.of(normal(random, m, 0.7), Bootstrap.weights(m)).coverage();
                }
            }
            double mean = Arrays.stream(found).mapToDouble(Estimate::value).average().orElseThrow();
            long held = Arrays.stream(found).filter(e -> e.low() <= mean && mean <= e.high()).count();
            assertThat(mean).isBetween(0.3, 0.9);
            assertThat(held / (double) repetitions).isBetween(0.93, 0.985);
        }
    }

    private static Tensor normal(Random random, int n, double shift) {
        return Tensor.of(IntStream.range(0, n * 3).mapToDouble(_ -> random.nextGaussian() + shift).toArray(), n, 3);
    }

    @Test
    void twoRowsHaveAKernelDistanceWithoutAnInterval() {
        try (var _ = new Scope()) {
            Tensor real = tenths(bits(50, 0.5, 1));
            Estimate two = new Kid(real).withInterval(tenths(bits(2, 0.5, 2)));
            assertThat(two.value()).isFinite();
            assertThat(two.low()).isNaN();
            Estimate three = new Kid(real).withInterval(tenths(bits(3, 0.5, 2)));
            assertThat(three.low()).isLessThan(three.value());
            assertThatThrownBy(() -> new Kid(real).of(tenths(bits(1, 0.5, 2)))).isInstanceOf(Problem.class)
                    .hasMessage("KID: expected two images or more; found 1");
            assertThatThrownBy(() -> Fid.Gaussian.of(tenths(bits(1, 0.5, 2)))).isInstanceOf(Problem.class)
                    .hasMessage("FID: expected two images or more; found 1");
        }
    }

    @Test
    void anInceptionScoreOfOneRepeatedImageIsOneFromBothSides() {
        double[] one = new double[500 * 3];
        for (int i = 0; i < 500; i++) {
            one[3 * i] = 0.7;
            one[3 * i + 1] = 0.2;
            one[3 * i + 2] = 0.1;
        }
        try (var _ = new Scope()) {
            Estimate e = InceptionScore.score(Tensor.of(one, 500, 3), Bootstrap.weights(500));
            assertThat(e.value()).isBetween(1.0, 1 + 1e-12);
            assertThat(e.low()).isLessThanOrEqualTo(e.value()).isGreaterThanOrEqualTo(1);
            assertThat(e.high()).isGreaterThanOrEqualTo(e.value());
        }
    }

    /** One image again and again: every ball has no extent, and nothing is inside. */
    @Test
    void oneRepeatedImage() {
        int[][] same = new int[20][FEATURES];
        try (var _ = new Scope()) {
            Tensor real = tenths(bits(50, 0.5, 1));
            var found = new Prdc(real, K).withIntervals(tenths(same));
            assertThat(found.recall().value()).isZero();
            assertThat(found.precision().value()).isIn(0.0, 1.0);
            assertThat(new Prdc(tenths(same), K).withIntervals(real).coverage().value()).isZero();
        }
    }
}
