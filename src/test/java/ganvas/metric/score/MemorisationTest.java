package ganvas.metric.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.metric.formulas.ActiveUnits;
import ganvas.metric.formulas.Neighbours;
import ganvas.metric.judge.Judge;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MemorisationTest {
    private static Dataset mnist;
    private static Memorisation memorisation;

    @BeforeAll
    static void open() {
        mnist = Datasets.open("mnist");
        memorisation = new Memorisation(mnist, Judge.load(Device.CPU), 1, new Memorisation.Sizes(200, 1500, 500));
    }

    private static ScoreLine line(Memorisation.Found found, String name) {
        return found.lines().stream().filter(l -> l.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void copiesAreAtNothing() {
        try (var _ = new Scope()) {
            var found = memorisation.of(mnist.train().images().narrow(0, 0, 500), SampleOrigin.UNSAID);
            assertThat(line(found, "train-ratio-pixels").value()).isZero();
            assertThat(line(found, "train-ratio-judge").value()).isLessThan(1e-3);
            assertThat(line(found, "fid-judge-train-500").value()).isLessThan(1e-6);
            assertThat(found.byPixels()).isEqualTo(LongStream.range(0, 200).toArray());
            assertThat(found.byFeatures()).isEqualTo(LongStream.range(0, 200).toArray());
        }
    }

    @Test
    void unseenImagesAreAsFarAsUnseenImages() {
        try (var _ = new Scope()) {
            var found = memorisation.of(mnist.validation().images().narrow(0, 0, 500), SampleOrigin.UNSAID);
            for (String space : new String[] {"pixels", "judge"}) {
                ScoreLine ratio = line(found, "train-ratio-" + space);
                assertThat(ratio.value()).as(space).isCloseTo(1, within(0.15));
                assertThat(ratio.high() - ratio.low()).as(space).isBetween(0.02, 0.3);
                assertThat(ratio.better()).isEqualTo("none");
            }
            assertThat(line(found, "fid-judge-train-500").value()).isGreaterThan(0.1);
        }
    }

    /** A fifth of copies takes a fifth off; noise is far from everything. */
    @Test
    void itGrowsWithTheShareOfCopies() {
        try (var _ = new Scope()) {
            Tensor unseen = mnist.validation().images().narrow(0, 0, 200);
            Tensor some = Tensor.cat(
                    java.util.List.of(unseen.narrow(0, 0, 160), mnist.train().images().narrow(0, 0, 40)), 0);
            double whole = line(memorisation.of(unseen, SampleOrigin.UNSAID), "train-ratio-pixels").value(),
                    fewer = line(memorisation.of(some, SampleOrigin.UNSAID), "train-ratio-pixels").value();
            assertThat(fewer / whole).isCloseTo(0.8, within(0.03));
            Tensor noise = Rng.at(1, 1).uniform(Device.CPU, 50, 1, 28, 28).mul(255).to(Dtype.UINT8);
            var found = memorisation.of(noise, SampleOrigin.UNSAID);
            assertThat(line(found, "train-ratio-pixels").value()).isGreaterThan(1.5);
            assertThat(found.notMeasured())
                    .containsExactly("fid-judge-train-50: it needs at least 100 images, there are 50");
        }
    }

    /** Against all pairs written out, over more than one block. */
    @Test
    void neighboursAreTheNearest() {
        try (var _ = new Scope()) {
            int n = 6000, m = 40, f = 5;
            Tensor set = Rng.at(2, 0).normal(Device.CPU, n, f), queries = Rng.at(3, 0).normal(Device.CPU, m, f);
            var found = Neighbours.find(queries, set);
            double[] s = set.toDoubles(), q = queries.toDoubles();
            for (int i = 0; i < m; i++) {
                double nearest = Double.MAX_VALUE;
                int at = -1;
                for (int j = 0; j < n; j++) {
                    double d = 0;
                    for (int k = 0; k < f; k++) d += (q[i * f + k] - s[j * f + k]) * (q[i * f + k] - s[j * f + k]);
                    if (d >= nearest) continue;
                    nearest = d;
                    at = j;
                }
                assertThat(found.index()[i]).isEqualTo(at);
                assertThat(found.distance()[i]).isCloseTo(Math.sqrt(nearest), within(1e-12));
            }
        }
    }

    /** Variances 1, 0.0025 and 0.04 against 0.01. */
    @Test
    void unitsThatMoveWithTheImageAreActive() {
        try (var _ = new Scope()) {
            Tensor means = Rng.at(5, 0).normal(Device.CPU, 2000, 3).to(Dtype.FLOAT64)
                    .mul(Tensor.of(new double[] {1, 0.05, 0.2}, 1, 3)).add(7);
            assertThat(ActiveUnits.of(means)).isEqualTo(new ActiveUnits(2, 2, 2));
            assertThat(ActiveUnits.of(means.narrow(1, 1, 1)).count()).isZero();
            ActiveUnits unsure = ActiveUnits.of(Rng.at(5, 1).normal(Device.CPU, 100, 1).to(Dtype.FLOAT64).mul(0.1));
            assertThat(unsure.high() - unsure.low()).isPositive();
        }
    }
}
