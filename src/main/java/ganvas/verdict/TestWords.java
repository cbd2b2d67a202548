package ganvas.verdict;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;

import ganvas.claim.Decision;
import ganvas.claim.Decision.Part;
import ganvas.claim.Interval;
import ganvas.claim.Measures.Sample;
import ganvas.study.ClaimCheck;
import ganvas.words.Numbers;
import ganvas.words.Words;

/** Names the test that decided a check, and the seeds that it used. */
final class TestWords {
    private TestWords() {}

    /** @param scale of the check's metric */
    static String say(Decision decision, Scale scale) {
        return switch (decision) {
            case Decision.Open d -> ObstacleWords.say(d.obstacle());
            case Decision.Counted _ -> "counted exactly; no interval";
            case Decision.Compared d -> compared(d, scale);
            case Decision.Moved d -> moved(d, scale);
        };
    }

    private static String compared(Decision.Compared d, Scale scale) {
        Part p = d.deciding();
        String seeds = overSeeds(d.sample());
        return switch (d.check()) {
            case ClaimCheck.Ordering _ ->
                    "paired t over %s, 95 %% interval%s; %s%s".formatted(seeds, exact(p.interval()), minus(p),
                            covers(p, "; it covers zero"));
            case ClaimCheck.Equality c -> "%s; %s".formatted(same(p, scale.limit(c.margin()), seeds), minus(p));
            case ClaimCheck.Ratio _ ->
                    "paired t on logarithms over %s, 95 %% interval%s%s".formatted(seeds, exact(p.interval()),
                            covers(p, "; it covers the limit"));
            case ClaimCheck.Threshold _ ->
                    "t interval of the mean over %s, 95 %%%s; %s%s".formatted(seeds, exact(p.interval()),
                            Words.the(p.arms().getFirst()), covers(p, "; it covers the limit"));
            case ClaimCheck.Count _,ClaimCheck.Trend _ -> throw new IllegalArgumentException(d.check().toString());
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
        return switch (p.verdict()) {
            case HOLDS -> "two one-sided t tests at 5 %% over %s: the 90 %% interval lies within ±%s".formatted(seeds,
                    margin);
            case FAILS -> "paired t over %s: the 95 %% interval lies outside of ±%s".formatted(seeds, margin);
            default ->
                    ("two one-sided t tests at 5 %% over %s: the 90 %% interval reaches beyond ±%s, "
                            + "the 95 %% interval does not lie outside of it").formatted(seeds, margin);
        };
    }

    /** A phrase such as {@code three seeds} or {@code three of five seeds}. */
    static String overSeeds(Sample s) {
        return Words.number(s.seeds()) + (s.seeds() < s.asked() ? " of " + Words.number(s.asked()) : "") + " seeds";
    }

    /** The words for values without spread, which need no test. */
    private static String exact(Interval i) {
        return i.isExact() ? " of width zero, since every run gave the same value" : "";
    }

    private static String covers(Part p, String words) {
        return p.verdict().equals(UNDECIDED) ? words : "";
    }

    private static String minus(Part p) {
        return p.arms().getFirst() + " minus " + p.arms().getLast();
    }
}
