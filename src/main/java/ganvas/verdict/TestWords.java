package ganvas.verdict;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;

import ganvas.claim.Decision;
import ganvas.claim.Decision.Part;
import ganvas.claim.Interval;
import ganvas.claim.Measures.Sample;
import ganvas.claim.SeedTest;
import ganvas.study.ClaimCheck;
import ganvas.words.Numbers;
import ganvas.words.Words;

/** Names the test that decided a check, and the seeds that it used. */
final class TestWords {
    /** The reason why a comparison that fails by itself does not fail among several. */
    static final String BY_CHANCE = "; it lies on the wrong side, where chance may put one of so many";

    private TestWords() {}

    /** @param scale of the check's metric */
    static String say(Decision decision, Scale scale) {
        return switch (decision) {
            case Decision.Open d -> ObstacleWords.say(d.obstacle());
            case Decision.Counted _ -> "counted exactly; no interval";
            case Decision.Compared d -> compared(d, scale);
            case Decision.Moved d -> moved(d, scale);
            case Decision.Happened d -> "counted in %s of %s; no interval".formatted(overSeeds(d.all(), d.all()),
                    Words.the(d.arm()));
        };
    }

    /** The name of a test, as at the beginning of a sentence about it. */
    static String name(SeedTest test) {
        return switch (test) {
            case MEAN -> "t interval of the mean";
            case PAIRED -> "paired t";
            case WELCH -> "Welch's t";
            case SHARE -> "Clopper-Pearson interval of the share of runs";
        };
    }

    private static String compared(Decision.Compared d, Scale scale) {
        Part p = d.deciding();
        String seeds = overSeeds(d.sample());
        return switch (d.check()) {
            case ClaimCheck.Ordering _ ->
                    "%s over %s, 95 %% interval%s; %s%s".formatted(name(p.test()), seeds, exact(p.interval()), minus(p),
                            covers(p, "; it covers zero"));
            case ClaimCheck.Equality c -> "%s; %s".formatted(same(p, scale.limit(c.margin()), seeds), minus(p));
            case ClaimCheck.Ratio c when isTwoSided(c) ->
                    equivalent(p, name(p.test()) + " on logarithms over " + seeds);
            case ClaimCheck.Ratio _ ->
                    "%s on logarithms over %s, 95 %% interval%s%s".formatted(name(p.test()), seeds, exact(p.interval()),
                            covers(p, "; it covers the limit"));
            case ClaimCheck.Threshold _ ->
                    "%s over %s, 95 %%%s; %s%s".formatted(name(p.test()), seeds, exact(p.interval()),
                            Words.the(p.arms().getFirst()), covers(p, "; it covers the limit"));
            case ClaimCheck.Count _,ClaimCheck.Trend _ -> throw new IllegalArgumentException(d.check().toString());
        };
    }

    /** Whether a ratio has both limits, and is judged by two one-sided tests. */
    static boolean isTwoSided(ClaimCheck.Ratio c) {
        return c.bounds().low().isPresent() && c.bounds().high().isPresent();
    }

    private static String equivalent(Part p, String test) {
        return switch (p.verdict()) {
            case HOLDS -> "two one-sided tests at 5 %% (%s): the 90 %% interval lies within the limits".formatted(test);
            case FAILS -> test + ": the 95 % interval lies outside of the limits";
            default -> p.isByChance() ? test + ", 95 % interval" + BY_CHANCE
                    : "two one-sided tests at 5 %% (%s): the 90 %% interval reaches beyond a limit".formatted(test);
        };
    }

    private static String moved(Decision.Moved d, Scale scale) {
        ClaimCheck.Trend c = d.check();
        String seeds = overSeeds(d.sample());
        String test = c.tolerance().map(margin -> same(d.part(), scale.limit(margin), seeds))
                .orElse("paired t over %s, 95 %% interval%s%s"
                        .formatted(seeds, exact(d.part().interval()), covers(d.part(), " covers zero")));
        String epochs = d.scaled() == 1 ? ""
                : ", for the paper's epochs %s and %s: the run is %s %% of the paper's length".formatted(
                        Numbers.exact(c.toEpoch()), Numbers.exact(c.fromEpoch()), Numbers.compact(100 * d.scaled()));
        return "%s, value after %s images minus value after %s%s".formatted(test, Numbers.count(d.to()),
                Numbers.count(d.from()), epochs);
    }

    private static String same(Part p, String margin, String seeds) {
        if (p.isByChance()) return "%s over %s, 95 %% interval%s".formatted(name(p.test()), seeds, BY_CHANCE);
        return switch (p.verdict()) {
            case HOLDS -> "two one-sided t tests at 5 %% over %s: the 90 %% interval lies within ±%s".formatted(seeds,
                    margin);
            case FAILS -> "%s over %s: the 95 %% interval lies outside of ±%s".formatted(name(p.test()), seeds, margin);
            default ->
                    ("two one-sided t tests at 5 %% over %s: the 90 %% interval reaches beyond ±%s, "
                            + "the 95 %% interval does not lie outside of it").formatted(seeds, margin);
        };
    }

    /** A phrase such as {@code three seeds} or {@code three of five seeds}. */
    static String overSeeds(Sample s) {
        return overSeeds(s.seeds(), s.asked());
    }

    private static String overSeeds(int seeds, int asked) {
        return Words.number(seeds) + (seeds < asked ? " of " + Words.number(asked) : "")
                + (asked == 1 ? " seed" : " seeds");
    }

    /** The words for values without spread, which need no test. */
    private static String exact(Interval i) {
        return i.isExact() ? " of width zero, since every run gave the same value" : "";
    }

    private static String covers(Part p, String words) {
        return !p.verdict().equals(UNDECIDED) ? "" : p.isByChance() ? BY_CHANCE : words;
    }

    private static String minus(Part p) {
        return p.arms().getFirst() + " minus " + p.arms().getLast();
    }
}
