package ganvas.train;

import ganvas.result.StatLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detects failures of a run from the lines of its log alone. The same lines give the same events. So a resumed run that
 * gets the earlier lines continues as if it had not stopped. One onset is one event; the next event of a kind needs a
 * recovery first.
 *
 * <table>
 * <caption>Events and their conditions</caption>
 * <tr><td>{@code vanishing-gradient}</td><td>two lines in a row with {@code D/loss} below the value at which the
 * discriminator has won, and {@code G/gradient_norm} below a hundredth of its largest value so far. With a
 * cross-entropy the discriminator has won below 0.1: it is right with probability 0.95 on real and on generated images
 * (chance is 2 log 2 = 1.39). A non-saturating loss has its strongest gradient there, so both signs together mean that
 * the generator learns nothing. Recovery: the gradient is back at a tenth of its largest value.</td></tr>
 * <tr><td>{@code mode-collapse}</td><td>{@code judge/entropy} below half of log(classes), after it has been above three
 * quarters of it. For digits: the entropy of three equally frequent classes, after that of six. A judge may put all
 * images of an untrained generator into one class; that is no collapse. Recovery: above three quarters again.</td></tr>
 * <tr><td>the same</td><td>{@code judge/variance}, the variance of the images' features, below a fifth of that of real
 * images, after it has been above two fifths. This works without classes too. Digits of one class have 0.19, digits of
 * two classes 0.43. Recovery: above two fifths again.</td></tr>
 * <tr><td>{@code posterior-collapse}</td><td>two snapshots in a row at which at most one latent dimension in twenty has
 * a KL of 0.01 nats or more ({@code validation/active_dimensions}); with fewer than twenty dimensions, none has. The
 * code then says nothing about the image. The check starts after the first epoch and the first tenth of the run,
 * because KL starts near 0 and may take that long to rise. Recovery: more than one dimension in ten.</td></tr>
 * <tr><td>{@code discriminator-overfit}</td><td>two snapshots in a row with {@code D/overfit} above one half: the
 * discriminator rates unseen images closer to generated images than to its training images, so it teaches the generator
 * the training images. Karras et al. 2020 hold this number at 0.6 at most. Or {@code D/accuracy_gap} above a quarter:
 * the share of training images that it calls real is larger by that much than the share of unseen images. With 500
 * images each that is eight standard errors. Recovery: both below half of these limits.</td></tr>
 * </table>
 */
public final class FailureDetector {
    private final long warmUp;
    private final long latent;
    private final double mostEntropy;
    private final double won;
    private final Alarm vanishing = new Alarm("vanishing-gradient", 2, true);
    private final Alarm modes = new Alarm("mode-collapse", 1, false);
    private final Alarm variety = new Alarm("mode-collapse", 1, false);
    private final Alarm posterior = new Alarm("posterior-collapse", 2, true);
    private final Alarm overfit = new Alarm("discriminator-overfit", 2, true);
    private double largest;

    /**
     * @param total   images shown in the whole run
     * @param epoch   images in one epoch
     * @param latent  dimensions of the latent space
     * @param classes number of classes that the judge knows; 0 if there is no judge
     * @param won     D/loss below which the discriminator is right about nearly every image
     */
    public FailureDetector(long total, long epoch, long latent, int classes, double won) {
        this.warmUp = Math.max(epoch, total / 10);
        this.latent = latent;
        this.mostEntropy = Math.log(classes);
        this.won = won;
    }

    /** The event that began at this line, if any did. @param values values of the line; absent ones are skipped */
    public Optional<StatLine.Event> see(long images, Map<String, Double> values) {
        var line = new Line(values);
        line.get("G/gradient_norm").ifPresent(norm -> line.get("D/loss").ifPresent(loss -> gradient(norm, loss)));
        line.get("judge/entropy").ifPresent(this::entropy);
        line.get("judge/variance").ifPresent(this::variance);
        if (images > warmUp) line.get("validation/active_dimensions").ifPresent(this::code);
        heart(line.get("D/overfit"), line.get("D/accuracy_gap"));
        return List.of(vanishing, modes, variety, posterior, overfit).stream().filter(Alarm::due).findFirst()
                .map(Alarm::ring);
    }

    private record Line(Map<String, Double> values) {
        Optional<Double> get(String name) {
            return Optional.ofNullable(values.get(name));
        }
    }

    private void gradient(double norm, double dLoss) {
        largest = Math.max(largest, norm);
        vanishing.see(dLoss < won && norm < 0.01 * largest, norm >= 0.1 * largest,
                "the generator's gradient has vanished: its norm is %.2g, after %.2g at its largest, "
                        + "with the discriminator's loss at %.2g",
                norm, largest, dLoss);
    }

    private void entropy(double entropy) {
        modes.see(entropy < 0.5 * mostEntropy, entropy > 0.75 * mostEntropy,
                "the generator's images have collapsed to few classes: their entropy is %.2f nats, of %.2f at most",
                entropy, mostEntropy);
    }

    private void variance(double share) {
        variety.see(share < 0.2, share > 0.4,
                "the generator's images have become alike: the variance of their features is %.2g of real images'",
                share);
    }

    private void code(double active) {
        posterior.see(active <= latent / 20, active > latent / 10,
                "the posterior has collapsed onto the prior: %.0f of %d latent dimensions have a KL of 0.01 nats or "
                        + "more",
                active, latent);
    }

    private void heart(Optional<Double> share, Optional<Double> gap) {
        if (share.isEmpty() && gap.isEmpty()) return;
        boolean known = share.stream().anyMatch(s -> s > 0.5), told = gap.stream().anyMatch(g -> g > 0.25);
        overfit.see(known || told,
                share.stream().allMatch(s -> s < 0.25) && gap.stream().allMatch(g -> g < 0.125),
                "the discriminator knows its training images by heart: "
                        + (known ? "to it unseen ones are %.2f of the way to generated ones"
                                : "of them it calls %.2f more real than of unseen ones"),
                known ? share.get() : gap.orElse(0.0));
    }

    /** Rings when its sign was present on {@code lines} lines in a row. It rings again only after a recovery. */
    private static final class Alarm {
        private final String kind;
        private final int lines;
        private boolean set;
        private int seen;
        private String text = "";

        Alarm(String kind, int lines, boolean set) {
            this.kind = kind;
            this.lines = lines;
            this.set = set;
        }

        void see(boolean sign, boolean recovery, String words, Object... numbers) {
            seen = sign ? seen + 1 : 0;
            set |= recovery;
            text = words.formatted(numbers);
        }

        boolean due() {
            return set && seen >= lines;
        }

        StatLine.Event ring() {
            set = false;
            return new StatLine.Event(kind, text);
        }
    }
}
