package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.data.Pixels;
import ganvas.data.Split;
import ganvas.file.Png;
import ganvas.lab.sample.Inversion;
import ganvas.lab.sample.PictureFiles;
import ganvas.lab.sample.Sampling;
import ganvas.metric.formulas.ActiveUnits;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Sharpness;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import ganvas.train.GeneratesByNetwork;
import ganvas.train.Step;
import ganvas.train.Target;
import ganvas.vae.HasElbo;
import ganvas.vae.Posterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Scores of the model itself, so that both families have the same rows: reconstruction by inversion, which a GAN has
 * too; for a VAE also its likelihood, its own reconstruction in the same unit, and what its codes hold.
 */
record ModelScores(Dataset data, Device device, EvaluationBudget budget) {
    private static final int INVERTED = 100, DRAWS = 500, STEPS = 200;
    private static final int LIKELY = 1000, K = 100;
    private static final int CODES = 10_000;
    private static final int BATCH = 1000;

    /** @param inversions test images, and the nearest image that the model can draw for each */
    record Found(ImageScores scores, Png inversions) {}

    Found of(Step step) {
        var scores = new ImageScores(data);
        Png inversions = inversion(step, scores);
        if (step instanceof GeneratesByNetwork drawer && drawer.target().resizes()) reach(drawer.target(), scores);
        if (step instanceof HasElbo model) {
            scores.lines.addAll(BoundScores.measure(model, data, device));
            likelihood(model, scores);
            codes(model, scores);
        }
        return new Found(scores, inversions);
    }

    /** The sharpness of real images that go the way of the drawn ones. */
    private void reach(Target target, ImageScores scores) {
        int n = images(CODES);
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor real = test().images().narrow(0, 0, n);
            var parts = new ArrayList<Tensor>();
            for (int start = 0; start < n; start += BATCH)
                parts.add(target.thereAndBack(real.narrow(0, start, Math.min(BATCH, n - start))));
            Estimate found = new Sharpness(real).of(Tensor.cat(parts, 0), Bootstrap.weights(n));
            scores.add("sharpness-reach", "× real", found.value(), found.low(), found.high(),
                    "Sharpness of the first %,d test images, resized to %d × %d and back, divided by their own."
                            .formatted(n, target.pixels().rows(), target.pixels().columns()),
                    scores.protocol(n));
        }
    }

    private Split test() {
        return data.test();
    }

    private int images(int full) {
        return (int) Math.min(budget.of(full), test().size());
    }

    private void likelihood(HasElbo model, ImageScores scores) {
        int n = images(LIKELY);
        Pixels pixels = model.autoencoder().target().pixels();
        ganvas.vae.Likelihood likelihood = model.autoencoder().likelihood();
        long dimensions = (long) data.channels() * pixels.rows() * pixels.columns();
        double[] nll = Arrays.stream(ElboEvaluation.importance(model, test(), n, K, device)).map(l -> -l).toArray();
        Map<String, Object> protocol = scores.protocol(n);
        protocol.put("likelihood", likelihood.words());
        protocol.put("draws", K);
        boolean density = likelihood instanceof ganvas.vae.Likelihood.Gaussian;
        String only = "The pixel likelihood, %s, %s; %s".formatted(likelihood.words(), density
                ? "compares with any other density of these grey values, at its σ or another, "
                        + "and with no probability of them"
                : "is no normalised one of pixel values, so it compares only with models of the same",
                ImageScores.INTERVAL);
        scores.mean("test-nll-iwae100", nll,
                """
                        −log 1/K Σ p(x, z_k) / q(z_k|x) with K = %d draws from the encoder (Burda et al. 2016, \
                        equation 8) on the first %,d test images: in the mean not below the negative log-likelihood \
                        and not above the negative ELBO. %s"""
                        .formatted(K, n, only),
                protocol);
        if (likelihood.levelNats().isEmpty()) {
            scores.notMeasured.add(
                    "test-bpd-iwae100: squared errors leave out a Gaussian's constant, so their bits mean nothing");
            return;
        }
        double[] bits = bits(nll, dimensions, likelihood);
        String formula = density
                ? """
                        (NLL by importance sampling / %,d + ln 255) / ln 2: bits of a value of 256 levels, its \
                        probability taken as the density at it times 1/255, the width of a level, which is too kind \
                        where σ is not much wider."""
                : "The NLL by importance sampling divided by %,d ln 2.";
        scores.mean("test-bpd-iwae100", bits, "%s %s".formatted(formula.formatted(dimensions), only), protocol);
    }

    /** Converts nats per image to bits per pixel value. */
    static double[] bits(double[] nats, long dimensions, ganvas.vae.Likelihood likelihood) {
        double level = likelihood.levelNats().orElseThrow();
        return Arrays.stream(nats).map(v -> (v / dimensions + level) / Math.log(2)).toArray();
    }

    private void codes(HasElbo model, ImageScores scores) {
        int n = images(CODES);
        if (n < 2) {
            scores.notMeasured.add("active-units, aggregate-kl, code-information: they need at least 2 test images");
            return;
        }
        Map<String, Object> protocol = scores.protocol(n);
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Posterior q = posterior(model, n);
            var active = ActiveUnits.of(q.mean());
            scores.add("active-units", "of " + model.latent(), active.count(), active.low(), active.high(),
                    """
                            Latent dimensions whose mean code has a variance above %s over the first %,d test images \
                            (Burda et al. 2016); the interval is 1.96 standard errors, from resamples of these images. \
                            More is not better by itself."""
                            .formatted(ActiveUnits.THRESHOLD, n),
                    protocol);

            Tensor noise = Rng.named(Sampling.EVALUATION_SEED, "aggregate").normal(Device.CPU, n, model.latent())
                    .to(Dtype.FLOAT64);
            Tensor z = q.at(noise), all = q.logAggregate(z);
            String estimator = """
                    (Hoffman and Johnson 2016). q(z) is the even mixture of the Gaussians that the encoder gives the \
                    first %,d test images, asked at one draw from each: all pairs, float64."""
                    .formatted(n);
            scores.mean("aggregate-kl", all.sub(Posterior.logPrior(z)).toDoubles(),
                    """
                            KL(q(z) || p(z)), the mean of log q(z) − log p(z) %s A mixture of so many is less even \
                            than that of all images would be, so the estimate is too high in the mean. Codes that say \
                            nothing give 0 too: low is not better by itself; %s"""
                            .formatted(estimator, ImageScores.INTERVAL),
                    protocol);
            scores.mean("code-information", q.logDensity(z).sub(all).toDoubles(),
                    """
                            I(x; z), the mean of log q(z|x) − log q(z) %s The estimate cannot exceed ln %,d = %.2f and \
                            is too low in the mean; %s"""
                            .formatted(estimator, n, Math.log(n), ImageScores.INTERVAL),
                    protocol);
        }
    }

    /** The posterior of the first {@code n} test images, in float64. */
    private Posterior posterior(HasElbo model, int n) {
        var parts = new ArrayList<Posterior>();
        for (int start = 0; start < n; start += BATCH) {
            parts.add(
                    model.posterior(test().images().narrow(0, start, Math.min(BATCH, n - start)).to(device)).precise());
        }
        return new Posterior(Tensor.cat(parts.stream().map(Posterior::mean).toList(), 0),
                Tensor.cat(parts.stream().map(Posterior::logVariance).toList(), 0));
    }

    private Png inversion(Step step, ImageScores scores) {
        int n = images(INVERTED);
        var search = new Inversion(budget.of(DRAWS), budget.of(STEPS));
        try (var _ = new Scope()) {
            Tensor real = test().images().narrow(0, 0, n).to(device);
            Generates generator = Sampling.generator(step);
            Optional<Tensor> classes = generator.classes() == 0 ? Optional.empty()
                    : Optional.of(test().labels().narrow(0, 0, n).to(device));
            Inversion.Found found = search.of(generator, real, classes, device);
            Map<String, Object> protocol = scores.protocol(n);
            protocol.put("error", "mean square per pixel, grey in [0, 1], not rounded");
            if (step instanceof Encodes encoder) {
                scores.mean("reconstruction-mse", reconstruction(encoder, generator, real),
                        """
                                Mean squared error per pixel of the first %,d test images, those of the inversion \
                                error, as the decoder draws them from the encoder's mean; %s"""
                                .formatted(n, ImageScores.INTERVAL),
                        new LinkedHashMap<>(protocol));
            }
            protocol.put("search", "best of %d draws from the prior, then %d steps of Adam at %s falling to 0"
                    .formatted(search.draws(), search.steps(), Inversion.RATE));
            scores.mean("inversion-mse", found.error(),
                    """
                            Mean squared error per pixel of the first %,d test images as the model draws them from the \
                            latents that a search finds: best of %d draws from the prior, then %d steps of Adam on the \
                            latent, the same for both families (Creswell and Bharath 2018). A longer search may come \
                            nearer; %s"""
                            .formatted(n, search.draws(), search.steps(), ImageScores.INTERVAL),
                    protocol);
            return PictureFiles.inversions(real, found.nearest());
        }
    }

    private static double[] reconstruction(Encodes encoder, Generates generator, Tensor real) {
        try (var _ = new NoGrad()) {
            return Inversion.error(generator.draw(encoder.encode(real)), real.to(Dtype.FLOAT32).div(255)).toDoubles();
        }
    }
}
