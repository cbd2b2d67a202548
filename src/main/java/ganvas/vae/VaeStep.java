package ganvas.vae;

import ganvas.data.Pixels;
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
import ganvas.train.Stats;
import ganvas.train.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Auto-encoding variational Bayes (Kingma and Welling 2014) with a Gaussian encoder and the reparameterisation
 * z = μ + σ·ε. The reconstruction term is summed over pixels.
 *
 * @param kl         what the loss makes of the KL term
 * @param likelihood decides the reconstruction term
 * @param apart      whether a batch is worked on in {@link Parts}
 */
public record VaeStep(Chain encoder, Chain decoder, long latent, KlTerm kl, Likelihood likelihood, Pixels pixels, int height, int width,
        Adam optimizer, Device device, Precision precision, boolean apart) implements Step {

    /**
     * Both terms of the bound per image, in nats. ELBO = −(reconstruction + kl).
     *
     * @param reconstruction [N]
     * @param each           the KL of each latent dimension, [N, latent]
     */
    public record Bound(Tensor reconstruction, Tensor each) {
        /** [N] */
        public Tensor kl() {
            return each.sum(1);
        }
    }

    /** What is reported but the loss is the true bound, whatever the KL's weight and free bits. */
    @Override
    public void update(Tensor stored, Rng rng, Stats stats) {
        long n = stored.size(0);
        Pass pass = Pass.train(rng);
        Tensor noise = rng.normal(device, n, latent);
        double weight = kl.weight(rng.position());
        List<Part> parts = apart ? Parts.of(n, device) : Parts.cut(n, 1);
        List<List<Tensor>> terms = optimizer.minimize(parts.stream().<Supplier<List<Tensor>>>map(part -> () -> {
            Bound bound = bound(part.of(stored), part.of(noise), pass.rows(part.start()), kl.form(), this::forward);
            Tensor reconstruction = bound.reconstruction.sum().div(n), nats = bound.kl().sum().div(n), held = kl.held(bound.each, nats);
            return List.of(reconstruction.add(weight == 1 ? held : held.mul(weight)), reconstruction, nats);
        }).toList());

        Tensor reconstruction = sum(terms, 1), nats = sum(terms, 2);
        stats.report("loss", sum(terms, 0));
        stats.report("reconstruction", reconstruction);
        stats.report("KL", nats);
        stats.report("ELBO", reconstruction.add(nats).neg());
        if (likelihood.learned() != null) stats.report("sigma", likelihood.learned().logSigma().exp().sum());
    }

    private static Tensor sum(List<List<Tensor>> terms, int index) {
        return terms.stream().map(t -> t.get(index)).reduce(Tensor::add).orElseThrow();
    }

    /** The bound without training anything, one ε an image, in float32 and in closed form whatever training's are: scores compare. */
    public Bound bound(Tensor stored, Rng rng) {
        try (var _ = new NoGrad()) {
            return bound(stored, rng.normal(device, stored.size(0), latent), Pass.EVAL, KlEstimator.CLOSED_FORM, Supplier::get);
        }
    }

    /**
     * Whether a batch is to be worked on in parts. Its loss must be the sum of its images' losses, each by itself: batch norm takes them together, and so do free bits;
     * dropout draws for all at once. In bf16 each part rounds all weights for itself, and widens their gradients, which pays where they are convolutions'.
     */
    private static boolean apart(Chain encoder, Chain decoder, KlTerm kl, Precision precision) {
        return kl.freeBits() == 0 && Stream.of(encoder, decoder).noneMatch(net -> Net.mixes(net) || Net.draws(net))
                && (precision == Precision.FP32 || Net.convolves(decoder));
    }

    private Bound bound(Tensor stored, Tensor noise, Pass pass, KlEstimator form, Function<Supplier<Tensor>, Tensor> forward) {
        Tensor x = pixels.toNetwork(stored);
        Tensor heads = forward.apply(() -> encoder.apply(x, pass));
        Tensor mean = heads.narrow(1, 0, latent), logVariance = heads.narrow(1, latent, latent);
        Tensor z = mean.add(logVariance.mul(0.5).exp().mul(noise));
        Tensor decoded = forward.apply(() -> likelihood.decoded(decoder, z, pass));
        Tensor reconstruction = likelihood.loss(x, decoded).flatten().sum(1);
        return new Bound(reconstruction, form.kl(mean, logVariance, noise, z));
    }

    /** Losses are taken in float32 whatever the network computed in. */
    private Tensor forward(Supplier<Tensor> network) {
        return Scope.result(() -> precision.run(device, network).to(Dtype.FLOAT32));
    }

    /** Means of the encoder: uint8 [N, C, H, W] → [N, latent]. */
    public Tensor encode(Tensor stored) {
        return posterior(stored).mean();
    }

    /** What the encoder says of uint8 [N, C, H, W], without gradients. */
    public Posterior posterior(Tensor stored) {
        try (var _ = new NoGrad()) {
            Tensor heads = encoder.apply(pixels.toNetwork(stored), Pass.EVAL);
            return new Posterior(heads.narrow(1, 0, latent), heads.narrow(1, latent, latent));
        }
    }

    /**
     * log p(x, z_k) − log q(z_k | x) for {@code k} draws from q(z | x), in nats: the importance weights of Burda et al. 2016,
     * equation 8. With k = 1 its expectation is the ELBO. uint8 [N, C, H, W] → float32 [N, k].
     */
    public Tensor importance(Tensor stored, int k, Rng rng) {
        try (var _ = new NoGrad()) {
            long n = stored.size(0);
            Posterior q = posterior(stored).repeated(k);                                          // [N·k, latent]
            Tensor noise = rng.normal(device, n * k, latent), z = q.at(noise);
            Tensor decoded = likelihood.decoded(decoder, z, Pass.EVAL).reshape(n, k, -1);          // [N, k, C·H·W]
            Tensor x = pixels.toNetwork(stored).reshape(n, 1, -1);
            Tensor reconstruction = likelihood.loss(x, decoded).sum(2);                            // [N, k]
            return reconstruction.add(KlEstimator.MONTE_CARLO.kl(q.mean(), q.logVariance(), noise, z).sum(1).reshape(n, k)).neg();
        }
    }

    @Override
    public Map<String, Chain> networks() {
        var networks = new LinkedHashMap<String, Chain>();
        networks.put("encoder", encoder);
        networks.put("decoder", decoder);
        if (likelihood.learned() != null) networks.put("likelihood", likelihood.learned());
        return networks;
    }

    @Override
    public Map<String, Adam> optimizers() {
        return Map.of("vae", optimizer);
    }

    /** The decoder's mean image, as the papers show it; no pixel noise is drawn. */
    @Override
    public Tensor sample(Tensor z) {
        try (var _ = new NoGrad()) {
            return pixels.toStored(decoder.apply(z, Pass.EVAL), height, width);
        }
    }

    @Override
    public Tensor draw(Tensor z) {
        return pixels.toUnit(decoder.apply(z, Pass.EVAL), height, width);
    }

    /** Bernoulli pixels, the bound as it is but for β, gradients as they are. */
    public static VaeStep of(Chain encoder, Chain decoder, long latent, double beta, KlEstimator elbo, Pixels pixels, int height, int width,
            double rate, double beta1, double beta2, long seed, Device device, Precision precision) {
        return of(encoder, decoder, latent, new KlTerm(elbo, beta, 0, 0), Likelihood.BERNOULLI, pixels, height, width, rate, beta1, beta2, 0, seed,
                device, precision);
    }

    /** Allocates the networks and their optimizer. @param clip largest absolute value of an element of a gradient; 0 for no bound */
    public static VaeStep of(Chain encoder, Chain decoder, long latent, KlTerm kl, Likelihood likelihood, Pixels pixels, int height, int width,
            double rate, double beta1, double beta2, double clip, long seed, Device device, Precision precision) {
        Net.allocate(encoder, "encoder", device, seed);
        Net.allocate(decoder, "decoder", device, seed);
        var parameters = new LinkedHashMap<String, Tensor>();
        Net.trainable(encoder).forEach((name, t) -> parameters.put("encoder." + name, t));
        Net.trainable(decoder).forEach((name, t) -> parameters.put("decoder." + name, t));
        if (likelihood instanceof Likelihood.Gaussian gaussian && gaussian.learned() != null) {
            gaussian.learned().allocate(gaussian.sigma(), device);
            Net.trainable(gaussian.learned()).forEach((name, t) -> parameters.put("likelihood." + name, t));
        }
        return new VaeStep(encoder, decoder, latent, kl, likelihood, pixels, height, width, new Adam(parameters, rate, beta1, beta2, clip), device,
                precision, apart(encoder, decoder, kl, precision));
    }
}
