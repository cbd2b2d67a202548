package ganvas.train;

import ganvas.nn.Layer;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.nn.PendingBatchStats;
import ganvas.nn.Traits;
import ganvas.torch.Adam;
import ganvas.torch.DataParallel;
import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Decides how a model's batches are cut into shards and where these are computed, and combines their gradients and
 * batch statistics. There are three ways: the batch as a whole; real and generated images at the same time; or shards
 * of rows, each on one thread. A step only computes the loss of a shard and knows nothing of this.
 *
 * <p>It is made once for a model and depends on what the networks and the loss allow. The result of all shards equals
 * the result of the whole batch up to rounding.
 */
public final class Sharding {
    /**
     * Smallest number of images in a shard. Below it, the work that each shard does with the weights costs more than
     * the shards gain (measured on two threads, docs/speed.md).
     */
    private static final long FEWEST = 32;

    private final Device device;
    private final boolean rows;
    private final boolean pairs;
    private final boolean together;
    private final Optional<Layer> discriminator;

    private Sharding(Device device, boolean rows, boolean pairs, boolean together, Optional<Layer> discriminator) {
        this.device = device;
        this.rows = rows;
        this.pairs = pairs;
        this.together = together;
        this.discriminator = discriminator;
    }

    /** A sharding that never cuts. */
    public static Sharding whole(Device device) {
        return new Sharding(device, false, false, false, Optional.empty());
    }

    /**
     * A sharding for one loss over one batch. Rows may be cut only where the loss is a sum over independent images.
     * Batch norm couples images, and dropout draws for all of them at once. In bf16 each shard rounds all weights again
     * and widens their gradients; that pays only for convolutions.
     *
     * @param perImage whether the loss, given the networks' results, is such a sum
     * @param networks the networks that the batch passes through
     */
    public static Sharding ofBatch(boolean perImage, Where where, Layer... networks) {
        Traits traits = Arrays.stream(networks).map(Net::traits).reduce(Traits.NONE, Traits::or);
        boolean rows = perImage && !traits.couplesBatch() && !traits.draws()
                && (where.precision() == Precision.FP32 || traits.convolves());
        return new Sharding(where.device(), rows, false, false, Optional.empty());
    }

    /**
     * A sharding for a discriminator's loss over real and generated images, and a generator's loss over generated ones.
     *
     * @param separable whether the discriminator's loss is a term of real plus a term of generated images, and the
     *         generator's loss depends on generated images only
     * @param perImage  whether the generator's loss, given the networks' results, is a sum over its images
     */
    public static Sharding ofPair(Layer generator, Layer discriminator, boolean separable, boolean perImage,
            Where where) {
        Traits g = Net.traits(generator), d = Net.traits(discriminator);
        boolean pairs = separable && !d.remembers() && (d.couplesBatch() ? !d.draws() : dense(d, where));
        boolean rows = pairs && perImage && !d.couplesBatch() && !g.couplesBatch() && !g.draws() && dense(g, where);
        return new Sharding(where.device(), rows, pairs, !d.couplesBatch(), Optional.of(discriminator));
    }

    /**
     * Whether the network gains from separate passes. Convolutions keep two threads busy by themselves, and in bf16
     * each pass would round all weights again.
     */
    private static boolean dense(Traits network, Where where) {
        return !network.convolves() && where.precision() == Precision.FP32;
    }

    /** Whether rows of a batch may be computed separately. */
    boolean cutsRows() {
        return rows;
    }

    /** Whether real and generated images may be computed separately. */
    boolean cutsPairs() {
        return pairs;
    }

    /**
     * Generates images from latents, in one piece for each shard, so that each piece keeps its own gradient.
     *
     * @param z      [N, latent]
     * @param labels classes of the images, int64 [N]; empty where the network is told none
     */
    public Batch generate(Tensor z, Optional<Tensor> labels, Rng rng, BiFunction<Tensor, Pass, Tensor> network) {
        List<Shard> shards = shards(new Batch(List.of(z), labels), rng);
        List<List<Tensor>> made = DataParallel.run(shards.stream()
                .<Supplier<List<Tensor>>>map(shard -> () -> List.of(network.apply(shard.images(), shard.pass())))
                .toList());
        resumeAfter(shards.getLast().pass(), rng);
        return new Batch(made.stream().map(List::getFirst).toList(), labels);
    }

    /** Takes one step of {@code optimizer} down the gradient of a loss over {@code batch}. */
    public Minimized minimize(Adam optimizer, Batch batch, Rng rng, Function<Shard, LossTerms> loss) {
        List<Shard> shards = shards(batch, rng);
        Minimized minimized = minimize(optimizer, shards, loss);
        resumeAfter(shards.getLast().pass(), rng);
        return minimized;
    }

    /**
     * Takes one step of a discriminator's {@code optimizer} down the gradient of a loss over real and generated images.
     */
    public Minimized minimize(Adam optimizer, Batch real, Batch fake, Rng rng, Function<PairShard, LossTerms> loss) {
        if (!pairs || real.size() < FEWEST || !DataParallel.hasThreadsFor(2, device)) {
            return minimize(optimizer,
                    List.of(new PairShard(Optional.of(real), Optional.of(fake), Pass.train(rng), together)), loss);
        }
        PendingBatchStats ofReal = PendingBatchStats.of(discriminator.orElseThrow()),
                ofFake = PendingBatchStats.of(discriminator.orElseThrow());
        Pass first = Pass.train(rng.rows(0)).withBatchStats(ofReal),
                second = Pass.train(rng.rows(real.size())).withBatchStats(ofFake);
        Minimized minimized = minimize(optimizer,
                List.of(new PairShard(Optional.of(real), Optional.empty(), first, together),
                        new PairShard(Optional.empty(), Optional.of(fake), second, together)),
                loss);
        ofReal.apply();
        ofFake.apply();
        resumeAfter(second, rng);
        return minimized;
    }

    private static <S> Minimized minimize(Adam optimizer, List<S> shards, Function<S, LossTerms> loss) {
        var names = new ArrayList<List<String>>(java.util.Collections.nCopies(shards.size(), List.of()));
        Adam.Descent descent = optimizer
                .minimize(IntStream.range(0, shards.size()).<Supplier<List<Tensor>>>mapToObj(i -> () -> {
                    LossTerms terms = loss.apply(shards.get(i));
                    names.set(i, terms.names());
                    return terms.tensors();
                }).toList());
        return new Minimized(names, descent);
    }

    private List<Shard> shards(Batch batch, Rng rng) {
        long n = batch.size();
        int threads = Engine.threads();
        boolean cut = rows && n / threads >= FEWEST && DataParallel.hasThreadsFor(threads, device);
        if (!cut || threads == 1) return List.of(new Shard(batch, 0, n, Pass.train(rng).withLabels(batch.labels())));
        var shards = new ArrayList<Shard>();
        long start = 0;
        for (Batch piece : batch.shards(threads)) {
            shards.add(new Shard(piece, start, n, Pass.train(rng.rows(start)).withLabels(piece.labels())));
            start += piece.size();
        }
        return shards;
    }

    /** Continues behind the numbers that a shard has drawn. The other shards have drawn as often. */
    private static void resumeAfter(Pass pass, Rng rng) {
        if (pass.rng() != rng) rng.resumeAfter(pass.rng());
    }
}
