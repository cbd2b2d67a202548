package ganvas.claim;

import ganvas.claim.Decision.Compared;
import ganvas.claim.Decision.Counted;
import ganvas.claim.Decision.Open;
import ganvas.claim.Decision.Part;
import ganvas.claim.Measures.Reading;
import ganvas.claim.Measures.Sample;
import ganvas.result.ModelCard;
import ganvas.result.RunFiles;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Decides each kind of check over training seeds. */
record Checks(Study study, Measures measures) {
    Decision decide(ClaimCheck check) {
        return switch (check) {
            case ClaimCheck.Ordering c -> over(c, s -> ordering(c, s));
            case ClaimCheck.Equality c -> over(c, s -> equality(c, s));
            case ClaimCheck.Count c -> count(c);
            case ClaimCheck.Ratio c -> over(c, s -> ratio(c, s));
            case ClaimCheck.Threshold c -> over(c, s -> threshold(c, s));
            case ClaimCheck.Trend c -> new Trends(study, measures).decide(c);
        };
    }

    private Decision over(ClaimCheck check, Function<Sample, Decision> decide) {
        Reading reading = measures.read(new ScoreMeaning(check.metric()), check.ofArms());
        return switch (reading) {
            case Obstacle obstacle -> new Open(check, obstacle);
            case Sample sample -> decide.apply(sample);
        };
    }

    private static Decision ordering(ClaimCheck.Ordering c, Sample s) {
        boolean isFact = new ScoreMeaning(c.metric()).isFact();
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.than().size(); i++) {
            Interval difference = Interval.ofMean(s.differences(0, i + 1))
                    .within(new ScoreMeaning(c.metric()).bounds().ofDifference());
            String verdict = Rules.above(c.is().equals("higher") ? difference : difference.negative(), 0, isFact);
            parts.add(new Part(verdict, difference, List.of(c.first(), c.than().get(i))));
        }
        return new Compared(c, s, parts);
    }

    /** Compares every two arms. */
    private static Decision equality(ClaimCheck.Equality c, Sample s) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.arms().size(); i++) {
            for (int j = i + 1; j < c.arms().size(); j++) {
                parts.add(Rules.same(s.differences(i, j), c.margin(), List.of(c.arms().get(i), c.arms().get(j))));
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

    /** A paired test on logarithms. The interval is that of the logarithms. */
    private static Decision ratio(ClaimCheck.Ratio c, Sample s) {
        if (s.columns().stream().flatMapToDouble(Arrays::stream).anyMatch(v -> v <= 0)) {
            return new Open(c, new Obstacle.NotPositive(new ScoreMeaning(c.metric())));
        }
        double[] of = s.columns().getFirst(), to = s.columns().getLast();
        Interval logs = Interval.ofMean(
                IntStream.range(0, of.length).mapToDouble(i -> Math.log(of[i] / to[i])).toArray());
        String verdict = Rules.within(logs, c.bounds().map(Math::log), true);
        return new Compared(c, s, List.of(new Part(verdict, logs, List.of(c.of(), c.to()))));
    }

    private static Decision threshold(ClaimCheck.Threshold c, Sample s) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < c.arms().size(); i++) {
            Interval mean = Interval.ofMean(s.columns().get(i)).within(new ScoreMeaning(c.metric()).bounds());
            parts.add(new Part(Rules.within(mean, c.bounds(), false), mean, List.of(c.arms().get(i))));
        }
        return new Compared(c, s, parts);
    }
}
