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
import ganvas.torch.Tensor;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Algorithm 1 of Goodfellow et al. 2014 with k = 1: the discriminator moves first, then the generator, which follows the
 * non-saturating loss −log D(G(z)) of their section 3.
 *
 * @param g      [N, latent] → images in the range of {@code pixels}
 * @param d      images → [N, 1], ends in a sigmoid
 * @param pixels what the networks see
 * @param height of the dataset's images, as {@code width}
 */
public record GanStep(Chain g, Chain d, long latent, Pixels pixels, int height, int width, Adam gOpt, Adam dOpt,
        Device device, Precision precision) implements Step {
    @Override
    public void update(Tensor stored, Rng rng, Stats stats) {
        long n = stored.size(0);
        Pass pass = Pass.train(rng);
        Tensor real = pixels.toNetwork(stored);
        Tensor fake = forward(() -> g.apply(rng.normal(device, n, latent), pass));

        // Discriminator: tell real from fake. detach() keeps this gradient out of the generator.
        Tensor onReal = forward(() -> d.logits(real, pass));
        Tensor onFake = forward(() -> d.logits(fake.detach(), pass));
        Tensor lossReal = onReal.bceWithLogits(Tensor.onesLike(onReal));
        Tensor lossFake = onFake.bceWithLogits(Tensor.zerosLike(onFake));
        Tensor dLoss = lossReal.add(lossFake);
        dOpt.minimize(dLoss);

        // Generator: fool the discriminator that has just moved.
        Tensor fooled = forward(() -> d.logits(fake, pass));
        Tensor gLoss = fooled.bceWithLogits(Tensor.onesLike(fooled));
        Tensor gradient = gOpt.minimizeWithNorm(gLoss);

        stats.report("D/loss", dLoss);
        stats.report("D/loss_real", lossReal);
        stats.report("D/loss_fake", lossFake);
        stats.report("D/accuracy_real", onReal.gt(0).to(Dtype.FLOAT32).mean());
        stats.report("D/accuracy_fake", onFake.lt(0).to(Dtype.FLOAT32).mean());
        stats.report("G/loss", gLoss);
        stats.report("G/gradient_norm", gradient);
    }

    /** Losses are taken in float32 whatever the network computed in. */
    private Tensor forward(java.util.function.Supplier<Tensor> network) {
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

    /** Allocates both networks and their optimizers. */
    public static GanStep of(Chain g, Chain d, long latent, Pixels pixels, int height, int width, double rate, double beta1,
            double beta2, long seed, Device device, Precision precision) {
        Net.allocate(g, "generator", device, seed);
        Net.allocate(d, "discriminator", device, seed);
        return new GanStep(g, d, latent, pixels, height, width, new Adam(Net.trainable(g), rate, beta1, beta2),
                new Adam(Net.trainable(d), rate, beta1, beta2), device, precision);
    }
}
