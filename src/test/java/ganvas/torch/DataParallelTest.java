package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With a limit of time, for a thread that waits in a team for one that never comes waits for ever. */
@Timeout(60)
class DataParallelTest {
    @RegisterExtension
    final Threads threads = new Threads(3);

    private static void assumeTeam() {
        assumeTrue(DataParallel.hasThreadsFor(3, Device.CPU), "libtorch's threads are not libgomp's here");
    }

    /** As many shards as threads: another number would leave one waiting. */
    @Test
    void eachShardNeedsAThread() {
        assumeTeam();
        assertThat(DataParallel.hasThreadsFor(2, Device.CPU)).isFalse();
        assertThat(DataParallel.hasThreadsFor(4, Device.CPU)).isFalse();
        assertThat(Engine.<Boolean>plainly(() -> DataParallel.hasThreadsFor(3, Device.CPU))).isFalse();
    }

    @Test
    void resultsKeepTheirOrderAndAllElseIsFreed() {
        assumeTeam();
        long flat = 0;
        for (int round = 0; round < 5; round++) {
            try (var _ = new Scope()) {
                var results = DataParallel.run(IntStream.range(0, 7).<Supplier<List<Tensor>>>mapToObj(i -> () -> {
                    Tensor waste = Tensor.full(i, Device.CPU, 1000).exp();
                    return List.of(Tensor.full(i, Device.CPU, 2), waste.mul(0).sum());
                }).toList());
                for (int i = 0; i < 7; i++) assertThat(results.get(i).getFirst().toFloats()).containsExactly(i, i);
            }
            if (round == 1) flat = Engine.liveObjects();
        }
        assertThat(Engine.liveObjects()).isEqualTo(flat);
    }

    @Test
    void theFirstFailureIsThrownAndTheNextJobGoesWell() {
        assumeTeam();
        assertThatThrownBy(() -> DataParallel.run(List.of(() -> List.of(), () -> {
            throw new IllegalArgumentException("second");
        }, () -> {
            throw new AssertionError("third");
        }))).isInstanceOf(IllegalArgumentException.class).hasMessage("second");
        assertThat(DataParallel.run(List.of(() -> List.of(), () -> List.of()))).hasSize(2);
    }

    @Test
    void operationsKeepToTheirThreadInAShardAndHaveAllAfterwards() {
        assumeTeam();
        try (var _ = new Scope()) {
            var counts = DataParallel.run(List.of(() -> List.of(Tensor.full(torch.get_num_threads(), Device.CPU, 1)),
                    () -> List.of(Tensor.full(torch.get_num_threads(), Device.CPU, 1)),
                    () -> List.of(Tensor.full(torch.get_num_threads(), Device.CPU, 1))));
            for (var count : counts) assertThat(count.getFirst().toFloats()).containsExactly(1);
        }
        assertThat(torch.get_num_threads()).isEqualTo(3);
    }

    /** Convolutions too, whose weight gradients oneDNN sums over threads that wait for each other. */
    @Test
    void aStepInShardsIsTheStepOfTheWhole() {
        assumeTeam();
        try (var _ = new Scope()) {
            Tensor x = Rng.at(1, 0).normal(Device.CPU, 96, 8, 14, 14);
            double[] whole = moments(x, 1), shards = moments(x, 3);
            assertThat(moments(x, 3)).as("the same bits again").containsExactly(shards);
            for (int i = 0; i < whole.length; i++)
                assertThat(shards[i]).isCloseTo(whole[i], within(1e-5 * (1 + Math.abs(whole[i]))));
        }
    }

    private static double[] moments(Tensor x, int shards) {
        Tensor conv = Rng.at(1, 1).normal(Device.CPU, 16, 8, 3, 3).mul(0.1).requiresGrad();
        Tensor up = Rng.at(1, 2).normal(Device.CPU, 16, 8, 3, 3).mul(0.1).requiresGrad();
        Tensor dense = Rng.at(1, 3).normal(Device.CPU, 4, 8 * 14 * 14).mul(0.1).requiresGrad();
        var adam = new Adam(Map.of("conv", conv, "up", up, "dense", dense), new AdamSettings(0.01, 0, 0.999));
        for (int step = 0; step < 3; step++) {
            int rows = 96 / shards;
            adam.minimize(IntStream.range(0, shards).<Supplier<List<Tensor>>>mapToObj(i -> () -> {
                Tensor some = x.narrow(0, (long) i * rows, rows);
                Tensor y = some.conv2d(conv, Optional.empty(), 2, 1).relu()
                        .convTranspose2d(up, Optional.empty(), 2, 1, 1).flatten()
                        .linear(dense, Optional.empty());
                return List.of(y.square().mean().mul(rows / 96.0));
            }).toList());
        }
        return IntStream.range(0, 3)
                .mapToObj(i -> adam.state().get("exp_avg." + List.of("conv", "up", "dense").get(i)).to(Dtype.FLOAT64))
                .flatMapToDouble(t -> java.util.Arrays.stream(t.toDoubles())).toArray();
    }
}
