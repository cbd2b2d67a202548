package ganvas.verdict;

import ganvas.claim.Findings;
import ganvas.claim.Interval;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Summaries by hand. */
public final class Made {
    public static final Map<String, Object> PROTOCOL = Map.of("judge", "a3f1", "samples", 10_000);

    private Made() {}

    /** One run: value and half of its interval over samples. */
    public static Score score(String label, double value, double half, String question, String better) {
        return new Score(value, value - half, value + half, List.of(value), Findings.SAMPLES, label, question, better,
                "", "", PROTOCOL);
    }

    public static Score seeds(String label, String better, Double... values) {
        double[] there = Arrays.stream(values).filter(v -> v != null).mapToDouble(v -> v).toArray();
        Interval t = Interval.ofMean(there);
        return new Score(t.mean(), t.low(), t.high(), Arrays.asList(values), Findings.SEEDS, label, "good", better, "",
                "", PROTOCOL);
    }

    public static ArmSummary arm(String family, int seeds, double seconds, String status, Map<String, Score> scores) {
        return ArmSummary.of(new ArmSummary.Architecture(family, family, 1_493_505, 1_000_000, 2_000_000),
                new ArmSummary.Cost(LongStream.rangeClosed(1, seeds).boxed().toList(), 900_000, seconds,
                        900_000 / seconds, 1L << 29),
                new ArmSummary.Ending(status,
                        Optional.of("the loss is not a number").filter(_ -> status.equals(RunOutcome.DIVERGED))),
                scores);
    }

    public static Map<String, Score> map(Object... pairs) {
        var map = new LinkedHashMap<String, Score>();
        for (int i = 0; i < pairs.length; i += 2) map.put((String) pairs[i], (Score) pairs[i + 1]);
        return map;
    }

    public static Summary summary(Map<String, ArmSummary> arms) {
        var dataset = new Summary.DatasetInfo("mnist", 55_000, 5_000, 10_000, 1, 28, 28, List.of("0", "1"), "00");
        return Summary.of(new Summary.Command("compare", "ganvas compare", Optional.of("0.1.0")), List.of(dataset),
                arms,
                FindingWords.findings(Findings.of(arms)), List.of(), Map.of());
    }

    public static Summary two(ArmSummary gan, ArmSummary vae) {
        var arms = new LinkedHashMap<String, ArmSummary>();
        arms.put("gan", gan);
        arms.put("vae", vae);
        return summary(arms);
    }
}
