package ganvas.claim;

import static ganvas.claim.Claims.UNDECIDED;

import ganvas.claim.Checks.Part;
import ganvas.claim.Claims.Judged;
import ganvas.claim.Measures.Column;
import ganvas.claim.Measures.Sample;
import ganvas.result.RunFiles;
import ganvas.result.StatLine;
import ganvas.result.Summary.CheckResult;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** How a key of {@code stats.jsonl} moves between two points of the runs of an arm, paired over seeds. */
record Trends(Checks checks) {
    private static final Scale PLAIN = new Scale(1, "");

    /** Both lines of a run; null where it is too short to have two. */
    private record Ends(StatLine from, StatLine to) {}

    Judged judge(ClaimCheck.Trend c) {
        List<RunFiles> runs = checks.measures().runs().get(c.arm());
        if (runs == null) return open(c, "the study has no arm " + c.arm());
        StudyArm arm = checks.study().arm(c.arm());
        double scaled = scaling(checks.study(), arm), epoch = checks.study().dataset(arm).train();
        double from = c.fromEpoch() * scaled * epoch, to = c.toEpoch() * scaled * epoch;
        List<Ends> ends = runs.stream().map(r -> ends(r, c.metric(), from, to)).toList();
        String line = "line with its %s near %s images and another near %s".formatted(ScoreMeaning.statistic(c.metric()),
                Numbers.count(Math.round(from)), Numbers.count(Math.round(to)));
        String none = "%s has no %s".formatted(Words.the(c.arm()), line);
        Sample s = checks.measures().of(List.of(
                new Column(c.arm(), line, none, false, k -> ends.get(k) == null ? null : ends.get(k).from.values().get(c.metric())),
                new Column(c.arm(), line, none, false, k -> ends.get(k) == null ? null : ends.get(k).to.values().get(c.metric()))));
        if (s.obstacle() != null) return open(c, s.obstacle());
        return judge(c, s, ends.stream().filter(Objects::nonNull).findFirst().orElseThrow(), scaled);
    }

    private static Judged judge(ClaimCheck.Trend c, Sample s, Ends at, double scaled) {
        double[] before = s.columns().getFirst(), after = s.columns().getLast(), changes = Checks.differences(after, before);
        Interval change = Interval.ofMean(changes);
        Part part = switch (c.goes()) {
            case "nowhere" -> Checks.same(changes, c.margin(), PLAIN, s);
            case "up" -> plain(Checks.side(change, 0, false), change, s);
            default -> plain(Checks.side(Checks.negative(change), 0, false), change, s);
        };
        String from = Numbers.count(at.from.images()), to = Numbers.count(at.to.images());
        String said = "%s of %s: %s after %s images, %s after %s (change %s, over %s).".formatted(
                Words.capital(ScoreMeaning.statistic(c.metric())), Words.the(c.arm()), PLAIN.value(Checks.mean(before), part.interval()), from,
                PLAIN.value(Checks.mean(after), part.interval()), to, part.said(), s.overSeeds());
        String epochs = scaled == 1 ? "" : ", for the paper's epochs %s and %s: the run is %s %% of the paper's length".formatted(
                Numbers.exact(c.toEpoch()), Numbers.exact(c.fromEpoch()), Numbers.compact(100 * scaled));
        return new Judged(new CheckResult("trend", c.metric(), CheckWords.of(c), part.verdict(), part.interval().mean(), part.interval().low(),
                part.interval().high(), "%s, value after %s images minus value after %s%s".formatted(part.test(), to, from, epochs)), said);
    }

    private static Part plain(String verdict, Interval change, Sample s) {
        String open = verdict.equals(UNDECIDED) ? ", which covers zero" : "";
        return new Part(verdict, change, PLAIN.estimate(change) + open, "paired t over %s, 95 %% interval%s%s".formatted(s.overSeeds(),
                Checks.exact(change), verdict.equals(UNDECIDED) ? " covers zero" : ""));
    }

    private Judged open(ClaimCheck.Trend c, String obstacle) {
        return checks.open("trend", c.metric(), c, obstacle);
    }

    /** A run shorter than the paper's counts its epochs for as many of the paper's. */
    private static double scaling(Study study, StudyArm arm) {
        if (study.paper() == null) return 1;
        Long full = study.paper().fullImages().get(arm.name());
        return full == null || full <= arm.images() ? 1 : arm.images() / (double) full;
    }

    /** The lines nearest to each point, if each is nearer to its own point than to the other. */
    private static Ends ends(RunFiles run, String key, double from, double to) {
        List<StatLine> lines = ScoreMeaning.with(run, key, _ -> true);
        if (lines.isEmpty()) return null;
        StatLine first = nearest(lines, from), last = nearest(lines, to);
        double half = Math.abs(to - from) / 2;
        return first != last && Math.abs(first.images() - from) < half && Math.abs(last.images() - to) < half ? new Ends(first, last) : null;
    }

    private static StatLine nearest(List<StatLine> lines, double images) {
        return lines.stream().min(Comparator.comparingDouble(l -> Math.abs(l.images() - images))).orElseThrow();
    }
}
