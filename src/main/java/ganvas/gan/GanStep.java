package ganvas.gan;

import static ganvas.gan.DiscriminatorReport.ON_REAL;
import static ganvas.gan.DiscriminatorReport.PENALTY;

import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.torch.Adam;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Discriminates;
import ganvas.train.Ema;
import ganvas.train.GeneratesByNetwork;
import ganvas.train.LossTerms;
import ganvas.train.Minimized;
import ganvas.train.PairShard;
import ganvas.train.Sharding;
import ganvas.train.Stats;
import ganvas.train.Step;
import ganvas.train.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Algorithm 1 of Goodfellow et al. 2014: k steps of the discriminator, then one of the generator. The images of an
 * update are cut into k minibatches of nearly equal size, one for each step of the discriminator. So every image is
 * shown once, whatever k is. {@link Training} defines losses and regularisation.
 */
public final class GanStep implements Step, GeneratesByNetwork, Discriminates {
    private final Chain generator;
    private final Chain discriminator;
    private final Optional<Ema> average;
    private final LatentSpace space;
    private final Training training;
    private final Target target;
    private final Where where;
    private final Sharding sharding;
    private final Sharding whole;
    private final Adam gOptimizer;
    private final Adam dOptimizer;

    /** Allocates the networks and their optimizers. The weights are a function of {@code seed}. */
    public GanStep(GanNetworks networks, LatentSpace space, Training training, Target target, Where where, long seed) {
        generator = networks.generator();
        discriminator = networks.discriminator();
        this.space = space;
        this.training = training;
        this.target = target;
        this.where = where;
        Net.allocate(generator, "generator", where.device(), seed);
        Net.allocate(discriminator, "discriminator", where.device(), seed);
        average = networks.average().map(a -> Ema.of(a.network(), generator, a.decay(), a.start(), where.device()));
        sharding = training.sharding(generator, discriminator, where);
        whole = Sharding.whole(where.device());
        gOptimizer = new Adam(Net.trainable(generator), training.generator()).measuringNorm();
        dOptimizer = new Adam(Net.trainable(discriminator), training.discriminator());
    }

    @Override
    public void update(Batch batch, Rng rng, Stats stats) {
        List<Batch> minibatches = (space.classes() == 0 ? batch.withoutLabels() : batch).split(training.dSteps());
        long number = rng.position() / batch.size();
        for (Batch real : minibatches.subList(0, minibatches.size() - 1)) {
            try (var _ = new Scope()) {
                discriminate(real, NoGrad.compute(() -> generate(real.size(), rng, whole)), rng, number);
            }
        }
        Batch real = minibatches.getLast(), fake = generate(real.size(), rng, sharding);

        // Discriminator: tell real from fake. detach() keeps this gradient out of the generator.
        Minimized judged = discriminate(real, fake.detach(), rng, number);

        // Generator: fool the discriminator that has just moved.
        Tensor onReal = training.loss().separable() ? judged.get(ON_REAL) : logitsOnReal(real, rng);
        Minimized fooled = sharding.minimize(gOptimizer, fake, rng, shard -> {
            Tensor onFake = logits(augmented(shard.images(), shard.pass().rng()), shard.pass());
            return LossTerms.minimize(shard.share(training.loss().generator(onFake, onReal)));
        });
        average.ifPresent(a -> a.update(generator));

        DiscriminatorReport.report(judged, this, stats);
        stats.report("G/loss", fooled.loss());
        stats.report("G/gradient_norm", fooled.gradientNorm());
    }

    private Batch generate(long n, Rng rng, Sharding how) {
        Optional<Tensor> labels = space.labels(n, where.device(), rng);
        Tensor z = rng.normal(where.device(), n, space.latent());
        return how.generate(z, labels, rng, (latents, pass) -> where.forward(() -> generator.apply(latents, pass)));
    }

    /** Takes one step of the discriminator. @param number number of the update */
    private Minimized discriminate(Batch stored, Batch generated, Rng rng, long number) {
        Batch real = stored.map(x -> augmented(target.toNetwork(x), rng)), fake = generated.map(x -> augmented(x, rng));
        return sharding.minimize(dOptimizer, real, fake, rng, shard -> {
            PairShard.Logits logits = shard.through(this::logits);
            LossTerms terms = training.discriminatorLoss(logits);
            if (training.penalty().isNone()) return terms;
            return terms.plus(PENALTY, training.penalty().apply(discriminator, real, fake, shard.pass(), number));
        });
    }

    /** The logits of the updated discriminator on real images, without gradients. */
    private Tensor logitsOnReal(Batch stored, Rng rng) {
        Pass pass = Pass.train(rng).withLabels(stored.labels());
        return NoGrad.compute(() -> logits(augmented(target.toNetwork(stored.images()), rng), pass));
    }

    private Tensor augmented(Tensor images, Rng rng) {
        return training.augment().apply(images, target.pixels(), rng);
    }

    /** [N, C, size, size] → [N, 1]. */
    private Tensor logits(Tensor images, Pass pass) {
        return where.forward(() -> discriminator.logits(images, pass));
    }

    @Override
    public Map<String, Chain> networks() {
        var networks = new LinkedHashMap<String, Chain>();
        networks.put("generator", generator);
        networks.put("discriminator", discriminator);
        average.ifPresent(a -> networks.put("average", a));
        return networks;
    }

    @Override
    public Map<String, Adam> optimizers() {
        var optimizers = new LinkedHashMap<String, Adam>();
        optimizers.put("generator", gOptimizer);
        optimizers.put("discriminator", dOptimizer);
        return optimizers;
    }

    @Override
    public long latent() {
        return space.latent();
    }

    @Override
    public long classes() {
        return space.classes();
    }

    /** The generator that draws the samples. */
    @Override
    public Chain drawing() {
        return average.isPresent() ? average.get() : generator;
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public Tensor logits(Tensor images, Tensor labels) {
        Pass pass = Pass.EVAL.withLabels(space.classes() == 0 ? Optional.empty() : Optional.of(labels));
        return discriminator.logits(target.toNetwork(images), pass);
    }

    @Override
    public Tensor threshold(Tensor onReal, Tensor onFake) {
        return training.loss().threshold(onReal, onFake);
    }

    @Override
    public double won() {
        return training.won();
    }
}
