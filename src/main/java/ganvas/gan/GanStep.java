package ganvas.gan;

import ganvas.data.Pixels;
import ganvas.nn.Aside;
import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.torch.Adam;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Parts;
import ganvas.torch.Parts.Part;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Ema;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Algorithm 1 of Goodfellow et al. 2014: k steps of the discriminator, then one of the generator. An update's images are cut
 * into k minibatches of equal size, one for each step of the discriminator, so every image is shown once whatever k is. The losses, and what is
 * done beside the algorithm, are {@link Training}'s.
 *
 * @param g       [N, latent] → images in the range of {@code pixels}
 * @param d       images → [N, 1], ends in a sigmoid
 * @param average the generator that samples are drawn from; null where that is {@code g}
 * @param classes that both networks are told; 0 for none
 * @param pixels  what the networks see
 * @param height  of the dataset's images, as {@code width}
 * @param mixes   whether the discriminator looks at a batch as a whole: real and generated images go through it in two passes then, else in one
 * @param beside  whether two passes are best run at once, where there is a thread for each
 * @param apart   whether the generator's step is then worked on in {@link Parts}
 */
public record GanStep(Chain g, Chain d, Ema average, long latent, long classes, Pixels pixels, int height, int width, Training training,
        Adam gOpt, Adam dOpt, Device device, Precision precision, boolean mixes, boolean beside, boolean apart) implements Step {

    /**
     * Whether a discriminator's passes over real and over generated images may run side by side, and are best so: one that mixes has two anyway, but what dropout draws for the second hangs on what
     * it drew for the first; of the others those that convolve fill two threads by themselves, and in bf16 each pass would round all weights for itself.
     */
    static boolean beside(Chain d, Training training, Precision precision) {
        return Net.allowsAside(d) && training.penalty().none() && (Net.mixes(d) ? !Net.draws(d) : dense(d, precision));
    }

    /** Whether the generator's step may be worked on in parts, and is best so: its loss must be the sum of its images' losses, each by itself. */
    static boolean apart(Chain g, Chain d, Training training, Precision precision) {
        return beside(d, training, precision) && !Net.mixes(d) && !Net.mixes(g) && !Net.draws(g) && dense(g, precision) && training.augment().equals(DiffAugment.NONE);
    }

    private static boolean dense(Chain net, Precision precision) {
        return !Net.convolves(net) && precision == Precision.FP32;
    }

    @Override
    public void update(Tensor stored, Rng rng, Stats stats) {
        update(stored, null, rng, stats);
    }

    @Override
    public void update(Tensor stored, Tensor labels, Rng rng, Stats stats) {
        Pass pass = Pass.train(rng);
        long number = rng.position() / stored.size(0);
        List<Real> minibatches = cut(stored, labels);
        for (Real minibatch : minibatches.subList(0, minibatches.size() - 1)) {
            try (var _ = new Scope()) {
                discriminate(minibatch, withoutGradient(() -> generate(Parts.cut(minibatch.size(), 1), rng, pass)), pass, number);
            }
        }
        Real real = minibatches.getLast();
        List<Part> parts = apart ? Parts.of(real.size(), device) : Parts.cut(real.size(), 1);
        Fake fake = generate(parts, rng, pass);

        // Discriminator: tell real from fake. detach() keeps this gradient out of the generator.
        Judgement judged = discriminate(real, fake.detached(), pass, number);

        // Generator: fool the discriminator that has just moved.
        List<Pass> passes = passes(parts, pass, fake.classes);
        Adam.Descent fooled = gOpt.minimizeWithNorm(parts.stream().<Supplier<List<Tensor>>>map(part -> () -> {
            Tensor onFake = judge(augmented(fake.pieces.get(part.number()), passes.get(part.number())), passes.get(part.number()));
            return List.of(training.loss().generator(onFake).mul((double) part.count() / real.size()));
        }).toList());
        rng.follow(passes.getLast().rng());
        Tensor gLoss = fooled.given().stream().map(List::getFirst).reduce(Tensor::add).orElseThrow();
        if (average != null) average.follow(g);

        Tensor threshold = training.loss().threshold(judged.onReal, judged.onFake);
        stats.report("D/loss", judged.lossReal.add(judged.lossFake));
        stats.report("D/loss_real", judged.lossReal);
        stats.report("D/loss_fake", judged.lossFake);
        stats.report("D/accuracy_real", threshold.lt(judged.onReal).to(Dtype.FLOAT32).mean());
        stats.report("D/accuracy_fake", judged.onFake.lt(threshold).to(Dtype.FLOAT32).mean());
        if (judged.penalty != null) stats.report("D/penalty", judged.penalty);
        stats.report("G/loss", gLoss);
        stats.report("G/gradient_norm", fooled.norm());
    }

    /** One for each part, whose images are of {@code classes}. */
    private static List<Pass> passes(List<Part> parts, Pass pass, Tensor classes) {
        return parts.stream().map(part -> pass.of(part.of(classes)).rows(part.start())).toList();
    }

    /** Images as stored, and their classes: int64 [N], or null where the networks are told none. */
    private record Real(Tensor stored, Tensor classes) {
        long size() {
            return stored.size(0);
        }
    }

    /** Images as the networks see them, a tensor for each part of a batch, and the classes that they were made of. */
    private record Fake(List<Tensor> pieces, Tensor classes) {
        Tensor images() {
            return pieces.size() == 1 ? pieces.getFirst() : Tensor.cat(pieces, 0);
        }

        Fake detached() {
            return new Fake(pieces.stream().map(Tensor::detach).toList(), classes);
        }
    }

    /** The discriminator's logits and losses before its step. @param penalty null where there is none */
    private record Judgement(Tensor onReal, Tensor onFake, Tensor lossReal, Tensor lossFake, Tensor penalty) {}

    /** A step of the discriminator in the update of this {@code number}. */
    private Judgement discriminate(Real real, Fake fake, Pass pass, long number) {
        Tensor images = augmented(pixels.toNetwork(real.stored), pass), made = augmented(fake.images(), pass);
        Tensor onReal, onFake;
        if (beside && Parts.pay(2, real.size(), device)) {
            Pass second = pass.of(fake.classes).rows(real.size());
            Judgement judged = sideBySide(images, pass.of(real.classes).rows(0), made, second);
            pass.rng().follow(second.rng());
            return judged;
        }
        if (mixes) {
            onReal = judge(images, pass.of(real.classes));
            onFake = judge(made, pass.of(fake.classes));
        } else {
            // As Brock et al. train: each weight is read, and its gradient summed, once. Image by image it is the same, but that spectral norm's estimate
            // takes one step for both.
            Tensor both = judge(Tensor.cat(List.of(images, made), 0), pass.of(classes == 0 ? null : Tensor.cat(List.of(real.classes, fake.classes), 0)));
            onReal = both.narrow(0, 0, real.size());
            onFake = both.narrow(0, real.size(), real.size());
        }
        Tensor lossReal = training.loss().real(onReal, training.target()), lossFake = training.loss().fake(onFake);
        Tensor loss = lossReal.add(lossFake);
        Tensor penalty = training.penalty().none() ? null : training.penalty().of(d, images, made, pass.of(real.classes), number);
        dOpt.minimize(penalty == null ? loss : loss.add(penalty));
        return new Judgement(onReal, onFake, lossReal, lossFake, penalty);
    }

    /** The same, each pass on a thread of its own. */
    private Judgement sideBySide(Tensor real, Pass onReal, Tensor fake, Pass onFake) {
        Aside first = Aside.of(d), second = Aside.of(d);
        List<List<Tensor>> found = dOpt.minimize(List.of(() -> {
            Tensor logits = judge(real, onReal.aside(first));
            return List.of(training.loss().real(logits, training.target()), logits);
        }, () -> {
            Tensor logits = judge(fake, onFake.aside(second));
            return List.of(training.loss().fake(logits), logits);
        }));
        first.take();
        second.take();
        return new Judgement(found.get(0).get(1), found.get(1).get(1), found.get(0).get(0), found.get(1).get(0), null);
    }

    private Tensor augmented(Tensor images, Pass pass) {
        return training.augment().apply(images, pixels, pass.rng());
    }

    /** [N, C, size, size] → the discriminator's logits [N, 1]. */
    private Tensor judge(Tensor images, Pass pass) {
        return forward(() -> d.logits(images, pass));
    }

    private Fake generate(List<Part> parts, Rng rng, Pass pass) {
        long n = parts.getLast().start() + parts.getLast().count();
        Tensor of = classes == 0 ? null : rng.integers(classes, device, n), z = rng.normal(device, n, latent);
        List<Pass> passes = passes(parts, pass, of);
        List<Tensor> pieces = Parts.each(parts, part -> forward(() -> g.apply(part.of(z), passes.get(part.number()))));
        rng.follow(passes.getLast().rng());
        return new Fake(pieces, of);
    }

    private static Fake withoutGradient(Supplier<Fake> images) {
        try (var _ = new NoGrad()) {
            return images.get();
        }
    }

    /** The end of a run may leave fewer images: no minibatch gets less than two, which batch norm needs. */
    private List<Real> cut(Tensor stored, Tensor labels) {
        long n = stored.size(0), pieces = Math.max(1, Math.min(training.dSteps(), n / 2));
        var cut = new ArrayList<Real>();
        for (long i = 0; i < pieces; i++) {
            long start = i * n / pieces, length = (i + 1) * n / pieces - start;
            cut.add(new Real(stored.narrow(0, start, length), classes == 0 ? null : labels.narrow(0, start, length)));
        }
        return cut;
    }

    /** Losses are taken in float32 whatever the network computed in. */
    private Tensor forward(Supplier<Tensor> network) {
        return Scope.result(() -> precision.run(device, network).to(Dtype.FLOAT32));
    }

    @Override
    public Map<String, Chain> networks() {
        var networks = new LinkedHashMap<String, Chain>();
        networks.put("generator", g);
        networks.put("discriminator", d);
        if (average != null) networks.put("average", average);
        return networks;
    }

    @Override
    public Map<String, Adam> optimizers() {
        var optimizers = new LinkedHashMap<String, Adam>();
        optimizers.put("generator", gOpt);
        optimizers.put("discriminator", dOpt);
        return optimizers;
    }

    @Override
    public Tensor sample(Tensor z, Tensor of) {
        try (var _ = new NoGrad()) {
            return pixels.toStored(sampled(z, of), height, width);
        }
    }

    @Override
    public Tensor draw(Tensor z, Tensor of) {
        return pixels.toUnit(sampled(z, of), height, width);
    }

    /** Images as the networks see them, from the generator that samples are drawn from; with gradients. */
    private Tensor sampled(Tensor z, Tensor of) {
        return (average == null ? g : average).apply(z, Pass.EVAL.of(of));
    }

    /** Where the networks are told classes, image i is of class i modulo their number. */
    @Override
    public Tensor sample(Tensor z) {
        return sample(z, inTurn(z));
    }

    @Override
    public Tensor draw(Tensor z) {
        return draw(z, inTurn(z));
    }

    private Tensor inTurn(Tensor z) {
        return classes == 0 ? null : Tensor.of(LongStream.range(0, z.size(0)).map(i -> i % classes).toArray(), z.size(0)).to(device);
    }

    /** Samples are drawn from a moving average of the generator: {@code net} is one of the same layers. See {@link Ema}. */
    public record Averaged(Chain net, double decay, long start) {}

    /** Allocates the networks and their optimizers. @param averaged null for none */
    public static GanStep of(Chain g, Chain d, Averaged averaged, long latent, long classes, Pixels pixels, int height, int width, Training training,
            long seed, Device device, Precision precision) {
        Net.allocate(g, "generator", device, seed);
        Net.allocate(d, "discriminator", device, seed);
        Ema average = averaged == null ? null : Ema.of(averaged.net, g, averaged.decay, averaged.start, device);
        return new GanStep(g, d, average, latent, classes, pixels, height, width, training, adam(g, training.rates().g(), training.rates()),
                adam(d, training.rates().d(), training.rates()), device, precision, Net.mixes(d), beside(d, training, precision), apart(g, d, training, precision));
    }

    /** Neither average nor classes. */
    public static GanStep of(Chain g, Chain d, long latent, Pixels pixels, int height, int width, Training training, long seed, Device device,
            Precision precision) {
        return of(g, d, null, latent, 0, pixels, height, width, training, seed, device, precision);
    }

    private static Adam adam(Chain net, double rate, Training.Rates rates) {
        return new Adam(Net.trainable(net), rate, rates.beta1(), rates.beta2(), rates.clip(), rates.clipNorm());
    }
}
