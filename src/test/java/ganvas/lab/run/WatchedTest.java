package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.metric.score.QuickLook;
import ganvas.result.RunFolder;
import ganvas.result.StatLine;
import ganvas.torch.Device;
import ganvas.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong in a run is in its stats.jsonl, and said; after a resume as without one. Small batches make it quick.
 */
class WatchedTest {
    private static final Dataset MNIST = Datasets.open("mnist");

    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private int linesToLive;

    /** Keeps what is said; dies when its lines are used up. */
    private final LabProgress progress = new LabProgress() {
        @Override
        public void begin(String what, long total) {}
        @Override
        public void at(long images, double imagesPerSecond) {}
        @Override
        public void losses(Map<String, Double> means) {
            if (--linesToLive == 0) throw new IllegalStateException("killed");
        }
        @Override
        public void end() {}
        @Override
        public void say(String sentence) { said.add(sentence); }
    };

    /** True when the run is at its end. */
    private boolean train(RunFolder run, String model, double checkpointSeconds, int lines) {
        var compute = Compute.of("cpu", "fp32", 0, checkpointSeconds);
        linesToLive = lines;
        try {
            var settings = Trainer.resolve("gan", Zoo.get(model), MNIST, 3200, 3, compute, Map.of("batch", 8));
            new Trainer(run, settings, MNIST, compute, "test", progress).train();
            return true;
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("killed");
            return false;
        }
    }

    @Test
    void theGradientVanishesInTheRunNamedSo() {
        var whole = new RunFolder(folder.resolve("whole"));
        assertThat(train(whole, "khanna-2020/gan-vanishing", 1e9, -1)).isTrue();
        List<StatLine> lines = whole.readStats(), events = events(whole);
        assertThat(events).hasSize(1).allSatisfy(line -> {
            assertThat(line.event().kind()).isEqualTo("vanishing-gradient");
            assertThat(said).containsExactly(
                    "vanishing-gradient at %,d images: %s".formatted(line.images(), line.event().text()));
            assertThat(line.values()).containsKey("D/loss");
        });
        // Where it is named; whether it comes back later depends on how a processor rounds.
        StatLine named = events.getFirst();
        double largest = lines.stream().mapToDouble(l -> l.values().get("G/gradient_norm")).max().orElseThrow();
        assertThat(named.values().get("G/gradient_norm")).isLessThan(largest / 100);
        assertThat(named.values().get("D/loss")).isLessThan(0.1);

        var killed = new RunFolder(folder.resolve("killed"));
        int kills = 0;
        while (!train(killed, "khanna-2020/gan-vanishing", 0.2, 15 + 5 * kills)) kills++;
        assertThat(kills).isGreaterThanOrEqualTo(3);
        assertThat(killed.readStats().stream().map(StatLine::values).toList())
                .isEqualTo(lines.stream().map(StatLine::values).toList());
        assertThat(events(killed).stream().map(StatLine::event).toList())
                .isEqualTo(events.stream().map(StatLine::event).toList());
    }

    /** A KL term of a hundred times its weight empties the code, and a decoder without a code draws one picture. */
    @Test
    void aPosteriorCollapsesAndImagesBecomeAlike() {
        var run = new RunFolder(folder.resolve("vae"));
        train(run, "khanna-2020/vae", digits(1000), 4000, Map.of("beta", 100, "batch", 50),
                QuickLook.of(MNIST, Device.CPU));
        assertThat(events(run)).extracting(l -> l.event().kind()).containsExactly("mode-collapse",
                "posterior-collapse");
        assertThat(run.readStats().getLast().values()).containsEntry("validation/active_dimensions", 0.0)
                .containsKey("judge/variance");
    }

    /** Fifty digits, shown over and over. */
    @Test
    void aDiscriminatorKnowsItsImagesByHeart() {
        var run = new RunFolder(folder.resolve("heart"));
        train(run, "khanna-2020/gan", digits(50), 10_000, Map.of("dropout", 0, "batch", 25, "g-rate", 1e-3),
                Optional.empty());
        assertThat(events(run)).isNotEmpty()
                .allSatisfy(l -> assertThat(l.event().kind()).isEqualTo("discriminator-overfit"));
    }

    private void train(RunFolder run, String model, Dataset data, long images, Map<String, Object> set,
            Optional<QuickLook> quickLook) {
        var compute = Compute.of("cpu", "fp32", 0, 1e9);
        var settings = Trainer.resolve("arm", Zoo.get(model), data, images, 0, compute, set);
        new Trainer(run, settings, data, compute, "test", LabProgress.SILENT, quickLook).train();
    }

    /** The first of them. */
    private static Dataset digits(int count) {
        return new Dataset("few", MNIST.classes(), "", first(MNIST.train(), count), first(MNIST.validation(), 500),
                MNIST.test());
    }

    private static Split first(Split all, int count) {
        return new Split(all.images().narrow(0, 0, count), all.labels().narrow(0, 0, count));
    }

    /** The control: as many steps of each network, and no event. */
    @Test
    void theOtherGanIsNotNamed() {
        var run = new RunFolder(folder.resolve("plain"));
        assertThat(train(run, "khanna-2020/gan", 1e9, -1)).isTrue();
        assertThat(events(run)).isEmpty();
        assertThat(run.readStats().getLast().values().get("G/gradient_norm")).isGreaterThan(1);
    }

    private static List<StatLine> events(RunFolder run) {
        return run.readStats().stream().filter(l -> l.event() != null).toList();
    }
}
