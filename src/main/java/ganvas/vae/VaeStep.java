package ganvas.vae;

import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.LossTerms;
import ganvas.train.Minimized;
import ganvas.train.Sharding;
import ganvas.train.Stats;
import ganvas.train.Step;
import ganvas.train.Target;
import java.util.LinkedHashMap;
import java.util.Map;

/** Auto-encoding variational Bayes (Kingma and Welling 2014, algorithm 1). */
public final class VaeStep implements Step, HasElbo {
    private final Autoencoder autoencoder;
    private final KlTerm kl;
    private final Adam optimizer;
    private final Where where;
    private final Sharding sharding;

    /**
     * The networks, not yet allocated.
     *
     * @param encoder images in the networks' range → [N, 2·latent], means first, then log-variances
     * @param decoder [N, latent] → images in the networks' range
     */
    public record Networks(Chain encoder, Chain decoder, long latent) {}

    /** The loss and the settings of its optimizer. */
    public record Objective(KlTerm kl, Likelihood likelihood, AdamSettings optimizer) {}

    /** Allocates the networks and their optimizer. The weights are a function of {@code seed}. */
    public VaeStep(Networks networks, Objective objective, Target target, Where where, long seed) {
        Net.allocate(networks.encoder, "encoder", where.device(), seed);
        Net.allocate(networks.decoder, "decoder", where.device(), seed);
        objective.likelihood.allocate(where.device());
        autoencoder = new Autoencoder(networks.encoder, networks.decoder, networks.latent, objective.likelihood, target,
                where.device());
        kl = objective.kl;
        this.where = where;
        optimizer = new Adam(trainable(networks()), objective.optimizer);
        sharding = Sharding.ofBatch(kl.freeBits() == 0, where, networks.encoder, networks.decoder);
    }

    /**
     * Updates the networks once. All reported values except the loss are those of the true bound, whatever the KL's
     * weight and free bits.
     */
    @Override
    public void update(Batch batch, Rng rng, Stats stats) {
        Tensor noise = rng.normal(where.device(), batch.size(), latent());
        double weight = kl.weight(rng.position());
        Minimized bound = sharding.minimize(optimizer, batch, rng, shard -> {
            Bound b = autoencoder.bound(shard.images(), shard.rows(noise), shard.pass(), kl.estimator(),
                    where::forward);
            Tensor reconstruction = shard.mean(b.reconstruction()), nats = shard.mean(b.kl());
            return LossTerms.minimize(reconstruction.add(kl.weighed(b.each(), nats, weight)))
                    .with("reconstruction", reconstruction).with("KL", nats);
        });
        report(bound, stats);
    }

    private void report(Minimized bound, Stats stats) {
        Tensor reconstruction = bound.get("reconstruction"), nats = bound.get("KL");
        stats.report("loss", bound.loss());
        stats.report("reconstruction", reconstruction);
        stats.report("KL", nats);
        stats.report("ELBO", reconstruction.add(nats).neg());
        autoencoder.likelihood().learned().ifPresent(sigma -> stats.report("sigma", sigma.logSigma().exp().sum()));
    }

    @Override
    public Autoencoder autoencoder() {
        return autoencoder;
    }

    @Override
    public KlTerm kl() {
        return kl;
    }

    @Override
    public Map<String, Chain> networks() {
        var networks = new LinkedHashMap<String, Chain>();
        networks.put("encoder", autoencoder.encoder());
        networks.put("decoder", autoencoder.decoder());
        autoencoder.likelihood().learned().ifPresent(sigma -> networks.put("likelihood", sigma));
        return networks;
    }

    @Override
    public Map<String, Adam> optimizers() {
        return Map.of("vae", optimizer);
    }

    private static Map<String, Tensor> trainable(Map<String, Chain> networks) {
        var parameters = new LinkedHashMap<String, Tensor>();
        networks.forEach((name, net) -> Net.trainable(net).forEach((key, t) -> parameters.put(name + "." + key, t)));
        return parameters;
    }
}
