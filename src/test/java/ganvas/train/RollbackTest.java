package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Batches;
import ganvas.data.Split;
import ganvas.nn.Chain;
import ganvas.nn.Linear;
import ganvas.nn.Net;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A run of 16 steps of two images with a snapshot at every second one. Its only weight climbs by its rate, 1, at each
 * step; its loss is not a number where the weight is beyond a limit.
 */
class RollbackTest {
    record Climber(Linear w) implements Chain {}

    record Climb(Climber net, Adam adam, double limit) implements Step {
        static Climb to(double limit) {
            var net = new Climber(
                    new Linear(ganvas.nn.Parameter.weight(ganvas.nn.Parameter.Start.ZEROS, 1, 1, 1),
                            java.util.Optional.empty(), 1, 1));
            Net.allocate(net, "net", Device.CPU, 0);
            return new Climb(net, new Adam(Net.trainable(net), new AdamSettings(1, 0.5, 0.9)), limit);
        }

        @Override
        public void update(Batch batch, Rng rng, Stats stats) {
            adam.minimize(net.w().weight().value().sum().neg());
            stats.report("loss", net.w().weight().value().sum().neg().add(limit).log());
        }

        double at() {
            return net.w().weight().value().detach().item();
        }

        @Override
        public Map<String, Chain> networks() { return Map.of("net", net); }
        @Override
        public Map<String, Adam> optimizers() { return Map.of("net", adam); }
    }

    @TempDir
    Path folder;
    private final List<String> told = new ArrayList<>();
    private int stepsToLive = -1;

    private final Run.Observer observer = new Run.Observer() {
        @Override
        public void begun(long images) {}
        @Override
        public void warned(String sentence) { throw new AssertionError(sentence); }
        @Override
        public void stepped(long images, double imagesPerSecond) {
            if (--stepsToLive == 0) throw new IllegalStateException("killed");
        }
        @Override
        public void logged(Run.Progress progress, boolean snapshot) {}
        @Override
        public void wentBack(Checkpoint.Rollback rollback) { told.add(rollback.images() + ": " + rollback.text()); }
    };

    private Run run(Climb step, String name, boolean rollback) {
        var pictures = new Split(Tensor.zeros(Dtype.UINT8, Device.CPU, 4, 1, 1, 1), Tensor.of(new long[4], 4));
        Optional<Checkpoint> snapshot = rollback ? Optional.of(checkpoint(name, "rollback")) : Optional.empty();
        return new Run(step, new Batches(pictures, 2, 0, Device.CPU), new Schedule(32, 1_000_000),
                new Run.Saving(checkpoint(name, "checkpoint"), snapshot, 0), observer, 0);
    }

    private Checkpoint checkpoint(String name, String kind) {
        return new Checkpoint(folder.resolve(name).resolve(kind).resolve("state.safetensors"), "climb");
    }

    private Run made(Climb step, String name, boolean rollback) {
        assertThat(folder.resolve(name).toFile().mkdirs() || folder.resolve(name).toFile().isDirectory()).isTrue();
        return run(step, name, rollback);
    }

    /**
     * 13 fits, 14 does not: back to 12. Then 13 fits, 13.5 does not: back to 13. Then 13.25 fits, 13.5 does not: back
     * to 13. 13.125 and 13.25 fit.
     */
    @Test
    void itGoesBackToTheLastSnapshotWithHalfTheRates() {
        Climb step = Climb.to(13.3);
        Run run = made(step, "run", true);
        assertThat(run.train()).isTrue();
        assertThat(step.at()).isCloseTo(13.25, within(1e-4));
        assertThat(run.rollbacks()).extracting(Checkpoint.Rollback::images).containsExactly(24L, 28L, 28L);
        assertThat(told.getFirst()).isEqualTo("24: loss is no longer finite at step 14 (28 images shown); "
                + "the run goes on from 24 images with its rates divided by 2 (rollback 1 of 3)");
        assertThat(told).hasSize(3);
    }

    /** A fourth time it is given up; the state that it went on from is the newest there is. */
    @Test
    void threeTimesAtMost() {
        Climb step = Climb.to(13.1);
        assertThatThrownBy(() -> made(step, "run", true).train()).isInstanceOf(Run.Diverged.class)
                .hasMessage("loss is no longer finite at step 15 (30 images shown)");
        assertThat(told).hasSize(3);
        Climb kept = Climb.to(13.1);
        new Checkpoint(folder.resolve("run/checkpoint/state.safetensors"), "climb").load(kept, told::add);
        assertThat(kept.at()).isCloseTo(13, within(1e-4));
    }

    @Test
    void withoutItTheRunEnds() {
        assertThatThrownBy(() -> made(Climb.to(13.3), "run", false).train()).isInstanceOf(Run.Diverged.class)
                .hasMessageContaining("at step 14");
        assertThat(told).isEmpty();
    }

    /** Killed after any of its steps, those behind a rollback too, it ends with the same bits and tells the same. */
    @Test
    void killedAnywhereItEndsTheSame() {
        Climb whole = Climb.to(13.3);
        Run undisturbed = made(whole, "whole", true);
        undisturbed.train();
        for (int steps = 1; steps <= 21; steps++) {
            String name = "killed" + steps;
            stepsToLive = steps;
            assertThatThrownBy(() -> made(Climb.to(13.3), name, true).train()).hasMessage("killed");
            Climb resumed = Climb.to(13.3);
            Run run = made(resumed, name, true);
            assertThat(run.train()).isTrue();
            assertThat(resumed.at()).as("killed at %d", steps).isEqualTo(whole.at());
            assertThat(run.rollbacks()).isEqualTo(undisturbed.rollbacks());
        }
    }
}
