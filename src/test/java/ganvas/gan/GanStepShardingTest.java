package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.data.Pixels;
import ganvas.nn.Chain;
import ganvas.nn.Flatten;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.nn.ReLU;
import ganvas.nn.Sigmoid;
import ganvas.torch.DataParallel;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Threads;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A discriminator is shown real and generated images by one thread each, a dense generator trains on shards of a batch:
 * the same step as of one operation after the other, to rounding.
 */
@Timeout(120)
class GanStepShardingTest {
    @RegisterExtension
    final Threads threads = new Threads(2);

    @Test
    void alisGanTrainsAtTheSameTimeAsItDoesInTurn() {
        same(() -> AliGan.Generator.of(100), () -> AliGan.Discriminator.of(0.2), 100, new Pixels(32, -1, 1), 34);
    }

    @Test
    void gaikwadsGanTrainsAtTheSameTimeAsItDoesInTurn() {
        same(() -> GaikwadGan.CnnGenerator.of(10, new ReLU()), () -> GaikwadGan.CnnDiscriminator.of(new ReLU()), 10,
                new Pixels(28, -1, 1), 34);
    }

    @Test
    void khannasGanTrainsInShardsAsItDoesWhole() {
        same(() -> KhannaGan.Generator.of(128, 0.2), () -> KhannaGan.Discriminator.of(0.2, 0.3), 128,
                new Pixels(28, -1, 1), 70);
    }

    /**
     * What is added to the algorithm decides too: a penalty looks at pairs of images, what augments
     * draws for a whole batch.
     */
    @Test
    void whatTrainingAddsIsOfTheWholeBatch() {
        assumeTrue(DataParallel.hasThreadsFor(2, Device.CPU), "libtorch's threads are not libgomp's here");
        var plain = Training.plain(1e-3, 0.5, 0.999);
        assertThat(shown(plain)).as("real, generated, and the generator's two shards").containsExactlyInAnyOrder(70L,
                70L, 35L, 35L);
        assertThat(shown(new Training(GanLoss.HINGE, 0, 1, Penalty.NONE, DiffAugment.NONE, plain.generator(),
                plain.discriminator())))
                .containsExactlyInAnyOrder(70L, 70L, 35L, 35L);
        for (Penalty penalty : List.of(new Penalty(0, 10, 0, 2), new Penalty(0, 0, 10, 2))) {
            var penalised = new Training(plain.loss(), 0, 1, penalty, DiffAugment.NONE, plain.generator(),
                    plain.discriminator());
            assertThat(shown(penalised)).as("%s is not due in the second update", penalty)
                    .containsExactlyInAnyOrder(140L, 70L);
        }
        var gradient = new Training(plain.loss(), 0, 1, new Penalty(10, 0, 0, 1), DiffAugment.NONE, plain.generator(),
                plain.discriminator());
        assertThat(shown(gradient)).containsExactlyInAnyOrder(140L, 70L, 70L);
        var augmented = new Training(plain.loss(), 0, 1, Penalty.NONE, DiffAugment.of("all"), plain.generator(),
                plain.discriminator());
        assertThat(shown(augmented)).as("the generator's step is whole").containsExactlyInAnyOrder(70L, 70L, 70L);
        var relativistic = new Training(GanLoss.RELATIVISTIC_PAIRED, 0, 1, Penalty.NONE, DiffAugment.NONE,
                plain.generator(), plain.discriminator());
        assertThat(shown(relativistic)).as("pairs, and real ones again").containsExactlyInAnyOrder(140L, 70L, 70L);
    }

    record Watched(Seen seen, Flatten flat, Linear output, Sigmoid sigmoid) implements Chain {}

    /** Remembers how many images the discriminator is shown at a time. */
    record Seen(Queue<Long> counts) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            counts.add(x.size(0));
            return x;
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    /** In the second update, of 70 images. */
    private static Queue<Long> shown(Training training) {
        var seen = new Seen(new ConcurrentLinkedQueue<>());
        var d = new Watched(seen, new Flatten(), Linear.of(784, 1), new Sigmoid());
        GanStep step = step(KhannaGan.Generator.of(8, 0.2), d, 8, training, new Pixels(28, -1, 1));
        try (var _ = new Scope()) {
            step.update(images(70), Rng.at(5, 70), new Stats());
        }
        step.free();
        return seen.counts;
    }

    private static void same(Supplier<Chain> g, Supplier<Chain> d, long latent, Pixels pixels, int images) {
        Map<String, float[]> inTurn = Engine.plainly(() -> trained(g, d, latent, pixels, images));
        Map<String, float[]> sharded = trained(g, d, latent, pixels, images),
                again = trained(g, d, latent, pixels, images);
        sharded.forEach((name, values) -> {
            assertThat(Arrays.equals(again.get(name), values)).as("the same bits again: " + name).isTrue();
            if (name.endsWith(".layer.bias")) return;  // batch norm takes it away again: its gradient is rounding alone
            float[] expected = inTurn.get(name);
            double largest = IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max()
                    .orElseThrow();
            for (int i = 0; i < values.length; i++)
                assertThat((double) values[i]).as(name).isCloseTo(expected[i], within(1e-4 * largest));
        });
        assertThat(sharded.keySet().stream().anyMatch(name -> name.endsWith("runningVar")))
                .as("statistics were compared").isEqualTo(couplesBatch(d.get()));
    }

    private static GanStep step(Chain g, Chain d, long latent, Training training, Pixels pixels) {
        return new GanStep(new GanNetworks(g, d), new LatentSpace(latent), training, new Target(pixels, 28, 28),
                Where.CPU, 5);
    }

    private static Batch images(long count) {
        return Batch.unlabelled(Rng.at(5, 1).integers(256, Device.CPU, count, 1, 28, 28).to(Dtype.UINT8));
    }

    private static boolean couplesBatch(Chain net) {
        return Net.traits(net).couplesBatch();
    }

    /**
     * Of the discriminator, and of the generator where no batch norm makes much of rounding, the sums of gradients, the
     * moving statistics, and what is reported, after one update; the rate is too small for its step to change these.
     */
    private static Map<String, float[]> trained(Supplier<Chain> g, Supplier<Chain> d, long latent, Pixels pixels,
            int images) {
        GanStep step = step(g.get(), d.get(), latent, Training.plain(1e-7, 0.5, 0.999), pixels);
        boolean coupled = couplesBatch(step.networks().get("discriminator"));
        var stats = new Stats();
        var found = new LinkedHashMap<String, float[]>();
        try (var _ = new Scope()) {
            step.update(images(images), Rng.at(5, 0), stats);
            step.optimizers().forEach((net, adam) -> {
                if (net.equals("discriminator") || !coupled)
                    adam.state().forEach((name, t) -> found.put(net + "." + name, t.toFloats()));
            });
            Net.state(step.networks().get("discriminator")).forEach((name, t) -> {
                if (name.contains("running")) found.put(name, t.toFloats());
            });
            stats.means().forEach((name, mean) -> {
                if (name.startsWith("D/loss") || !coupled && name.startsWith("G/"))
                    found.put(name, new float[] {mean.floatValue()});
            });
        }
        step.free();
        return found;
    }
}
