package ganvas.claim;

import ganvas.result.Confusion;
import ganvas.result.ModelCard;
import ganvas.result.RunFiles;
import ganvas.result.RunOutcome;
import ganvas.result.Settings;
import ganvas.result.StatLine;
import ganvas.study.ClaimCheck;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Bounds;
import ganvas.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The meaning of what a check measures, by the names that {@link ClaimCheck} lists. */
public record ScoreMeaning(String name) {
    private static final String FINAL = "final:", MEAN = "mean:", EVENTS = "events:", CONFUSION = "confusion-excess/",
            JUDGE = "judge/";
    /** The event of a run that ends because a value is not finite. */
    private static final String NAN = EVENTS + "nan";
    private static final String UPDATES = "updates";
    /** The last part of a run, over which {@code final:} averages. */
    private static final double TAIL = 0.1;

    /** Whether it is read from {@code scores.jsonl}. */
    public boolean isScore() {
        return switch (name) {
            case "seconds", "images-per-second", "parameters", "peak-memory", UPDATES -> false;
            default -> !name.startsWith(FINAL) && !name.startsWith(MEAN) && !name.startsWith(EVENTS)
                    && !name.startsWith(CONFUSION);
        };
    }

    /** Whether it counts events, which happen in a run or do not. */
    public boolean isEvent() {
        return name.startsWith(EVENTS);
    }

    /** Whether it is a fact: the same in every run, whatever the seed. An equality is a fact. */
    boolean isFact() {
        return name.equals("parameters");
    }

    /** Whether it needs the Inception network, whose weights do not come with the program. */
    boolean isInInception() {
        return metric().filter(m -> m.definition().network() == MetricInfo.Network.INCEPTION).isPresent();
    }

    /** The reason why finished runs lack it: for people, without a full stop. */
    public String missing(String arm) {
        return isInInception()
                ? ("%s of %s is not measured: it needs the Inception network's weights, which 'ganvas weights fetch "
                        + "inception' brings")
                        .formatted(
                                words(), Words.the(arm))
                : "%s has no %s".formatted(Words.the(arm), words());
    }

    /** Whether the number of a diverged run counts. */
    boolean countsDiverged() {
        return name.equals(NAN);
    }

    /** The number of a finished run; empty if it is not known. Scores are not handled here. */
    OptionalDouble value(RunFiles run) {
        return switch (name) {
            case "seconds" -> positive(run.seconds());
            case "images-per-second" -> positive(run.imagesPerSecond());
            case "peak-memory" -> positive(run.outcome().map(RunOutcome::peakMemoryBytes).orElse(0L));
            case "parameters" -> run.model().stream()
                    .mapToDouble(card -> card.networks().stream().mapToLong(ModelCard.Network::trainable).sum())
                    .findFirst();
            case UPDATES -> updates(run);
            default -> name.startsWith(FINAL) ? tail(run, name.substring(FINAL.length()))
                    : name.startsWith(MEAN) ? average(with(run, statistic(), _ -> true), statistic())
                    : name.startsWith(EVENTS) ? events(run, name.substring(EVENTS.length()))
                    : name.startsWith(CONFUSION) ? confusion(run, name.substring(CONFUSION.length()).split("-"))
                    : OptionalDouble.empty();
        };
    }

    /** Updates of the network that makes images. A GAN's discriminator may have several images for each. */
    private static OptionalDouble updates(RunFiles run) {
        return run.settings().map(Settings::values).filter(s -> s.get("batch") instanceof Number)
                .map(s -> ((Number) s.get("batch")).doubleValue()
                        * (s.get("d-steps") instanceof Number steps ? Math.max(1, steps.doubleValue()) : 1))
                .map(each -> OptionalDouble.of(Math.floor(run.images() / each))).orElse(OptionalDouble.empty());
    }

    private static OptionalDouble positive(double value) {
        return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static OptionalDouble tail(RunFiles run, String key) {
        List<StatLine> lines = with(run, key, l -> l.images() >= (1 - TAIL) * run.images());
        return average(lines, key);
    }

    /** Lines of {@code stats.jsonl} that hold a number for {@code key}. */
    static List<StatLine> with(RunFiles run, String key, Predicate<StatLine> where) {
        return run.stats().stream().filter(l -> l.value(key).isPresent() && where.test(l)).toList();
    }

    private static OptionalDouble average(List<StatLine> lines, String key) {
        return lines.stream().mapToDouble(l -> l.value(key).orElseThrow()).average();
    }

    /** @param pair two class indices */
    private static OptionalDouble confusion(RunFiles run, String[] pair) {
        Optional<Confusion> read = run.confusion();
        boolean known = read.isPresent() && pair.length == 2
                && Arrays.stream(pair)
                        .allMatch(k -> k.matches("\\d{1,4}") && Integer.parseInt(k) < read.get().counts().length);
        return known ? OptionalDouble.of(read.get().excess(Integer.parseInt(pair[0]), Integer.parseInt(pair[1])))
                : OptionalDouble.empty();
    }

    private static OptionalDouble events(RunFiles run, String kind) {
        return OptionalDouble.of(
                run.stats().stream().filter(l -> l.event() != null && l.event().kind().equals(kind)).count());
    }

    /** The name in words, without an article. For a score it is the beginning of its name. */
    public String words() {
        if (name.startsWith(FINAL)) return statistic(name.substring(FINAL.length())) + " at the end of training";
        if (name.startsWith(MEAN)) return statistic(statistic()) + " over the whole training";
        if (isEvent()) return "number of " + event() + " events";
        if (name.startsWith(CONFUSION)) {
            return "excess confusion of " + name.substring(CONFUSION.length()).replace("-", " with ")
                    + " in reconstructions";
        }
        return switch (name) {
            case "seconds" -> "training time";
            case "images-per-second" -> "training speed";
            case "parameters" -> "number of trainable parameters";
            case "peak-memory" -> "peak memory";
            case UPDATES -> "number of updates";
            default -> metric().map(m -> m.phrase(name)).orElse(name);
        };
    }

    /** The key of {@code stats.jsonl}, behind {@code mean:}. */
    private String statistic() {
        return name.substring(MEAN.length());
    }

    /** The event in quotation marks: {@code “vanishing gradient”}. */
    public String event() {
        return "“" + name.substring(EVENTS.length()).replace('-', ' ') + "”";
    }

    /** The metric; empty if it is not a score, or one that this program does not know. */
    private Optional<MetricInfo> metric() {
        return MetricCatalogue.installed().of(name);
    }

    /** The values that it can have. Costs, counts of events and the like are not negative. */
    Bounds bounds() {
        if (isScore()) return MetricCatalogue.installed().bounds(name);
        boolean any = name.startsWith(FINAL) || name.startsWith(MEAN) || name.startsWith(CONFUSION);
        return any ? Bounds.NONE : new Bounds(0, Double.POSITIVE_INFINITY);
    }

    /** The number of images that its name asks for; empty if its name has none. */
    OptionalLong images() {
        return metric().map(m -> m.imagesOf(name)).orElse(OptionalLong.empty());
    }

    /** Whether another score is the same metric on another number of images. */
    boolean isAlso(String score) {
        return images().isPresent() && metric().filter(m -> m.owns(score)).isPresent();
    }

    /** A key of {@code stats.jsonl} in words. */
    public static String statistic(String key) {
        if (key.startsWith("validation/")) return "validation " + statistic(key.substring("validation/".length()));
        return switch (key) {
            case "D/accuracy_real" -> "discriminator's accuracy on real images";
            case "D/accuracy_fake" -> "discriminator's accuracy on generated images";
            case "D/loss" -> "discriminator's loss";
            case "D/loss_real" -> "discriminator's loss on real images";
            case "D/loss_fake" -> "discriminator's loss on generated images";
            case "D/penalty" -> "discriminator's penalty";
            case "D/overfit" -> "discriminator's overfit";
            case "D/accuracy_gap" -> "discriminator's accuracy on training images minus that on validation images";
            case "G/loss" -> "generator's loss";
            case "G/gradient_norm" -> "norm of the generator's gradient";
            case "reconstruction" -> "reconstruction loss";
            case StatLine.WEIGHTED_KL -> "KL loss with its weight";
            case JUDGE + "variance" -> "variance of features";
            case "active_dimensions" -> "number of active dimensions";
            default -> !key.startsWith(JUDGE) ? key
                    : MetricCatalogue.installed().ofCurve(key.substring(JUDGE.length())).map(m -> m.phrase(m.name()))
                            .orElse(key);
        };
    }
}
