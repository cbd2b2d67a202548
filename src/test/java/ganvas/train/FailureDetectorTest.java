package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Lines made up, one an epoch of a run of 100 epochs of 1,000 images, with two latent dimensions and ten classes. */
class FailureDetectorTest {
    private static FailureDetector watch() {
        return new FailureDetector(100_000, 1000, 2, 10, 0.1);
    }

    private static Map<String, Double> gan(double dLoss, double gradient) {
        return Map.of("D/loss", dLoss, "G/gradient_norm", gradient);
    }

    private static Map<String, Double> entropy(double nats) {
        return Map.of("judge/entropy", nats);
    }

    private static Map<String, Double> variance(double share) {
        return Map.of("judge/variance", share);
    }

    private static Map<String, Double> active(double dimensions) {
        return Map.of("validation/active_dimensions", dimensions);
    }

    /** {@code LINE kind} for every event; lines count from 1. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    private static List<String> events(Map<String, Double>... lines) {
        return events(watch(), 0, List.of(lines));
    }

    private static List<String> events(FailureDetector watch, int before, List<Map<String, Double>> lines) {
        var events = new ArrayList<String>();
        for (int i = 1; i <= lines.size(); i++) {
            int line = i;
            watch.see((before + i) * 1000L, lines.get(i - 1)).ifPresent(e -> events.add(line + " " + e.kind()));
        }
        return events;
    }

    @Test
    void aVanishedGradientIsNamedOnItsSecondLine() {
        assertThat(events(gan(1.2, 2), gan(0.05, 0.019), gan(0.05, 0.019), gan(0.05, 0.001)))
                .containsExactly("3 vanishing-gradient");
        var watch = watch();
        events(watch, 0, List.of(gan(1.2, 2), gan(0.05, 0.019)));
        assertThat(watch.see(3000, gan(0.0123, 0.00456)).orElseThrow().text())
                .isEqualTo(
                        "the generator's gradient has vanished: its norm is 0.0046, after 2.0 at its largest, with "
                                + "the discriminator's loss at 0.012");
    }

    @Test
    void whatIsNotAVanishedGradient() {
        assertThat(events(gan(1.2, 2), gan(0.05, 0.019), gan(1, 1), gan(0.05, 0.019))).as("one line").isEmpty();
        assertThat(events(gan(1.2, 2), gan(0.11, 0.001), gan(0.11, 0.001))).as("the discriminator has not won")
                .isEmpty();
        assertThat(events(gan(1.2, 2), gan(0.01, 0.021), gan(0.01, 0.021))).as("more than a hundredth").isEmpty();
        assertThat(events(gan(0.01, 0.001), gan(0.01, 0.001), gan(0.01, 0.001))).as("never larger").isEmpty();
        assertThat(events(gan(1.2, 2), gan(0.01, 20), gan(0.001, 50))).as("the non-saturating loss").isEmpty();
    }

    /** Where another loss is least, and for a critic, which never wins. */
    @Test
    void whatItTakesToWinDependsOnTheLoss() {
        var lines = List.of(gan(0.25, 2), gan(0.05, 0.01), gan(0.05, 0.01));
        assertThat(events(new FailureDetector(100_000, 1000, 2, 10, 0.02), 0, lines)).isEmpty();
        assertThat(events(new FailureDetector(100_000, 1000, 2, 10, 0.06), 0, lines))
                .containsExactly("3 vanishing-gradient");
        assertThat(events(new FailureDetector(100_000, 1000, 2, 10, Double.NEGATIVE_INFINITY), 0,
                List.of(gan(-9, 2), gan(-90, 0.01), gan(-90, 0.01)))).isEmpty();
    }

    @Test
    void aSecondEventNeedsARecovery() {
        Map<String, Double> well = gan(1.2, 2), gone = gan(0.01, 0.01);
        assertThat(events(well, gone, gone, gan(0.5, 0.19), gone, gone)).containsExactly("3 vanishing-gradient");
        assertThat(events(well, gone, gone, gan(0.5, 0.21), gone, gone)).containsExactly("3 vanishing-gradient",
                "6 vanishing-gradient");
    }

    @Test
    void modesCollapseFromVariety() {
        assertThat(events(entropy(0.1), entropy(1.0), entropy(1.7), entropy(1.0)))
                .as("never above three quarters, 1.73").isEmpty();
        assertThat(events(entropy(1.8), entropy(1.2))).as("above half, 1.15").isEmpty();
        assertThat(events(entropy(0.1), entropy(1.8), entropy(1.1), entropy(0.2))).containsExactly("3 mode-collapse");
        assertThat(events(entropy(1.8), gan(1, 1), entropy(1.1))).as("lines without a snapshot between")
                .containsExactly("3 mode-collapse");
        assertThat(events(entropy(2.2), entropy(1), entropy(1.5), entropy(1))).containsExactly("2 mode-collapse");
        assertThat(events(entropy(2.2), entropy(1), entropy(1.8), entropy(1))).containsExactly("2 mode-collapse",
                "4 mode-collapse");
    }

    @Test
    void withoutClassesNoModesAreCounted() {
        assertThat(events(new FailureDetector(100_000, 1000, 2, 0, 0.1), 0, List.of(entropy(2.2), entropy(0.1))))
                .isEmpty();
    }

    @Test
    void modesCollapseWhereImagesBecomeAlike() {
        var faces = new FailureDetector(100_000, 1000, 2, 0, 0.1);
        assertThat(
                events(faces, 0, List.of(variance(0.1), variance(0.41), variance(0.21), variance(0.19), variance(0.1))))
                .containsExactly("4 mode-collapse");
        assertThat(events(variance(0.39), variance(0.01))).as("never above two fifths").isEmpty();
        assertThat(events(variance(0.7), variance(0.1), variance(0.39), variance(0.1))).as("no recovery between")
                .containsExactly("2 mode-collapse");
        assertThat(events(variance(0.7), variance(0.1), variance(0.41), variance(0.1)))
                .containsExactly("2 mode-collapse", "4 mode-collapse");
    }

    @Test
    void aPosteriorCollapsesAfterTheFirstTenth() {
        assertThat(events(watch(), 9, List.of(active(0), active(0), active(0)))).as("at 10, 11 and 12 %")
                .containsExactly("3 posterior-collapse");
        assertThat(events(watch(), 50, List.of(active(0), active(1), active(0)))).as("two in a row").isEmpty();
        assertThat(events(watch(), 50, List.of(active(0), gan(1, 1), active(0)))).as("lines without a snapshot between")
                .containsExactly("3 posterior-collapse");
        assertThat(events(watch(), 50, List.of(active(0), active(0), active(1), active(0), active(0))))
                .containsExactly("2 posterior-collapse", "5 posterior-collapse");
        var short_ = new FailureDetector(5000, 1000, 2, 10, 0.1);
        assertThat(events(short_, 0, List.of(active(0), active(0), active(0)))).as("an epoch passes first")
                .containsExactly("3 posterior-collapse");
    }

    /** 6 of 128 is no more than one in twenty, 12 no more than one in ten. */
    @Test
    void aFewOfManyDimensionsAreACollapseToo() {
        assertThat(events(wide(), 50, List.of(active(7), active(7)))).isEmpty();
        assertThat(events(wide(), 50, List.of(active(6), active(6), active(12), active(6), active(6))))
                .containsExactly("2 posterior-collapse");
        assertThat(events(wide(), 50, List.of(active(6), active(6), active(13), active(6), active(6))))
                .containsExactly("2 posterior-collapse", "5 posterior-collapse");
        assertThat(events(new FailureDetector(100_000, 1000, 19, 10, 0.1), 50, List.of(active(1), active(1))))
                .as("one of nineteen").isEmpty();
    }

    private static FailureDetector wide() {
        return new FailureDetector(100_000, 1000, 128, 10, 0.1);
    }

    private static Map<String, Double> overfit(double share) {
        return Map.of("D/overfit", share);
    }

    @Test
    void aDiscriminatorThatKnowsItsImagesByHeartIsNamedOnItsSecondSnapshot() {
        assertThat(events(overfit(0.1), overfit(0.51), gan(1, 1), overfit(0.6), overfit(0.9)))
                .containsExactly("4 discriminator-overfit");
        assertThat(events(overfit(0.51), overfit(0.49), overfit(0.51))).as("two in a row").isEmpty();
        Map<String, Double> heart = overfit(0.6);
        assertThat(events(heart, heart, overfit(0.3), heart, heart)).as("no recovery between")
                .containsExactly("2 discriminator-overfit");
        assertThat(events(heart, heart, overfit(0.2), heart, heart)).containsExactly("2 discriminator-overfit",
                "5 discriminator-overfit");
    }

    @Test
    void orCallsThemRealWhereItDoesNotCallUnseenOnesSo() {
        Map<String, Double> wide = Map.of("D/accuracy_gap", 0.26), narrow = Map.of("D/accuracy_gap", 0.24),
                none = Map.of("D/accuracy_gap", 0.12);
        assertThat(events(wide, gan(1, 1), wide, wide)).containsExactly("3 discriminator-overfit");
        assertThat(events(wide, narrow, wide)).as("two in a row").isEmpty();
        assertThat(events(wide, wide, Map.of("D/accuracy_gap", 0.13), wide, wide)).as("no recovery between")
                .containsExactly("2 discriminator-overfit");
        assertThat(events(wide, wide, none, wide, wide)).containsExactly("2 discriminator-overfit",
                "5 discriminator-overfit");
        assertThat(events(wide, wide, Map.of("D/accuracy_gap", 0.12, "D/overfit", 0.3), wide, wide))
                .as("the other sign is still there")
                .containsExactly("2 discriminator-overfit");
        assertThat(events(Map.of("D/accuracy_gap", 0.1, "D/overfit", 0.6), wide)).as("one sign, then the other")
                .containsExactly("2 discriminator-overfit");
        var watch = watch();
        watch.see(1000, wide);
        assertThat(watch.see(2000, wide).orElseThrow().text()).isEqualTo(
                "the discriminator knows its training images by heart: of them it calls 0.26 more real than of unseen "
                        + "ones");
    }

    /** Two at once: a line holds one event, the other follows on the next. */
    @Test
    void noEventIsLost() {
        Map<String, Double> well = Map.of("D/loss", 1.2, "G/gradient_norm", 2.0, "judge/entropy", 2.2);
        Map<String, Double> gone = Map.of("D/loss", 0.01, "G/gradient_norm", 0.01);
        Map<String, Double> both = Map.of("D/loss", 0.01, "G/gradient_norm", 0.01, "judge/entropy", 0.5);
        assertThat(events(well, gone, both, gone, gone)).containsExactly("3 vanishing-gradient", "4 mode-collapse");
    }

    /** A resumed run feeds the lines of before to a new watch. */
    @Test
    void fedTheSameLinesItSaysTheSame() {
        List<Map<String, Double>> lines = List.of(gan(1.2, 2), gan(0.01, 0.01), gan(0.01, 0.01), gan(0.01, 0.01),
                gan(1.2, 2), gan(0.01, 0.01), gan(0.01, 0.01));
        List<String> whole = events(watch(), 0, lines);
        assertThat(whole).hasSize(2);
        for (int stop = 0; stop <= lines.size(); stop++) {
            var resumed = watch();
            var events = new ArrayList<>(events(resumed, 0, lines.subList(0, stop)));
            for (int i = stop; i < lines.size(); i++) {
                int line = i + 1;
                resumed.see(line * 1000L, lines.get(i)).ifPresent(e -> events.add(line + " " + e.kind()));
            }
            assertThat(events).isEqualTo(whole);
        }
    }
}
