package ganvas.hybrid;

import static ganvas.gan.DiscriminatorReport.LOSS_FAKE;
import static ganvas.gan.DiscriminatorReport.LOSS_REAL;
import static ganvas.gan.DiscriminatorReport.ON_FAKE;
import static ganvas.gan.DiscriminatorReport.ON_REAL;

import ganvas.gan.DiscriminatorReport;
import ganvas.gan.GanLoss;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.Linear;
import ganvas.nn.Net;
import ganvas.nn.Normed;
import ganvas.nn.Pass;
import ganvas.nn.ReLU;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Discriminates;
import ganvas.train.LossTerms;
import ganvas.train.Minimized;
import ganvas.train.Sharding;
import ganvas.train.Stats;
import ganvas.train.Step;
import ganvas.train.Target;
import ganvas.vae.Autoencoder;
import ganvas.vae.HasElbo;
import ganvas.vae.KlTerm;
import ganvas.vae.Likelihood;
import ganvas.vae.Posterior;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * VAE-GAN (Larsen, Sønderby, Larochelle and Winther 2016, Autoencoding beyond pixels using a learned similarity
 * metric): a VAE whose decoder is the generator of a GAN. The reconstruction error is measured in a layer of the
 * discriminator, Dis_l, instead of in pixels.
 *
 * <p>This is algorithm 1 with one departure: the three networks step one after the other, the discriminator first, and
 * each step sees the networks that have already moved. The reported ELBO is that of pixels, with a Gaussian of variance
 * ½. The paper's likelihood is one of Dis_l, which changes in training.
 */
public final class VaeGan implements Step, HasElbo, Discriminates {
    private static final GanLoss GAN = GanLoss.NON_SATURATING;

    /** Table 1, adapted to images of 28 × 28: two halvings instead of three, and a quarter of the channels. */
    public record Encoder(Normed conv1, Normed conv2, Flatten flat, Normed hidden, GaussianHeads heads)
            implements Chain {
        static Encoder of(long latent) {
            return new Encoder(Normed.of(Conv2d.dcgan(1, 32, 5, 2, 2), new ReLU()),                  // [N, 32, 14, 14]
                    Normed.of(Conv2d.dcgan(32, 64, 5, 2, 2), new ReLU()),                            // [N, 64, 7, 7]
                    new Flatten(), Normed.of(Linear.of(64 * 7 * 7, 512), new ReLU()), GaussianHeads.of(512, latent));
        }
    }

    /** The decoder, which is the GAN's generator. */
    public record Decoder(Normed hidden, Reshape maps, Normed up1, Normed up2, Conv2d output, Tanh tanh)
            implements Chain {
        static Decoder of(long latent) {
            return new Decoder(Normed.of(Linear.of(latent, 64 * 7 * 7), new ReLU()), new Reshape(64, 7, 7),
                    Normed.of(ConvTranspose2d.dcgan(64, 64, 4, 2, 1), new ReLU()),                   // [N, 64, 14, 14]
                    Normed.of(ConvTranspose2d.dcgan(64, 32, 4, 2, 1), new ReLU()),                   // [N, 32, 28, 28]
                    Conv2d.dcgan(32, 1, 5, 1, 2), new Tanh());
        }
    }

    /** The discriminator. Its {@code features} are Dis_l, the activations of the last convolution. */
    public record Discriminator(Features features, Flatten flat, Normed hidden, Linear output, Sigmoid sigmoid)
            implements Chain {
        static Discriminator of() {
            return new Discriminator(Features.of(), new Flatten(), Normed.of(Linear.of(64 * 7 * 7, 256), new ReLU()),
                    Linear.of(256, 1), new Sigmoid());
        }
    }

    /** The first layers of the discriminator, up to Dis_l: [N, 1, 28, 28] → [N, 64, 7, 7]. */
    public record Features(Conv2d conv1, ReLU act, Normed conv2) implements Chain {
        static Features of() {
            return new Features(Conv2d.dcgan(1, 32, 5, 2, 2), new ReLU(),
                    Normed.of(Conv2d.dcgan(32, 64, 5, 2, 2), new ReLU()));
        }
    }

    /** The networks, not yet allocated. */
    public record Networks(Encoder encoder, Decoder decoder, Discriminator discriminator, long latent) {
        /** @param latent dimensions of z, 128 in the paper */
        public static Networks of(long latent) {
            return new Networks(Encoder.of(latent), Decoder.of(latent), Discriminator.of(), latent);
        }
    }

    private final Autoencoder autoencoder;
    private final Discriminator discriminator;
    private final double gamma;
    private final Where where;
    private final Sharding sharding;
    private final Adam encoderOptimizer;
    private final Adam decoderOptimizer;
    private final Adam dOptimizer;

    /**
     * Allocates the networks and their optimizers. The weights are a function of {@code seed}.
     *
     * @param gamma weight of the reconstruction in the decoder's loss (Larsen et al. 2016, equation 9)
     */
    public VaeGan(Networks networks, double gamma, AdamSettings adam, Target target, Where where, long seed) {
        networks(networks).forEach((name, net) -> Net.allocate(net, name, where.device(), seed));
        autoencoder = new Autoencoder(networks.encoder, networks.decoder, networks.latent,
                new Likelihood.SquaredError(-1, 1), target, where.device());
        discriminator = networks.discriminator;
        this.gamma = gamma;
        this.where = where;
        sharding = Sharding.whole(where.device());
        encoderOptimizer = new Adam(Net.trainable(networks.encoder), adam);
        decoderOptimizer = new Adam(Net.trainable(networks.decoder), adam).measuringNorm();
        dOptimizer = new Adam(Net.trainable(discriminator), adam);
    }

    @Override
    public void update(Batch batch, Rng rng, Stats stats) {
        Tensor x = autoencoder.target().toNetwork(batch.images());
        Tensor noise = rng.normal(where.device(), batch.size(), latent()),
                prior = rng.normal(where.device(), batch.size(), latent());

        // Discriminator: tell real images from reconstructions and from images decoded from the prior.
        Minimized judged = sharding.minimize(dOptimizer, batch, rng, shard -> {
            Tensor z = NoGrad.compute(() -> encode(x, shard.pass()).at(noise));
            Tensor rebuilt = NoGrad.compute(() -> decode(z, shard.pass())),
                    drawn = NoGrad.compute(() -> decode(prior, shard.pass()));
            Tensor onReal = logits(x, shard.pass()), onRebuilt = logits(rebuilt, shard.pass()),
                    onDrawn = logits(drawn, shard.pass());
            Tensor real = GAN.real(onReal, 1), fake = GAN.fake(onRebuilt).add(GAN.fake(onDrawn));
            return LossTerms.minimize(DiscriminatorReport.LOSS, real.add(fake)).with(LOSS_REAL, real)
                    .with(LOSS_FAKE, fake).with(ON_REAL, onReal).with(ON_FAKE, onDrawn);
        });

        // Dis_l(x) of the discriminator that has just moved, for both of the steps that follow.
        Tensor features = NoGrad.compute(() -> features(x, Pass.train(rng)));

        // Encoder: L_prior + L_llike.
        Minimized encoded = sharding.minimize(encoderOptimizer, batch, rng, shard -> {
            Posterior q = encode(x, shard.pass());
            Tensor kl = shard.mean(q.kl().sum(1)),
                    error = shard.mean(featureError(features, decode(q.at(noise), shard.pass()), shard.pass()));
            return LossTerms.minimize(kl.add(error)).with("KL", kl).with("error", error).with("z", q.at(noise));
        });

        // Decoder: γ·L_llike − L_GAN, with the non-saturating form of L_GAN.
        Minimized decoded = sharding.minimize(decoderOptimizer, batch, rng, shard -> {
            Tensor rebuilt = decode(encoded.get("z"), shard.pass()), drawn = decode(prior, shard.pass());
            Tensor onReal = judged.get(ON_REAL), error = shard.mean(featureError(features, rebuilt, shard.pass()));
            Tensor fooling = GAN.generator(logits(rebuilt, shard.pass()), onReal)
                    .add(GAN.generator(logits(drawn, shard.pass()), onReal));
            return LossTerms.minimize(error.mul(gamma).add(fooling)).with("fooling", fooling);
        });
        report(judged, encoded, decoded, stats);
    }

    private Posterior encode(Tensor x, Pass pass) {
        return autoencoder.gaussians(where.forward(() -> autoencoder.encoder().apply(x, pass)));
    }

    private Tensor decode(Tensor z, Pass pass) {
        return where.forward(() -> autoencoder.decoder().apply(z, pass));
    }

    private Tensor logits(Tensor images, Pass pass) {
        return where.forward(() -> discriminator.logits(images, pass));
    }

    /** Dis_l: [N, 1, 28, 28] → [N, 64, 7, 7]. */
    private Tensor features(Tensor images, Pass pass) {
        return where.forward(() -> discriminator.features().apply(images, pass));
    }

    /**
     * −log N(Dis_l(x) | Dis_l(x̃), I) without its constant (Larsen et al. 2016, equation 7): [N].
     *
     * @param real Dis_l(x), [N, 64, 7, 7]
     */
    private Tensor featureError(Tensor real, Tensor rebuilt, Pass pass) {
        return features(rebuilt, pass).sub(real).square().mul(0.5).flatten().sum(1);
    }

    private void report(Minimized judged, Minimized encoded, Minimized decoded, Stats stats) {
        DiscriminatorReport.report(judged, this, stats);
        stats.report("G/loss", decoded.get("fooling"));
        stats.report("G/gradient_norm", decoded.gradientNorm());
        stats.report("KL", encoded.get("KL"));
        stats.report("feature_error", encoded.get("error"));
    }

    @Override
    public Autoencoder autoencoder() {
        return autoencoder;
    }

    @Override
    public KlTerm kl() {
        return KlTerm.of(1);
    }

    @Override
    public Tensor logits(Tensor images, Tensor labels) {
        return discriminator.logits(autoencoder.target().toNetwork(images), Pass.EVAL);
    }

    @Override
    public Tensor threshold(Tensor onReal, Tensor onFake) {
        return GAN.threshold(onReal, onFake);
    }

    @Override
    public double won() {
        return GAN.won(1);
    }

    private static Map<String, Chain> networks(Networks of) {
        var networks = new LinkedHashMap<String, Chain>();
        networks.put("encoder", of.encoder);
        networks.put("decoder", of.decoder);
        networks.put("discriminator", of.discriminator);
        return networks;
    }

    @Override
    public Map<String, Chain> networks() {
        return networks(new Networks((Encoder) autoencoder.encoder(), (Decoder) autoencoder.decoder(), discriminator,
                latent()));
    }

    @Override
    public Map<String, Adam> optimizers() {
        var optimizers = new LinkedHashMap<String, Adam>();
        optimizers.put("encoder", encoderOptimizer);
        optimizers.put("decoder", decoderOptimizer);
        optimizers.put("discriminator", dOptimizer);
        return optimizers;
    }
}
