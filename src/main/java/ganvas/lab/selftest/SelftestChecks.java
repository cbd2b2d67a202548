package ganvas.lab.selftest;

import static ganvas.lab.selftest.SelftestTrend.difference;
import static ganvas.lab.selftest.SelftestTrend.wide;

import ganvas.claim.Interval;
import ganvas.metric.Metric;
import ganvas.metric.Metrics;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Agreement;
import ganvas.result.Selftest.Check;
import ganvas.result.Selftest.Measured;
import ganvas.result.Selftest.Sample;
import ganvas.result.Selftest.Score;
import ganvas.result.Selftest.Sweep;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Question;
import ganvas.words.Numbers;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Alone;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Floor;
import ganvas.words.SelftestRule.Reaction.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Turns scores into checks: what must hold if a score measures what it says. */
final class SelftestChecks {
    /**
     * The largest difference that rounding may make. The judge reads small and large batches by different kernels in
     * float32; on one thread their means differ by 1e-9.
     */
    private static final double ROUNDING = 1e-6;
    /**
     * Largest spread of ten values over disjoint parts, in units of what their intervals say. A spread of twice the
     * interval occurs by chance once in 20,000 times (√(χ² / 9)). The room above that is for shares near 0 and 1.
     * The page shows it.
     */
    private static final double SPREAD = 2.5;

    private SelftestChecks() {}

    static List<Check> golden(List<Agreement> agreements) {
        return agreements.stream()
                .map(a -> check(Selftest.GOLDEN, a.key(),
                        "%s must be that of %s within %s".formatted(a.what(), a.file(),
                                scientific(a.tolerance())),
                        "%s beside %s, %s apart".formatted(Numbers.plain(a.found()), Numbers.plain(a.expected()),
                                scientific(a.difference())),
                        a.agrees()))
                .toList();
    }

    private static String scientific(double value) {
        return value == 0 ? "0" : String.format(java.util.Locale.ROOT, "%.1e", value).replace("-", "−");
    }

    /**
     * Checks on two random halves of the same pictures: scores must be those that the definitions give for equal
     * distributions, whatever the distributions are.
     *
     * @param k number of neighbours of density and coverage
     */
    static List<Check> floor(Sample halves, int reference, int k) {
        var checks = new ArrayList<Check>();
        for (MetricInfo m : metrics()) {
            if (!(m.selftest().floor() instanceof Floor.Equals f)) continue;
            double expected = f.expected().of(reference, halves.images(), k);
            checks.add(expects(halves, m.name(), expected, f.must().formatted(Numbers.plain(expected))));
        }
        for (MetricInfo m : metrics()) {
            if (!(m.selftest().floor() instanceof Floor.AsLargeAs other)) continue;
            checks.add(compare(halves, m.name(), other.score(), (own, twin) -> {
                Interval d = bothHalves(difference(own, twin));
                return check(Selftest.FLOOR, m.name(),
                        "must be as large as %s: the halves can change places".formatted(other.score()),
                        "%s beside a %s of %s".formatted(Numbers.plain(own.value()), other.score(),
                                Numbers.plain(twin.value())),
                        d.coversZero());
            }));
        }
        return checks;
    }

    /** The metrics that real pictures are measured by. */
    private static List<MetricInfo> metrics() {
        return Metrics.ALL.stream().map(Metric::info).toList();
    }

    private static SelftestRule rule(String score) {
        return MetricCatalogue.installed().of(score).map(MetricInfo::selftest).orElse(SelftestRule.PLAIN);
    }

    private static Check expects(Sample halves, String score, double expected, String must) {
        return value(halves, score).map(m -> {
            Interval i = bothHalves(wide(m));
            return check(Selftest.FLOOR, score, must,
                    "%s, interval %s".formatted(Numbers.plain(m.value()), Numbers.range(i.low(), i.high())),
                    i.low() <= expected && expected <= i.high());
        }).orElseGet(() -> missing(Selftest.FLOOR, score));
    }

    /**
     * An interval of a score covers the chance of the generated half only. This one covers both halves, whose chance is
     * equal.
     */
    private static Interval bothHalves(Interval i) {
        double root = Math.sqrt(2);
        return new Interval(i.mean(), i.mean() - root * (i.mean() - i.low()), i.mean() + root * (i.high() - i.mean()));
    }

    /** Checks what growing doses of {@code harm} do to every score. */
    static List<Check> harm(SelftestHarm harm, Sweep sweep, List<Score> scores) {
        return scores.stream().map(score -> {
            HarmRule rule = HarmRule.of(score, harm);
            var trend = new SelftestTrend(values(sweep.samples(), score.name()).orElse(List.of()), !rule.falls());
            if (rule.kind() == Kind.FREE)
                return new Check(sweep.name(), score.name(), rule.must(), trend.words(), Selftest.SHOWN);
            return check(sweep.name(), score.name(), rule.must(), trend.words(), rule.holds(trend));
        }).toList();
    }

    /**
     * Checks how scores depend on the number of pictures.
     *
     * @param sweep rising numbers of the same pictures; each value is a mean over the parts that they are divided into
     */
    static List<Check> count(Sweep sweep, List<Score> scores) {
        return scores.stream().map(score -> values(sweep.samples(), score.name()).map(values -> {
            String found = values.stream().map(m -> Numbers.plain(m.value())).reduce((a, b) -> a + ", " + b)
                    .orElse("none");
            Count count = rule(score.name()).count();
            return switch (count) {
                case MEAN -> check(sweep.name(), score.name(), count.must(), found,
                        values.stream().allMatch(m -> Math.abs(m.value() - values.getFirst().value()) <= ROUNDING));
                case UNBIASED -> check(sweep.name(), score.name(), count.must(), found,
                        values.stream().allMatch(m -> difference(m, values.getLast()).coversZero()));
                case FALLS -> check(sweep.name(), score.name(), count.must(), found,
                        new SelftestTrend(values.reversed(), true).worsens());
                case RISES -> check(sweep.name(), score.name(), count.must(), found,
                        new SelftestTrend(values.reversed(), false).worsens());
                case GAINS -> check(sweep.name(), score.name(), count.must(), found,
                        new SelftestTrend(values.reversed(), false).neverImproves());
                case FREE -> new Check(sweep.name(), score.name(), count.must(), found, Selftest.SHOWN);
            };
        }).orElseGet(() -> missing(sweep.name(), score.name()))).toList();
    }

    /**
     * Checks the width of the intervals: over disjoint parts of the pictures a score must not spread more than its
     * interval says.
     *
     * @param parts equally many pictures each
     */
    static List<Check> intervals(Sweep parts, List<Score> scores) {
        return scores.stream().map(score -> values(parts.samples(), score.name())
                .filter(each -> each.stream().allMatch(m -> m.interval().isPresent())).map(each -> {
                    double mean = mean(each).value(), squares = 0, width = 0;
                    for (Measured m : each) {
                        squares += (m.value() - mean) * (m.value() - mean) / (each.size() - 1);
                        double whole = m.interval().map(i -> i.high() - i.low()).orElseThrow();
                        width += whole * whole / 4 / each.size();
                    }
                    width = Math.sqrt(width);
                    double spread = SelftestTrend.NORMAL_95 * Math.sqrt(squares);
                    return check(parts.name(), score.name(),
                            "interval must be no less than %s of the spread over disjoint parts"
                                    .formatted(Numbers.exact(1 / SPREAD)),
                            "± %s; the parts spread by ± %s, %s times as much".formatted(Numbers.plain(width),
                                    Numbers.plain(spread), Numbers.fixed(spread / width, 1)),
                            spread <= SPREAD * width);
                }).orElseGet(() -> new Check(parts.name(), score.name(), "has an interval in each part", "not in all",
                        Selftest.SHOWN)))
                .toList();
    }

    /**
     * Checks what happens when pictures are all of one class.
     *
     * @param sweep    first pictures of all classes, then as many of each class alone
     * @param unharmed all pictures of all classes, for scores that do not depend on their number
     * @param most     share that the judge must give to the class that all pictures are of
     */
    static List<Check> classes(Sweep sweep, Sample unharmed, double most) {
        Sample all = sweep.samples().getFirst();
        List<Sample> alone = sweep.samples().subList(1, sweep.samples().size());
        var checks = new ArrayList<Check>();
        // Variety first: these pictures lack it.
        Stream.of(asked(Alone.FALLS, Question.VARIED), asked(Alone.FALLS, Question.GOOD)).flatMap(
                List::stream).forEach(
                        m -> checks.add(
                                each(sweep, m.name(), Alone.FALLS.must(), alone,
                                        differs(m.name(), all, difference -> difference.high() < 0),
                                        all)));
        asked(Alone.RISES, Question.GOOD).forEach(m -> checks.add(
                each(sweep, m.name(), Alone.RISES.must(), alone,
                        differs(m.name(), all, difference -> difference.low() > 0),
                        all)));
        asked(Alone.HOLDS, Question.GOOD)
                .forEach(m -> checks.add(meanHolds(sweep, m.name(), alone, unharmed)));
        for (Sample s : alone) {
            String score = "class-share/" + (int) s.at();
            checks.add(value(s, score).map(share -> check(sweep.name(), score,
                    "must be above %s: all pictures are of that class".formatted(Numbers.exact(most)),
                    Numbers.plain(share.value()), share.value() > most))
                    .orElseGet(() -> missing(sweep.name(), score)));
        }
        return checks;
    }

    /** Whether a sample's score differs from that of {@code all} as {@code holds} says. */
    private static Predicate<Sample> differs(String score, Sample all, Predicate<Interval> holds) {
        return s -> values(List.of(s, all), score)
                .filter(both -> holds.test(difference(both.getFirst(), both.getLast()))).isPresent();
    }

    private static List<MetricInfo> asked(Alone what, Question question) {
        return metrics().stream().filter(m -> m.selftest().alone() == what && m.reading().question() == question)
                .toList();
    }

    private static Check each(Sweep sweep, String score, String must, List<Sample> alone, Predicate<Sample> holds,
            Sample all) {
        Optional<Measured> whole = value(all, score);
        if (whole.isEmpty()) return missing(sweep.name(), score);
        List<String> not = alone.stream().filter(holds.negate()).map(Sample::name).toList();
        double[] values = alone.stream().flatMap(s -> value(s, score).stream()).mapToDouble(Measured::value)
                .sorted().toArray();
        String found = values.length == 0 ? "not measured"
                : "%s of all classes, %s to %s of one".formatted(Numbers.plain(whole.get().value()),
                        Numbers.plain(values[0]), Numbers.plain(values[values.length - 1]));
        return check(sweep.name(), score, must,
                not.isEmpty() ? found : found + "; not so for " + String.join(", ", not), not.isEmpty());
    }

    /**
     * Checks a score that judges each image alone. Real pictures of one class are as good as ever, so the mean over the
     * classes must be the value of the mix.
     */
    private static Check meanHolds(Sweep sweep, String score, List<Sample> alone, Sample unharmed) {
        Optional<Measured> all = value(unharmed, score), mean = values(alone, score).map(SelftestChecks::mean);
        if (all.isEmpty() || mean.isEmpty()) return missing(sweep.name(), score);
        return check(sweep.name(), score, Alone.HOLDS.must(),
                "%s of all classes, %s of one on average".formatted(Numbers.plain(all.get().value()),
                        Numbers.plain(mean.get().value())),
                difference(mean.get(), all.get()).high() >= 0);
    }

    /** The mean of independent estimates. Its interval is narrower by the square root of their number. */
    static Measured mean(List<Measured> each) {
        double value = 0, below = 0, above = 0;
        int n = each.size();
        for (Measured m : each) {
            value += m.value() / n;
            below = Math.hypot(below, m.interval().map(i -> m.value() - i.low()).orElse(Double.NaN));
            above = Math.hypot(above, m.interval().map(i -> i.high() - m.value()).orElse(Double.NaN));
        }
        return Double.isNaN(below) || Double.isNaN(above) ? new Measured(value)
                : new Measured(value, value - below / n, value + above / n);
    }

    private static Check compare(Sample halves, String a, String b, BiFunction<Measured, Measured, Check> judged) {
        return value(halves, a).flatMap(own -> value(halves, b).map(twin -> judged.apply(own, twin)))
                .orElseGet(() -> missing(Selftest.FLOOR, a));
    }

    private static Optional<Measured> value(Sample sample, String score) {
        return Optional.ofNullable(sample.scores().get(score));
    }

    /** The score of each sample; empty if one lacks it. */
    static Optional<List<Measured>> values(List<Sample> samples, String score) {
        List<Measured> found = samples.stream().flatMap(s -> value(s, score).stream()).toList();
        return found.size() == samples.size() ? Optional.of(found) : Optional.empty();
    }

    private static Check missing(String sweep, String score) {
        return check(sweep, score, "must be measured", "it was not", false);
    }

    private static Check check(String sweep, String score, String must, String found, boolean holds) {
        return new Check(sweep, score, must, found, holds ? Selftest.PASSES : Selftest.FAILS);
    }
}
