package ganvas.claim;

import static ganvas.claim.Claims.FAILS;
import static ganvas.claim.Claims.HOLDS;
import static ganvas.claim.Claims.UNDECIDED;

import ganvas.claim.Claims.Judged;
import ganvas.claim.Measures.Sample;
import ganvas.result.ModelCard;
import ganvas.result.RunFiles;
import ganvas.result.Summary.CheckResult;
import ganvas.result.Summary.Score;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Each kind of check, judged over training seeds. */
record Checks(Study study, Measures measures) {
    /** Schuirmann 1987: both one-sided tests at 5 % reject where the 90 % interval lies within the margins. */
    private static final double TOST = 0.90;

    Judged judge(ClaimCheck check) {
        return switch (check) {
            case ClaimCheck.Ordering c -> ordering(c);
            case ClaimCheck.Equality c -> equality(c);
            case ClaimCheck.Count c -> count(c);
            case ClaimCheck.Ratio c -> ratio(c);
            case ClaimCheck.Threshold c -> threshold(c);
            case ClaimCheck.Trend c -> new Trends(this).judge(c);
        };
    }

    /** One of the comparisons that a check consists of; {@code interval} is what {@code test} names. */
    record Part(String verdict, Interval interval, String said, String test) {}

    private Judged ordering(ClaimCheck.Ordering c) {
        var metric = new ScoreMeaning(c.metric());
        Sample s = measures.of(metric, Stream.concat(Stream.of(c.first()), c.than().stream()).toList());
        if (s.obstacle() != null) return open("ordering", c.metric(), c, s.obstacle());
        double[] first = s.columns().getFirst();
        Scale scale = scale(metric, c.first(), s);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.than().size(); i++) {
            double[] other = s.columns().get(i + 1);
            Interval d = Interval.ofMean(differences(first, other));
            String verdict = side(c.is().equals("higher") ? d : negative(d), 0, metric.isFact());
            String than = c.than().get(i), open = verdict.equals(UNDECIDED) ? ", which covers zero" : "";
            String said = "%s for %s (difference %s%s)".formatted(scale.value(mean(other), d), Words.the(than), scale.estimate(d), open);
            parts.add(new Part(verdict, d, said, paired(s, d) + versus(c.first(), than) + covers(verdict)));
        }
        String said = "%s %s%s for %s against %s, over %s.".formatted(label(metric, c.first()), scale.value(mean(first), parts.getFirst().interval),
                scale.unit(), Words.the(c.first()), Words.list(parts.stream().map(Part::said).toList()), s.overSeeds());
        return together("ordering", c.metric(), c, parts, said);
    }

    private Judged equality(ClaimCheck.Equality c) {
        var metric = new ScoreMeaning(c.metric());
        Sample s = measures.of(metric, c.arms());
        if (s.obstacle() != null) return open("equality", c.metric(), c, s.obstacle());
        Scale scale = scale(metric, c.arms().getFirst(), s);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.arms().size(); i++) {
            for (int j = i + 1; j < c.arms().size(); j++) {
                Part same = same(differences(s.columns().get(i), s.columns().get(j)), c.margin(), scale, s);
                parts.add(new Part(same.verdict, same.interval, same.said, same.test + versus(c.arms().get(i), c.arms().get(j))));
            }
        }
        Part decides = deciding(parts);
        String each = Words.list(IntStream.range(0, c.arms().size()).mapToObj(i -> scale.value(mean(s.columns().get(i)), decides.interval)
                + (i == 0 ? scale.unit() : "") + " for " + Words.the(c.arms().get(i))).toList());
        String said = "%s %s, over %s; %sdifference %s.".formatted(label(metric, c.arms().getFirst()), each, s.overSeeds(),
                parts.size() > 1 ? "the one that decides: " : "", decides.said);
        return together("equality", c.metric(), c, parts, said);
    }

    /** Whether the mean of {@code differences} is as good as nothing. */
    static Part same(double[] differences, double margin, Scale scale, Sample s) {
        Interval ninety = Interval.ofMean(TOST, differences), all = Interval.ofMean(differences);
        String allowed = scale.limit(margin);
        if (-margin <= ninety.low() && ninety.high() <= margin) {
            return new Part(HOLDS, ninety, "%s, the 90 %% interval within ±%s".formatted(scale.estimate(ninety), allowed),
                    "two one-sided t tests at 5 %% over %s: the 90 %% interval lies within ±%s".formatted(s.overSeeds(), allowed));
        }
        if (all.low() > margin || all.high() < -margin) {
            return new Part(FAILS, all, "%s, beyond ±%s".formatted(scale.estimate(all), allowed),
                    "paired t over %s: the 95 %% interval lies outside of ±%s".formatted(s.overSeeds(), allowed));
        }
        return new Part(UNDECIDED, ninety, "%s, the 90 %% interval neither within nor beyond ±%s".formatted(scale.estimate(ninety), allowed),
                "two one-sided t tests at 5 %% over %s: the 90 %% interval reaches beyond ±%s, the 95 %% interval does not lie outside of it"
                        .formatted(s.overSeeds(), allowed));
    }

    private Judged count(ClaimCheck.Count c) {
        List<RunFiles> runs = measures.runs().getOrDefault(c.arm(), List.of());
        ModelCard card = runs.stream().map(RunFiles::model).filter(Objects::nonNull).findFirst().orElse(null);
        if (card == null) return open("count", "parameters", c, "no run yet");
        ModelCard.Network network = card.networks().stream().filter(n -> n.name().equals(c.network())).findFirst().orElse(null);
        if (network == null) return open("count", "parameters", c, "%s has no network %s, only %s".formatted(Words.the(c.arm()), c.network(),
                Words.list(card.networks().stream().map(ModelCard.Network::name).toList())));
        List<String> reduced = study.arm(c.arm()).reduced();
        if (reduced != null) return open("count", "parameters", c, "%s has less on this budget than in the paper: %s".formatted(Words.the(c.arm()),
                String.join(", ", reduced)));
        long ours = c.counted().equals("with-moving") ? network.withMoving() : network.trainable();
        boolean same = ours == c.value();
        String said = "%s %s: %s %s, %s.".formatted(possessive(c.arm()), c.network(), Numbers.count(ours), CheckWords.counted(c),
                same ? "as printed" : "where the paper prints " + Numbers.count(c.value()));
        return new Judged(new CheckResult("count", "parameters", CheckWords.of(c), same ? HOLDS : FAILS, (double) ours, null, null,
                "counted exactly; no interval"), said);
    }

    private Judged ratio(ClaimCheck.Ratio c) {
        var metric = new ScoreMeaning(c.metric());
        Sample s = measures.of(metric, List.of(c.of(), c.to()));
        if (s.obstacle() != null) return open("ratio", c.metric(), c, s.obstacle());
        double[] of = s.columns().getFirst(), to = s.columns().getLast();
        if (DoubleStream.concat(Arrays.stream(of), Arrays.stream(to)).anyMatch(v -> v <= 0)) {
            return open("ratio", c.metric(), c, "a ratio needs numbers above 0, and one of %s is not".formatted(metric.words()));
        }
        Interval logs = Interval.ofMean(IntStream.range(0, of.length).mapToDouble(i -> Math.log(of[i] / to[i])).toArray());
        String verdict = within(logs, c.atLeast() == null ? null : Math.log(c.atLeast()), c.atMost() == null ? null : Math.log(c.atMost()), true);
        var times = new Interval(Math.exp(logs.mean()), Math.exp(logs.low()), Math.exp(logs.high()));
        Scale scale = scale(metric, c.of(), s), plain = new Scale(1, "");
        String said = "%s %s%s for %s against %s%s for %s: %s times as much (%s over %s); the check asks for %s.".formatted(label(metric, c.of()),
                scale.value(mean(of), Interval.ofMean(of)), scale.unit(), Words.the(c.of()), scale.value(mean(to), Interval.ofMean(to)), scale.unit(),
                Words.the(c.to()), plain.value(times.mean(), times), times.isExact() ? "the same" : plain.range(times), s.overSeeds(),
                CheckWords.limits("at least", c.atLeast(), "at most", c.atMost()));
        return new Judged(new CheckResult("ratio", c.metric(), CheckWords.of(c), verdict, logs.mean(), logs.low(), logs.high(),
                "paired t on logarithms over %s, 95 %% interval%s".formatted(s.overSeeds(), exact(logs) + limit(verdict))), said);
    }

    private Judged threshold(ClaimCheck.Threshold c) {
        var metric = new ScoreMeaning(c.metric());
        Sample s = measures.of(metric, c.arms());
        if (s.obstacle() != null) return open("threshold", c.metric(), c, s.obstacle());
        Scale scale = scale(metric, c.arms().getFirst(), s);
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.arms().size(); i++) {
            Interval mean = Interval.ofMean(s.columns().get(i));
            String verdict = within(mean, c.above(), c.below(), false);
            parts.add(new Part(verdict, mean, "%s%s for %s (%s)".formatted(scale.value(mean.mean(), mean), i == 0 ? scale.unit() : "",
                    Words.the(c.arms().get(i)), mean.isExact() ? "in every run" : scale.range(mean)),
                    "t interval of the mean over %s, 95 %%%s; %s%s".formatted(s.overSeeds(), exact(mean), Words.the(c.arms().get(i)),
                            limit(verdict))));
        }
        String said = "%s %s, over %s; the check asks for %s.".formatted(label(metric, c.arms().getFirst()),
                Words.list(parts.stream().map(Part::said).toList()), s.overSeeds(), CheckWords.limits("above", c.above(), "below", c.below()));
        return together("threshold", c.metric(), c, parts, said);
    }

    // ---- decisions

    /** Whether an interval lies above {@code limit}; {@code strict} decides a tie of facts. */
    static String side(Interval i, double limit, boolean fact) {
        if (i.low() > limit) return HOLDS;
        return i.high() < limit || fact && i.high() <= limit ? FAILS : UNDECIDED;
    }

    /** Whether an interval lies within limits; a limit that is null is no limit. Values without any spread are taken as they are. */
    private static String within(Interval i, Double low, Double high, boolean limitsCount) {
        boolean exact = i.isExact();
        boolean above = low == null || i.low() > low || limitsCount && i.low() >= low;
        boolean below = high == null || i.high() < high || limitsCount && i.high() <= high;
        if (above && below) return HOLDS;
        boolean under = low != null && (i.high() < low || exact && !above), over = high != null && (i.low() > high || exact && !below);
        return under || over ? FAILS : UNDECIDED;
    }

    // ---- words

    /** Undecided; a name that begins the sentence stays as it was given. */
    Judged open(String kind, String metric, ClaimCheck check, String obstacle) {
        boolean named = study.arms().stream().anyMatch(a -> obstacle.startsWith(a.name()));
        return new Judged(new CheckResult(kind, metric, CheckWords.of(check), UNDECIDED, null, null, null, obstacle),
                (named ? obstacle : Words.capital(obstacle)) + ".");
    }

    private static Judged together(String kind, String metric, ClaimCheck check, List<Part> parts, String said) {
        Part d = deciding(parts);
        return new Judged(new CheckResult(kind, metric, CheckWords.of(check), d.verdict, d.interval.mean(), d.interval.low(),
                d.interval.high(), d.test), said);
    }

    /** The first part with the verdict of the whole. */
    private static Part deciding(List<Part> parts) {
        String verdict = Claims.together(parts.stream().map(Part::verdict).toList());
        return parts.stream().filter(p -> p.verdict.equals(verdict)).findFirst().orElseThrow();
    }

    private static String paired(Sample s, Interval d) {
        return "paired t over %s, 95 %% interval%s".formatted(s.overSeeds(), exact(d));
    }

    /** Without spread there is nothing to test. */
    static String exact(Interval i) {
        return i.isExact() ? " without width, every run giving the same" : "";
    }

    private static String covers(String verdict) {
        return verdict.equals(UNDECIDED) ? "; it covers zero" : "";
    }

    private static String limit(String verdict) {
        return verdict.equals(UNDECIDED) ? "; it covers the limit" : "";
    }

    private static String versus(String first, String second) {
        return "; " + first + " minus " + second;
    }

    private String label(ScoreMeaning metric, String arm) {
        Score score = metric.isScore() ? measures.score(arm, metric.name()) : null;
        return Words.capital(score == null ? metric.words() : Verdict.inline(score.label()));
    }

    private Scale scale(ScoreMeaning metric, String arm, Sample s) {
        double most = s.columns().stream().flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
        return Scale.of(metric, metric.isScore() ? measures.score(arm, metric.name()) : null, most);
    }

    private static String possessive(String arm) {
        return Words.head(arm) + "'s";
    }

    static double[] differences(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
    }

    static Interval negative(Interval i) {
        return new Interval(-i.mean(), -i.high(), -i.low());
    }

    static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }
}
