package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.gan.AliGan;
import ganvas.gan.KhannaGan;
import ganvas.gan.TanwarGan;
import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.Dropout;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.Pass;
import ganvas.nn.Traits;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.DataParallel;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Threads;
import ganvas.torch.Where;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What may be computed separately, and how a batch is cut then. */
@Timeout(60)
class ShardingTest {
    private static final Where BF16 = new Where(Device.CPU, Precision.BF16);

    @RegisterExtension
    final Threads threads = new Threads(3);

    /** Whether real and generated images are computed separately, with a separable loss. */
    private static boolean cutsPairs(Layer d, Where where) {
        return Sharding.ofPair(KhannaGan.Generator.of(128, 0.2), d, true, true, where).cutsPairs();
    }

    private static boolean cutsRows(Layer g, Layer d, Where where) {
        return Sharding.ofPair(g, d, true, true, where).cutsRows();
    }

    @Test
    void realAndGeneratedImagesAreComputedSeparatelyWhereThatPays() {
        Chain ali = AliGan.Discriminator.of(0.2), khanna = KhannaGan.Discriminator.of(0.2, 0.3);
        assertThat(cutsPairs(ali, BF16)).isTrue();
        assertThat(cutsPairs(khanna, Where.CPU)).isTrue();
        assertThat(cutsPairs(khanna, BF16)).as("each pass would round all weights").isFalse();
        assertThat(cutsPairs(TanwarGan.Discriminator.of(0.2, 0.3, true), Where.CPU)).as("batch norm and dropout")
                .isFalse();
        assertThat(cutsPairs(TanwarGan.Discriminator.of(0.2, 0.3, false), Where.CPU)).as("convolutions").isFalse();
    }

    @Test
    void theGeneratorsStepIsCutIntoRowsWhereEachImageIsByItself() {
        Chain ali = AliGan.Discriminator.of(0.2), khanna = KhannaGan.Discriminator.of(0.2, 0.3),
                dense = KhannaGan.Generator.of(128, 0.2);
        assertThat(cutsRows(dense, khanna, Where.CPU)).isTrue();
        assertThat(cutsRows(AliGan.Generator.of(100), ali, Where.CPU)).as("batch norm").isFalse();
        assertThat(cutsRows(dense, ali, Where.CPU)).as("batch norm of the discriminator").isFalse();
        assertThat(cutsRows(AliGan.Generator.of(100), khanna, Where.CPU)).as("batch norm of the generator").isFalse();
        assertThat(cutsRows(dense, khanna, BF16)).isFalse();
    }

    @Test
    void aLossDecidesToo() {
        Chain ali = AliGan.Discriminator.of(0.2), khanna = KhannaGan.Discriminator.of(0.2, 0.3),
                dense = KhannaGan.Generator.of(128, 0.2);
        Sharding together = Sharding.ofPair(dense, khanna, false, true, Where.CPU);
        assertThat(together.cutsPairs()).as("a loss of both kinds").isFalse();
        assertThat(together.cutsRows()).isFalse();
        assertThat(Sharding.ofPair(dense, ali, false, true, Where.CPU).cutsPairs()).isFalse();
        Sharding whole = Sharding.ofPair(dense, khanna, true, false, Where.CPU);
        assertThat(whole.cutsPairs()).isTrue();
        assertThat(whole.cutsRows()).as("a loss of the whole batch").isFalse();
        assertThat(Sharding.ofBatch(false, Where.CPU, dense).cutsRows()).isFalse();
        assertThat(Sharding.whole(Device.CPU).cutsRows()).isFalse();
        assertThat(Sharding.whole(Device.CPU).cutsPairs()).isFalse();
    }

    @Test
    void oneLossOverABatchIsCutIntoRowsWhereEachImageIsByItself() {
        assertThat(Sharding.ofBatch(true, Where.CPU, Linear.of(4, 4), Linear.of(4, 2)).cutsRows()).isTrue();
        assertThat(Sharding.ofBatch(true, BF16, Linear.of(4, 4)).cutsRows()).as("each shard would round all weights")
                .isFalse();
        assertThat(Sharding.ofBatch(true, BF16, Conv2d.of(1, 4, 3, 1, 1)).cutsRows()).as("convolutions pay that")
                .isTrue();
        assertThat(Sharding.ofBatch(true, Where.CPU, Linear.of(4, 4), BatchNorm.of(4)).cutsRows()).isFalse();
        assertThat(Sharding.ofBatch(true, Where.CPU, Linear.of(4, 4), new Dropout(0.3)).cutsRows()).isFalse();
    }

    /** A layer that this program does not know. */
    record Own(Traits traits) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return x;
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    record Net(Linear in, Own own, Linear out) implements Chain {}

    private static Net with(Traits traits) {
        return new Net(Linear.of(4, 4), new Own(traits), Linear.of(4, 1));
    }

    @Test
    void whatALayerOfAUsersOwnSaysIsBelieved() {
        Traits couples = new Traits(true, false, false, false), couplesAndDraws = new Traits(true, true, false, false);
        Chain plain = with(Traits.NONE), coupled = with(couples);
        assertThat(Sharding.ofBatch(true, Where.CPU, plain).cutsRows()).isTrue();
        for (Traits traits : new Traits[] {couples, Traits.DRAWS})
            assertThat(Sharding.ofBatch(true, Where.CPU, with(traits)).cutsRows()).as("%s", traits).isFalse();
        assertThat(Sharding.ofBatch(true, BF16, plain).cutsRows()).isFalse();
        assertThat(Sharding.ofBatch(true, BF16, with(Traits.CONVOLVES)).cutsRows()).isTrue();

        assertThat(cutsRows(plain, plain, Where.CPU)).isTrue();
        assertThat(cutsRows(coupled, plain, Where.CPU)).isFalse();
        assertThat(cutsRows(plain, coupled, Where.CPU)).isFalse();
        assertThat(cutsRows(with(Traits.DRAWS), plain, Where.CPU)).isFalse();
        assertThat(cutsRows(with(Traits.CONVOLVES), plain, Where.CPU)).isFalse();

        assertThat(cutsPairs(plain, Where.CPU)).isTrue();
        assertThat(cutsPairs(plain, BF16)).isFalse();
        assertThat(cutsPairs(coupled, BF16)).as("it has two passes anyway").isTrue();
        assertThat(cutsPairs(with(couplesAndDraws), Where.CPU)).isFalse();
        assertThat(cutsPairs(with(Traits.DRAWS), Where.CPU)).isTrue();
        assertThat(cutsPairs(with(Traits.CONVOLVES), Where.CPU)).isFalse();
        assertThat(cutsPairs(with(new Traits(false, false, false, true)), Where.CPU))
                .as("two passes must follow each other").isFalse();
        assertThat(cutsPairs(with(new Traits(true, false, false, true)), Where.CPU)).isFalse();
    }

    /** One pass over both kinds of images, unless the images of a batch are coupled: then each kind has its own. */
    @Test
    void realAndGeneratedImagesGoTogetherUnlessTheyAreCoupled() {
        assertThat(passes(Traits.NONE)).containsExactly(16L);
        assertThat(passes(new Traits(true, false, false, false))).containsExactly(8L, 8L);
    }

    /** Sizes of what a network is shown of eight real and eight generated images, too few to be cut. */
    private static long[] passes(Traits traits) {
        Net net = with(traits);
        var sizes = new ConcurrentLinkedQueue<Long>();
        try (var _ = new Scope()) {
            Tensor w = Tensor.full(1, Device.CPU, 4).requiresGrad(), real = Rng.at(1, 0).normal(Device.CPU, 8, 4),
                    fake = Rng.at(1, 1).normal(Device.CPU, 8, 4);
            var adam = new Adam(Map.of("w", w), new AdamSettings(0.1, 0, 0.999));
            Sharding.ofPair(net, net, true, true, Where.CPU).minimize(adam, Batch.unlabelled(real),
                    Batch.unlabelled(fake), Rng.at(1, 2), shard -> {
                        PairShard.Logits logits = shard.through((x, _) -> {
                            sizes.add(x.size(0));
                            return x.mul(w).sum(1);
                        });
                        assertThat(logits.real().orElseThrow().toFloats()).isEqualTo(real.sum(1).toFloats());
                        assertThat(logits.fake().orElseThrow().toFloats()).isEqualTo(fake.sum(1).toFloats());
                        return LossTerms.minimize(
                                logits.fake().orElseThrow().mean().sub(logits.real().orElseThrow().mean()));
                    });
        }
        return sizes.stream().mapToLong(Long::longValue).toArray();
    }

    /** @param of images of the whole batch */
    private record Cut(long start, long count, long of) {}

    @Test
    void aBatchIsCutIntoWhatIsLargeEnough() {
        assumeTrue(DataParallel.hasThreadsFor(3, Device.CPU), "libtorch's threads are not libgomp's here");
        assertThat(cuts(100)).containsExactlyInAnyOrder(new Cut(0, 33, 100), new Cut(33, 33, 100),
                new Cut(66, 34, 100));
        assertThat(cuts(96)).hasSize(3);
        assertThat(cuts(95)).containsExactly(new Cut(0, 95, 95));
        Engine.plainly(() -> assertThat(cuts(96)).hasSize(1));
    }

    /** Each shard has the rows, and the labels, from its start on. */
    private static Queue<Cut> cuts(int images) {
        var cuts = new ConcurrentLinkedQueue<Cut>();
        long[] numbers = new long[images];
        Arrays.setAll(numbers, i -> i);
        try (var _ = new Scope()) {
            Tensor labels = Tensor.of(numbers, images), w = Tensor.full(1, Device.CPU, 1).requiresGrad();
            var adam = new Adam(Map.of("w", w), new AdamSettings(0.1, 0, 0.999));
            Minimized found = Sharding.ofBatch(true, Where.CPU, Linear.of(1, 1)).minimize(adam,
                    new Batch(labels.to(Dtype.FLOAT32), labels), Rng.at(1, 0), shard -> {
                        cuts.add(new Cut(shard.start(), shard.batch().size(), shard.of()));
                        long[] own = Arrays.copyOfRange(numbers, (int) shard.start(),
                                (int) (shard.start() + shard.batch().size()));
                        assertThat(shard.batch().labels().orElseThrow().toLongs()).isEqualTo(own);
                        assertThat(shard.pass().labels().orElseThrow().toLongs()).isEqualTo(own);
                        assertThat(shard.rows(labels).toLongs()).isEqualTo(own);
                        return LossTerms.minimize("sum", shard.share(shard.images().mul(w).mean())).with("mean",
                                shard.mean(shard.images()));
                    });
            float mean = (images - 1) / 2f;
            assertThat(found.loss().item()).isEqualTo(mean);
            assertThat(found.get("sum").item()).isEqualTo(mean);
            assertThat(found.get("mean").item()).isEqualTo(mean);
            assertThat(found.term("other")).isEqualTo(Optional.empty());
            assertThat(adam.state().get("exp_avg.w").item()).isEqualTo(mean);
        }
        return cuts;
    }
}
