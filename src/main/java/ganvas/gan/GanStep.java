package ganvas.gan;

import ganvas.data.Pixels;
import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.torch.Adam;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Algorithm 1 of Goodfellow et al. 2014: k steps of the discriminator, then one of the generator. An update's images are cut
 * into k minibatches of equal size, one for each step of the discriminator, so every image is shown once whatever k is.
 *
 * @param g      [N, latent] → images in the range of {@code pixels}
 * @param d      images → [N, 1], ends in a sigmoid
 * @param pixels what the networks see
 * @param height of the dataset's images, as {@code width}
 * @param loss   the generator's
 * @param dSteps the algorithm's k
 */
public record GanStep(Chain g, Chain d, long latent, Pixels pixels, int height, int width, GanLoss loss, int dSteps, Adam gOpt,
        Adam dOpt, Device device, Precision precision) implements Step {
    @Override
    public void update(Tensor stored, Rng rng, Stats stats) {
        Pass pass = Pass.train(rng);
        List<Tensor> minibatches = cut(stored);
        for (Tensor minibatch : minibatches.subList(0, minibatches.size() - 1)) {
            try (var _ = new Scope()) {
                discriminate(pixels.toNetwork(minibatch), withoutGradient(() -> generate(minibatch.size(0), rng, pass)), pass);
            }
        }
        Tensor real = pixels.toNetwork(minibatches.getLast());
        Tensor fake = generate(real.size(0), rng, pass);

        // Discriminator: tell real from fake. detach() keeps this gradient out of the generator.
        Judgement judged = discriminate(real, fake.detach(), pass);

        // Generator: fool the discriminator that has just moved.
        Tensor gLoss = loss.generator(forward(() -> d.logits(fake, pass)));
        Tensor gradient = gOpt.minimizeWithNorm(gLoss);

        stats.report("D/loss", judged.lossReal.add(judged.lossFake));
        stats.report("D/loss_real", judged.lossReal);
        stats.report("D/loss_fake", judged.lossFake);
        stats.report("D/accuracy_real", judged.onReal.gt(0).to(Dtype.FLOAT32).mean());
        stats.report("D/accuracy_fake", judged.onFake.lt(0).to(Dtype.FLOAT32).mean());
        stats.report("G/loss", gLoss);
        stats.report("G/gradient_norm", gradient);
    }

    /** The discriminator's logits and losses before its step. */
    private record Judgement(Tensor onReal, Tensor onFake, Tensor lossReal, Tensor lossFake) {}

    private Judgement discriminate(Tensor real, Tensor fake, Pass pass) {
        Tensor onReal = forward(() -> d.logits(real, pass));
        Tensor onFake = forward(() -> d.logits(fake, pass));
        Tensor lossReal = onReal.bceWithLogits(Tensor.onesLike(onReal));
        Tensor lossFake = onFake.bceWithLogits(Tensor.zerosLike(onFake));
        dOpt.minimize(lossReal.add(lossFake));
        return new Judgement(onReal, onFake, lossReal, lossFake);
    }

    private Tensor generate(long n, Rng rng, Pass pass) {
        return forward(() -> g.apply(rng.normal(device, n, latent), pass));
    }

    private static Tensor withoutGradient(Supplier<Tensor> images) {
        try (var _ = new NoGrad()) {
            return images.get();
        }
    }

    /** The end of a run may leave fewer images: no minibatch gets less than two, which batch norm needs. */
    private List<Tensor> cut(Tensor stored) {
        long n = stored.size(0), pieces = Math.max(1, Math.min(dSteps, n / 2));
        var cut = new ArrayList<Tensor>();
        for (long i = 0; i < pieces; i++) cut.add(stored.narrow(0, i * n / pieces, (i + 1) * n / pieces - i * n / pieces));
        return cut;
    }

    /** Losses are taken in float32 whatever the network computed in. */
    private Tensor forward(Supplier<Tensor> network) {
        return precision.run(device, network).to(Dtype.FLOAT32);
    }

    @Override
    public Map<String, Chain> networks() {
        var networks = new LinkedHashMap<String, Chain>();
        networks.put("generator", g);
        networks.put("discriminator", d);
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
    public Tensor sample(Tensor z) {
        try (var _ = new NoGrad()) {
            return pixels.toStored(g.apply(z, Pass.EVAL), height, width);
        }
    }

    @Override
    public Tensor draw(Tensor z) {
        return pixels.toUnit(g.apply(z, Pass.EVAL), height, width);
    }

    /** Allocates both networks and their optimizers. */
    public static GanStep of(Chain g, Chain d, long latent, Pixels pixels, int height, int width, GanLoss loss, int dSteps, double gRate,
            double dRate, double beta1, double beta2, long seed, Device device, Precision precision) {
        Net.allocate(g, "generator", device, seed);
        Net.allocate(d, "discriminator", device, seed);
        return new GanStep(g, d, latent, pixels, height, width, loss, dSteps, new Adam(Net.trainable(g), gRate, beta1, beta2),
                new Adam(Net.trainable(d), dRate, beta1, beta2), device, precision);
    }

    /** The plain one: k = 1, the non-saturating loss, one rate. */
    public static GanStep of(Chain g, Chain d, long latent, Pixels pixels, int height, int width, double rate, double beta1,
            double beta2, long seed, Device device, Precision precision) {
        return of(g, d, latent, pixels, height, width, GanLoss.NON_SATURATING, 1, rate, rate, beta1, beta2, seed, device, precision);
    }
}
