package ganvas.lab;

import static ganvas.lab.SelftestTrend.difference;
import static ganvas.lab.SelftestTrend.wide;

import ganvas.claim.Interval;
import ganvas.words.Numbers;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Agreement;
import ganvas.result.Selftest.Check;
import ganvas.result.Selftest.Measured;
import ganvas.result.Selftest.Sample;
import ganvas.result.Selftest.Score;
import ganvas.result.Selftest.Sweep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** From numbers to verdicts: what must be true of scores that measure what they say. */
final class SelftestChecks {
    /** Scores that are a mean over the generated pictures, each judged by itself. */
    private static final List<String> MEANS = List.of("precision", "density", "judge-confidence", "legible-share", "recognisable");
    /** The judge reads few pictures at a time and many by other kernels: float32 of either, 1e-9 apart in the mean on one thread. */
    private static final double ROUNDING = 1e-6;
    /**
     * Ten values spread twice as wide as an interval says by chance once in 20,000 times (√(χ² / 9)). Half as much again is left to coverage,
     * whose bootstrap is 1.4 times too narrow where pictures are fewer than the reference; the page shows it.
     */
    private static final double SPREAD = 2.5;

    private SelftestChecks() {}

    static List<Check> golden(List<Agreement> agreements) {
        return agreements.stream().map(a -> check(Selftest.GOLDEN, a.key(), "%s must be that of %s within %s".formatted(a.what(), a.file(),
                scientific(a.tolerance())), "%s beside %s, %s apart".formatted(Numbers.plain(a.found()), Numbers.plain(a.expected()),
                        scientific(a.difference())), a.agrees())).toList();
    }

    private static String scientific(double value) {
        return value == 0 ? "0" : String.format(java.util.Locale.ROOT, "%.1e", value).replace("-", "−");
    }

    /**
     * Two random halves of the same pictures: what the definitions give for equal distributions, whatever these are.
     *
     * @param k neighbours of density and coverage
     */
    static List<Check> floor(Sample halves, int reference, int k) {
        var checks = new ArrayList<Check>();
        checks.add(expects(halves, "kid-judge", 0, "must be 0: it is unbiased"));
        checks.add(expects(halves, "density", 1, "must be 1, its expectation for equal distributions"));
        checks.add(expects(halves, "coverage", coverage(reference, halves.images(), k),
                "must be %s, its expectation for equal distributions (Naeem et al. 2020)".formatted(Numbers.plain(coverage(reference, halves.images(), k)))));
        checks.add(expects(halves, "sharpness", 1, "must be 1"));
        checks.add(of(halves.scores(), "precision", "recall", (precision, recall) -> {
            Interval d = bothHalves(difference(precision, recall));
            return check(Selftest.FLOOR, "precision", "must be as large as recall: the halves can change places",
                    "%s beside a recall of %s".formatted(Numbers.plain(precision.value()), Numbers.plain(recall.value())), d.coversZero());
        }));
        return checks;
    }

    /** 1 − (N−1)···(N−k) / ((N+M−1)···(N+M−k)): that the k nearest of a real picture are not all real. */
    static double coverage(int real, int generated, int k) {
        double all = 1;
        for (int i = 1; i <= k; i++) all *= (double) (real - i) / (real + generated - i);
        return 1 - all;
    }

    private static Check expects(Sample halves, String score, double expected, String must) {
        Measured m = halves.scores().get(score);
        if (m == null) return missing(Selftest.FLOOR, score);
        Interval i = bothHalves(wide(m));
        return check(Selftest.FLOOR, score, must,
                "%s, interval %s".formatted(Numbers.plain(m.value()), Numbers.range(i.low(), i.high())), i.low() <= expected && expected <= i.high());
    }

    /** A score's interval counts the chance of the generated half only; the other half has as much. */
    private static Interval bothHalves(Interval i) {
        double root = Math.sqrt(2);
        return new Interval(i.mean(), i.mean() - root * (i.mean() - i.low()), i.mean() + root * (i.high() - i.mean()));
    }

    /** What growing doses of {@code harm} do to every score. */
    static List<Check> harm(SelftestHarm harm, Sweep sweep, List<Score> scores) {
        return scores.stream().map(score -> {
            SelftestRule rule = SelftestRule.of(score, harm);
            List<Measured> values = values(sweep, score.name());
            var trend = new SelftestTrend(values, !rule.falls());
            if (rule.kind() == SelftestRule.Kind.FREE) return new Check(sweep.name(), score.name(), rule.must(), trend.words(), Selftest.SHOWN);
            return check(sweep.name(), score.name(), rule.must(), trend.words(), rule.holds(trend));
        }).toList();
    }

    /** @param sweep of growing numbers of the same pictures, each value a mean over the parts they are cut in */
    static List<Check> count(Sweep sweep, List<Score> scores) {
        return scores.stream().map(score -> {
            List<Measured> values = values(sweep, score.name());
            String found = values.stream().map(m -> m == null ? "none" : Numbers.plain(m.value())).reduce((a, b) -> a + ", " + b).orElse("none");
            if (values.stream().anyMatch(Objects::isNull)) return missing(sweep.name(), score.name());
            if (MEANS.contains(score.name())) {
                double first = values.getFirst().value();
                return check(sweep.name(), score.name(), "must not depend on the number: it is a mean over pictures, each judged by itself", found,
                        values.stream().allMatch(m -> Math.abs(m.value() - first) <= ROUNDING));
            }
            return switch (score.name()) {
                case "fid-judge" -> check(sweep.name(), score.name(), "must fall with the number: few pictures bias it upwards", found,
                        new SelftestTrend(values.reversed(), true).worsens());
                case "kid-judge" -> check(sweep.name(), score.name(), "must not depend on the number beyond its interval: it is unbiased", found,
                        values.stream().allMatch(m -> difference(m, values.getLast()).coversZero()));
                case "coverage" -> check(sweep.name(), score.name(), "must rise with the number: more pictures reach more real ones", found,
                        new SelftestTrend(values.reversed(), false).worsens());
                default -> new Check(sweep.name(), score.name(), "nothing is asked here", found, Selftest.SHOWN);
            };
        }).toList();
    }

    /**
     * Whether intervals are as wide as they say: over disjoint parts of the pictures a score must not spread more.
     *
     * @param parts equally many pictures each
     */
    static List<Check> intervals(Sweep parts, List<Score> scores) {
        return scores.stream().map(score -> {
            List<Measured> each = values(parts, score.name());
            if (each.contains(null) || each.stream().anyMatch(m -> m.low() == null)) {
                return new Check(parts.name(), score.name(), "has an interval in each part", "not in all", Selftest.SHOWN);
            }
            double mean = mean(each).value(), squares = 0, width = 0;
            for (Measured m : each) {
                squares += (m.value() - mean) * (m.value() - mean) / (each.size() - 1);
                width += (m.high() - m.low()) * (m.high() - m.low()) / 4 / each.size();
            }
            width = Math.sqrt(width);
            double spread = SelftestTrend.NORMAL_95 * Math.sqrt(squares);
            return check(parts.name(), score.name(), "interval must be no less than %s of the spread over disjoint parts".formatted(Numbers.exact(1 / SPREAD)),
                    "± %s; the parts spread by ± %s, %s times as much".formatted(Numbers.plain(width), Numbers.plain(spread),
                            Numbers.fixed(spread / width, 1)), spread <= SPREAD * width);
        }).toList();
    }

    /**
     * @param sweep    first pictures of all classes, then as many of each alone
     * @param unharmed all pictures of all classes, for scores that do not depend on their number
     * @param most     share that the judge must give to the class that all pictures are of
     */
    static List<Check> classes(Sweep sweep, Sample unharmed, double most) {
        Map<String, Measured> all = sweep.samples().getFirst().scores();
        List<Sample> alone = sweep.samples().subList(1, sweep.samples().size());
        var checks = new ArrayList<Check>();
        for (String score : List.of("recall", "coverage", "class-entropy", "is-judge")) {
            checks.add(each(sweep, score, "must fall: the other classes are missing", alone,
                    s -> all.get(score) != null && s.scores().get(score) != null && difference(s.scores().get(score), all.get(score)).high() < 0, all));
        }
        for (String score : List.of("fid-judge", "kid-judge")) {
            checks.add(each(sweep, score, "must rise: the other classes are missing", alone,
                    s -> all.get(score) != null && s.scores().get(score) != null && difference(s.scores().get(score), all.get(score)).low() > 0, all));
        }
        for (String score : List.of("precision", "density", "legible-share", "recognisable")) checks.add(meanHolds(sweep, score, alone, unharmed.scores()));
        for (Sample s : alone) {
            Measured share = s.scores().get("class-share/" + (int) s.at());
            checks.add(share == null ? missing(sweep.name(), "class-share/" + (int) s.at()) : check(sweep.name(), "class-share/" + (int) s.at(),
                    "must be above %s: all pictures are of that class".formatted(Numbers.exact(most)), Numbers.plain(share.value()), share.value() > most));
        }
        return checks;
    }

    private static Check each(Sweep sweep, String score, String must, List<Sample> alone, Predicate<Sample> holds, Map<String, Measured> all) {
        if (all.get(score) == null) return missing(sweep.name(), score);
        List<String> not = alone.stream().filter(holds.negate()).map(Sample::name).toList();
        double[] values = alone.stream().map(s -> s.scores().get(score)).filter(Objects::nonNull).mapToDouble(Measured::value).sorted().toArray();
        String found = values.length == 0 ? "not measured" : "%s of all classes, %s to %s of one".formatted(Numbers.plain(all.get(score).value()),
                Numbers.plain(values[0]), Numbers.plain(values[values.length - 1]));
        return check(sweep.name(), score, must, not.isEmpty() ? found : found + "; not so for " + String.join(", ", not), not.isEmpty());
    }

    /** Of real pictures of one class each is as good as ever: over the classes the mean must be that of the mix. */
    private static Check meanHolds(Sweep sweep, String score, List<Sample> alone, Map<String, Measured> all) {
        List<Measured> each = alone.stream().map(s -> s.scores().get(score)).toList();
        if (all.get(score) == null || each.contains(null)) return missing(sweep.name(), score);
        Measured mean = mean(each);
        return check(sweep.name(), score, "must not fall, on average over the classes: each picture is as good as before",
                "%s of all classes, %s of one on average".formatted(Numbers.plain(all.get(score).value()), Numbers.plain(mean.value())),
                difference(mean, all.get(score)).high() >= 0);
    }

    /** The mean of independent estimates; its interval is narrower by the root of their number. */
    static Measured mean(List<Measured> each) {
        double value = 0, below = 0, above = 0;
        int n = each.size();
        for (Measured m : each) {
            value += m.value() / n;
            below = Math.hypot(below, m.low() == null ? Double.NaN : m.value() - m.low());
            above = Math.hypot(above, m.high() == null ? Double.NaN : m.high() - m.value());
        }
        return Double.isNaN(below) || Double.isNaN(above) ? new Measured(value, null, null) : new Measured(value, value - below / n, value + above / n);
    }

    private interface Judged {
        Check of(Measured a, Measured b);
    }

    private static Check of(Map<String, Measured> scores, String a, String b, Judged judged) {
        return scores.get(a) == null || scores.get(b) == null ? missing(Selftest.FLOOR, a) : judged.of(scores.get(a), scores.get(b));
    }

    private static List<Measured> values(Sweep sweep, String score) {
        return sweep.samples().stream().map(s -> s.scores().get(score)).toList();
    }

    private static Check missing(String sweep, String score) {
        return check(sweep, score, "must be measured", "it was not", false);
    }

    private static Check check(String sweep, String score, String must, String found, boolean holds) {
        return new Check(sweep, score, must, found, holds ? Selftest.PASSES : Selftest.FAILS);
    }
}
