package ganvas.claim;

import ganvas.claim.Decision.Compared;
import ganvas.claim.Decision.Counted;
import ganvas.claim.Decision.Happened;
import ganvas.claim.Decision.Open;
import ganvas.claim.Decision.Part;
import ganvas.claim.Measures.Reading;
import ganvas.claim.Measures.Sample;
import ganvas.claim.Rules.Estimator;
import ganvas.result.ModelCard;
import ganvas.result.RunFiles;
import ganvas.study.CheckBounds;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.words.MetricInfo.Bounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Decides each kind of check over training seeds. */
record Checks(Study study, Measures measures, Rules rules) {
    /** Comparisons that checks make, each of which could fail by chance. */
    static int looks(List<ClaimCheck> checks) {
        return checks.stream().mapToInt(check -> switch (check) {
            case ClaimCheck.Ordering c -> c.than().size();
            case ClaimCheck.Equality c -> c.arms().size() * (c.arms().size() - 1) / 2;
            case ClaimCheck.Threshold c -> c.inSome() ? 0 : c.arms().size();
            case ClaimCheck.Ratio _,ClaimCheck.Trend _ -> 1;
            case ClaimCheck.Count _ -> 0;
        }).sum();
    }

    Decision decide(ClaimCheck check) {
        return switch (check) {
            case ClaimCheck.Ordering c -> over(c, s -> ordering(c, s));
            case ClaimCheck.Equality c -> over(c, s -> equality(c, s));
            case ClaimCheck.Count c -> count(c);
            case ClaimCheck.Ratio c -> over(c, s -> ratio(c, s));
            case ClaimCheck.Threshold c when c.inSome() -> happened(c);
            case ClaimCheck.Threshold c -> over(c, s -> threshold(c, s));
            case ClaimCheck.Trend c -> new Trends(study, measures, rules).decide(c);
        };
    }

    private Decision over(ClaimCheck check, Function<Sample, Decision> decide) {
        Reading reading = check instanceof ClaimCheck.Ordering o && !o.ofOthers().equals(o.metric())
                ? measures.read(new ScoreMeaning(o.metric()), o.first(), new ScoreMeaning(o.ofOthers()), o.than())
                : measures.read(new ScoreMeaning(check.metric()), check.ofArms());
        return switch (reading) {
            case Obstacle obstacle -> new Open(check, obstacle);
            case Sample sample -> tooFewPairs(check, sample).<Decision>map(o -> new Open(check, o))
                    .orElseGet(() -> decide.apply(sample));
        };
    }

    /** Runs of one trajectory are compared within each seed, so both need three of the same seeds. */
    private Optional<Obstacle> tooFewPairs(ClaimCheck check, Sample s) {
        List<String> arms = check.ofArms();
        OptionalInt fewest = check instanceof ClaimCheck.Threshold ? OptionalInt.empty()
                : IntStream.range(1, arms.size())
                        .filter(i -> SeedTest.between(study, arms.get(0), arms.get(i)) == SeedTest.PAIRED)
                        .map(i -> s.pairs(0, i).length).min();
        return fewest.isPresent() && fewest.getAsInt() < Measures.FEWEST_SEEDS
                ? Optional.of(new Obstacle.TooFewShared(fewest.getAsInt())) : Optional.empty();
    }

    private Decision ordering(ClaimCheck.Ordering c, Sample s) {
        boolean isFact = new ScoreMeaning(c.metric()).isFact();
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.than().size(); i++) {
            Estimator e = difference(new ScoreMeaning(c.metric()), s, 0, i + 1, List.of(c.first(), c.than().get(i)));
            parts.add(c.is().equals("higher") ? rules.above(e, 0, isFact) : rules.below(e, 0, isFact));
        }
        return new Compared(c, s, parts);
    }

    /** The first less the second. Of events: the difference of the shares of runs in which they happen. */
    private Estimator difference(ScoreMeaning metric, Sample s, int first, int second, List<String> arms) {
        if (metric.isEvent()) {
            return new Estimator(
                    level -> share(level, s.values(first)).minus(share(level, s.values(second))), arms, SeedTest.SHARE);
        }
        SeedTest test = SeedTest.between(study, arms.get(0), arms.get(1));
        Bounds possible = metric.bounds().ofDifference();
        return new Estimator(level -> test.difference(level, s.columns().get(first), s.columns().get(second))
                .within(possible), arms, test);
    }

    private static Interval share(double level, double[] events) {
        return Interval.ofShare(level, (int) Arrays.stream(events).filter(v -> v > 0).count(), events.length);
    }

    /** Compares every two arms. */
    private Decision equality(ClaimCheck.Equality c, Sample s) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.arms().size(); i++) {
            for (int j = i + 1; j < c.arms().size(); j++) {
                parts.add(rules.equivalent(difference(new ScoreMeaning(c.metric()), s, i, j,
                        List.of(c.arms().get(i), c.arms().get(j))), -c.margin(), c.margin()));
            }
        }
        return new Compared(c, s, parts);
    }

    private Decision count(ClaimCheck.Count c) {
        List<RunFiles> runs = measures.runs().getOrDefault(c.arm(), List.of());
        Optional<ModelCard> card = runs.stream().map(RunFiles::model).flatMap(Optional::stream).findFirst();
        if (card.isEmpty()) return new Open(c, new Obstacle.NoRunYet());
        List<ModelCard.Network> networks = card.get().networks();
        Optional<ModelCard.Network> network = networks.stream().filter(n -> n.name().equals(c.network())).findFirst();
        if (network.isEmpty()) {
            return new Open(c, new Obstacle.NoNetwork(c.arm(), c.network(),
                    networks.stream().map(ModelCard.Network::name).toList()));
        }
        List<String> reduced = study.arm(c.arm()).reduced();
        if (!reduced.isEmpty()) return new Open(c, new Obstacle.Reduced(c.arm(), reduced));
        return new Counted(c, c.counted().equals("with-moving")
                ? network.get().withMoving() : network.get().trainable());
    }

    /** A test on logarithms. The interval is that of the logarithms. */
    private Decision ratio(ClaimCheck.Ratio c, Sample s) {
        if (IntStream.range(0, 2).anyMatch(i -> Arrays.stream(s.values(i)).anyMatch(v -> v <= 0)))
            return new Open(c, new Obstacle.NotPositive(new ScoreMeaning(c.metric())));
        double[] of = logs(s.columns().getFirst()), to = logs(s.columns().getLast());
        SeedTest test = SeedTest.between(study, c.of(), c.to());
        var e = new Estimator(level -> test.difference(level, of, to), List.of(c.of(), c.to()), test);
        CheckBounds logs = c.bounds().map(Math::log);
        boolean both = logs.low().isPresent() && logs.high().isPresent();
        return new Compared(c, s, List.of(both ? rules.equivalent(e, logs.low().get(), logs.high().get())
                : rules.within(e, logs, true)));
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log).toArray();
    }

    private Decision threshold(ClaimCheck.Threshold c, Sample s) {
        var metric = new ScoreMeaning(c.metric());
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.arms().size(); i++) {
            double[] values = s.values(i);
            List<String> arm = List.of(c.arms().get(i));
            parts.add(metric.isEvent() ? mostly(c, values, arm)
                    : rules.within(new Estimator(level -> Interval.ofRuns(metric.bounds(), level, values), arm,
                            SeedTest.MEAN), c.bounds(), false));
        }
        return new Compared(c, s, parts);
    }

    /** Whether events are above, or below, the limit in more than half of the runs. */
    private Part mostly(ClaimCheck.Threshold c, double[] events, List<String> arm) {
        int within = (int) Arrays.stream(events).filter(v -> isWithin(v, c.bounds())).count();
        return rules.above(new Estimator(level -> Interval.ofShare(level, within, events.length), arm,
                SeedTest.SHARE), 0.5, false);
    }

    /** Whether a value is within in at least one run of each arm. */
    private Decision happened(ClaimCheck.Threshold c) {
        Reading reading = measures.ofEach(new ScoreMeaning(c.metric()), c.arms());
        if (reading instanceof Obstacle obstacle) return new Open(c, obstacle);
        var s = (Sample) reading;
        int fewest = IntStream.range(0, c.arms().size()).boxed()
                .min(java.util.Comparator.comparing(i -> within(c, s.values(i)))).orElseThrow();
        return new Happened(c, c.arms().get(fewest), within(c, s.values(fewest)), s.values(fewest).length);
    }

    private static int within(ClaimCheck.Threshold c, double[] values) {
        return (int) Arrays.stream(values).filter(v -> isWithin(v, c.bounds())).count();
    }

    private static boolean isWithin(double value, CheckBounds bounds) {
        return bounds.low().map(low -> value > low).orElse(true)
                && bounds.high().map(high -> value < high).orElse(true);
    }
}
