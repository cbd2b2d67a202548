package ganvas.verdict;

import static ganvas.claim.Decision.FAILS;
import static ganvas.claim.Decision.HOLDS;
import static ganvas.claim.Decision.UNDECIDED;

import ganvas.claim.Decision;
import ganvas.claim.Decision.Compared;
import ganvas.claim.Decision.Part;
import ganvas.claim.Interval;
import ganvas.claim.Measures.Sample;
import ganvas.claim.Obstacle;
import ganvas.claim.ScoreMeaning;
import ganvas.result.Summary;
import ganvas.result.Summary.Score;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The evidence of a check: a sentence with the numbers that decided it. */
record Evidence(Study study, Summary summary) {
    private static final Scale PLAIN = new Scale(1, "");

    String sentence(Decision decision) {
        return switch (decision) {
            case Decision.Open d -> open(d.obstacle());
            case Decision.Counted d -> counted(d);
            case Decision.Moved d -> moved(d);
            case Decision.Happened d -> happened(d);
            case Compared d -> switch (d.check()) {
                case ClaimCheck.Ordering c when isEvent(c) -> events(d) + ".";
                case ClaimCheck.Threshold c when isEvent(c) -> "%s; the check asks for it %s %s.".formatted(events(d),
                        CheckWords.howOften(c), Words.list(c.arms().stream().map(Words::the).toList()));
                case ClaimCheck.Ordering c -> ordering(c, d);
                case ClaimCheck.Equality c -> equality(c, d);
                case ClaimCheck.Ratio c -> ratio(c, d);
                case ClaimCheck.Threshold c -> threshold(c, d);
                case ClaimCheck.Count _,ClaimCheck.Trend _ -> throw new IllegalArgumentException(d.check().toString());
            };
        };
    }

    /** The scale that is used to write the numbers of a decision's metric. */
    Scale scale(Decision decision) {
        if (!(decision instanceof Compared d)) return PLAIN;
        return score(d).map(Scale::of)
                .orElseGet(() -> Scale.ofCost(new ScoreMeaning(d.check().metric()), d.sample().largest()));
    }

    private String ordering(ClaimCheck.Ordering c, Compared d) {
        Scale scale = scale(d);
        Sample s = d.sample();
        int digits = digits(d, scale);
        var others = new ArrayList<String>();
        for (int i = 0; i < d.parts().size(); i++) {
            Part p = d.parts().get(i);
            others.add("%s for %s (difference %s%s)".formatted(scale.value(s.mean(i + 1), digits),
                    Words.the(c.than().get(i)), scale.estimate(p.interval()), coversZero(p)));
        }
        return "%s %s%s for %s against %s%s, over %s.".formatted(label(d),
                scale.value(s.mean(0), digits), scale.unit(), Words.the(c.first()),
                c.ofOthers().equals(c.metric()) ? "" : "a " + new ScoreMeaning(c.ofOthers()).words() + " of ",
                Words.list(others), TestWords.overSeeds(s));
    }

    private static boolean isEvent(ClaimCheck check) {
        return new ScoreMeaning(check.metric()).isEvent();
    }

    /** A clause such as {@code The event “nan” happened in two of three runs of a (a share of 0.67, 0.09 to 0.99)}. */
    private static String events(Compared d) {
        var each = new ArrayList<String>();
        List<String> arms = d.check().ofArms();
        for (int i = 0; i < arms.size(); i++) {
            double[] events = d.sample().values(i);
            int runs = (int) Arrays.stream(events).filter(v -> v > 0).count();
            each.add("in %s (a share of %s)".formatted(CollapseWords.runs(runs, events.length, arms.get(i)),
                    CollapseWords.share(Interval.ofShare(0.95, runs, events.length))));
        }
        return "The event %s happened %s".formatted(new ScoreMeaning(d.check().metric()).event(), Words.list(each));
    }

    private static String happened(Decision.Happened d) {
        ClaimCheck.Threshold c = d.check();
        var metric = new ScoreMeaning(c.metric());
        String what = metric.isEvent() ? "the event " + metric.event() + " happened"
                : metric.words() + " is " + CheckWords.limits("above", "below", c.bounds());
        return "%s in %s%s.".formatted(Words.capital(what), CollapseWords.runs(d.runs(), d.all(), d.arm()),
                d.runs() == 0 ? ", which does not show that it cannot be" : "");
    }

    private String equality(ClaimCheck.Equality c, Compared d) {
        Scale scale = scale(d);
        var each = new ArrayList<String>();
        for (int i = 0; i < c.arms().size(); i++) {
            each.add(scale.value(d.sample().mean(i), digits(d, scale)) + (i == 0 ? scale.unit() : "") + " for "
                    + Words.the(c.arms().get(i)));
        }
        return "%s %s, over %s; %sdifference %s.".formatted(label(d), Words.list(each), TestWords.overSeeds(d.sample()),
                d.parts().size() > 1 ? "deciding " : "", same(d.deciding(), scale, c.margin()));
    }

    /** The number of decimals of all values of a sentence. */
    private static int digits(Compared d, Scale scale) {
        return IntStream.range(0, d.sample().columns().size())
                .map(i -> scale.digits(d.sample().mean(i), d.parts().get(Math.clamp(i - 1, 0, d.parts().size() - 1))
                        .interval()))
                .max().orElse(0);
    }

    private static String same(Part p, Scale scale, double margin) {
        if (p.isByChance())
            return scale.estimate(p.interval()) + ", beyond ±" + scale.limit(margin) + TestWords.BY_CHANCE;
        return scale.estimate(p.interval()) + switch (p.verdict()) {
            case HOLDS -> ", the 90 % interval within ±";
            case FAILS -> ", beyond ±";
            default -> ", the 90 % interval neither within nor beyond ±";
        } + scale.limit(margin);
    }

    private String ratio(ClaimCheck.Ratio c, Compared d) {
        Scale scale = scale(d);
        Sample s = d.sample();
        Interval times = d.deciding().interval().exponential();
        Interval of = geometric(s.values(0)), to = geometric(s.values(1));
        String level = TestWords.isTwoSided(c) && !d.verdict().equals(FAILS) && !d.deciding().isByChance()
                ? "90 % interval " : "";
        int digits = Math.max(scale.digits(of.mean(), of), scale.digits(to.mean(), to));
        return ("%s %s%s for %s against %s%s for %s, geometric means: %s times as much (%s over %s); "
                + "the check asks for %s.")
                .formatted(label(d), scale.value(of.mean(), digits), scale.unit(), Words.the(c.of()),
                        scale.value(to.mean(), digits), scale.unit(), Words.the(c.to()),
                        PLAIN.value(times.mean(), times), times.isExact() ? "the same" : level + PLAIN.range(times),
                        TestWords.overSeeds(s), CheckWords.limits("at least", "at most", c.bounds()));
    }

    /** The geometric mean with its interval: the ratio of two is the number that the test is about. */
    private static Interval geometric(double[] values) {
        return Interval.ofMean(Arrays.stream(values).map(Math::log).toArray()).exponential();
    }

    private String threshold(ClaimCheck.Threshold c, Compared d) {
        Scale scale = scale(d);
        var each = new ArrayList<String>();
        for (Part p : d.parts()) {
            Interval mean = p.interval();
            each.add("%s%s for %s (%s)".formatted(scale.value(mean.mean(), mean), each.isEmpty() ? scale.unit() : "",
                    Words.the(p.arms().getFirst()), mean.isExact() ? "in every run" : scale.range(mean)));
        }
        return "%s %s, over %s; the check asks for %s.".formatted(label(d), Words.list(each),
                TestWords.overSeeds(d.sample()), CheckWords.limits("above", "below", c.bounds()));
    }

    private static String counted(Decision.Counted d) {
        ClaimCheck.Count c = d.check();
        return "%s's %s: %s %s, %s.".formatted(Words.head(c.arm()), c.network(), Numbers.count(d.found()),
                CheckWords.counted(c),
                d.verdict().equals(HOLDS) ? "as printed" : "where the paper prints " + Numbers.count(c.value()));
    }

    private static String moved(Decision.Moved d) {
        ClaimCheck.Trend c = d.check();
        Interval change = d.part().interval();
        String said = c.tolerance().map(margin -> same(d.part(), PLAIN, margin))
                .orElseGet(() -> PLAIN.estimate(change) + coversZero(d.part()));
        return "%s of %s: %s after %s images, %s after %s (change %s, over %s).".formatted(
                Words.capital(ScoreMeaning.statistic(c.metric())), Words.the(c.arm()),
                PLAIN.value(d.sample().mean(0), change), Numbers.count(d.from()),
                PLAIN.value(d.sample().mean(1), change), Numbers.count(d.to()), said, TestWords.overSeeds(d.sample()));
    }

    /** The sentence about an obstacle. A name at its beginning keeps its spelling. */
    private String open(Obstacle obstacle) {
        String why = ObstacleWords.say(obstacle);
        List<String> names = study.arms().stream().map(StudyArm::name).toList();
        return (names.stream().anyMatch(why::startsWith) ? why : Words.capital(why)) + ".";
    }

    private static String coversZero(Part p) {
        return !p.verdict().equals(UNDECIDED) ? ""
                : p.isByChance() ? ", which may be chance in one of so many comparisons" : ", which covers zero";
    }

    private String label(Compared d) {
        return Words.capital(score(d).map(score -> ComparisonVerdict.inline(score.label()))
                .orElseGet(() -> new ScoreMeaning(d.check().metric()).words()));
    }

    /** The score of the check's first arm; empty if the check's metric is not a score. */
    private Optional<Score> score(Compared d) {
        String metric = d.check().metric();
        return new ScoreMeaning(metric).isScore() ? summary.arms().get(d.check().ofArms().getFirst()).score(metric)
                : Optional.empty();
    }
}
