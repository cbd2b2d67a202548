package ganvas.verdict;

import ganvas.file.Json;
import ganvas.result.Capability;
import ganvas.result.ModelCard;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.ScoreLine;
import ganvas.result.StatLine;
import ganvas.result.Summary;
import ganvas.result.Summary.CheckResult;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The run folders of a study by hand: arms of 100,000 images, ten epochs of 10,000. */
final class MadeStudy {
    static final long IMAGES = 100_000, EPOCH = 10_000;
    static final Map<String, Object> PROTOCOL = Map.of("judge", "a3f1");

    private final Path out;
    private final List<StudyArm> arms;
    private final int seeds;
    private final String budget;
    private final Map<String, Long> full;

    MadeStudy(Path out, int seeds, String... arms) {
        this(out, "full", Map.of(), seeds, arms);
    }

    MadeStudy(Path out, String budget, Map<String, Long> full, int seeds, String... arms) {
        this.out = out;
        this.budget = budget;
        this.full = full;
        this.seeds = seeds;
        this.arms = Arrays.stream(arms)
                .map(a -> new StudyArm(a, a.startsWith("gan") ? "gan" : "vae", "made/" + a, IMAGES, Map.of())).toList();
        for (StudyArm arm : this.arms) for (long seed = 1; seed <= seeds; seed++) done(arm.name(), seed, 60);
    }

    RunFolder run(String arm, long seed) {
        return RunFolder.of(out, arm, seed);
    }

    MadeStudy done(String arm, long seed, double seconds) {
        Json.write(run(arm, seed).outcome(),
                new RunOutcome(RunOutcome.DONE, IMAGES, seconds, IMAGES / seconds, 1L << 29, null));
        Json.write(run(arm, seed).provenance(),
                new Provenance("0.1.0", "2dda941", "ganvas study run made", "2026-11-22T09:14:03Z", "25.0.1", "Linux",
                        "a processor", 2, "2.10.0", "cpu", "fp32", 2, "mnist", "00", seed, List.of(), null));
        return this;
    }

    MadeStudy diverged(String arm, long seed) {
        Json.write(run(arm, seed).outcome(),
                new RunOutcome(RunOutcome.DIVERGED, 50_000, 30, 1000, 0, "the loss is not a number"));
        run(arm, seed).append(
                new StatLine(50_000, 5, 30, 1000, Map.of(), new StatLine.Event("nan", "the loss is not a number")));
        return this;
    }

    MadeStudy seconds(String arm, double... perSeed) {
        for (int k = 0; k < perSeed.length; k++) done(arm, k + 1, perSeed[k]);
        return this;
    }

    /** Null where a seed has no such score. */
    MadeStudy score(String arm, String name, Double... perSeed) {
        return score(arm, name, PROTOCOL, perSeed);
    }

    MadeStudy score(String arm, String name, Map<String, Object> protocol, Double... perSeed) {
        for (int k = 0; k < perSeed.length; k++) {
            if (perSeed[k] == null) continue;
            var lines = new ArrayList<>(run(arm, k + 1).readScores());
            String label = name.equals("sharpness") ? "Sharpness" : name.startsWith("fid") ? "FID, judge features"
                    : name;
            lines.add(new ScoreLine(name, label, perSeed[k], null, null, "good", "higher",
                    name.equals("sharpness") ? "× real" : "", "", protocol));
            run(arm, k + 1).writeScores(lines);
        }
        return this;
    }

    MadeStudy line(String arm, long seed, long images, String key, double value) {
        return line(arm, seed, images, Map.of(key, value));
    }

    MadeStudy line(String arm, long seed, long images, Map<String, Double> values) {
        run(arm, seed).append(new StatLine(images, images / (double) EPOCH, images / 1000.0, 1000, values, null));
        return this;
    }

    MadeStudy event(String arm, long seed, String kind) {
        run(arm, seed).append(new StatLine(IMAGES, 10, 60, 1000, Map.of(), new StatLine.Event(kind, kind)));
        return this;
    }

    MadeStudy model(String arm, long trainable, long withMoving) {
        for (long seed = 1; seed <= seeds; seed++) {
            Json.write(run(arm, seed).model(), new ModelCard("made/" + arm, "", "", "gan", Capability.ofFamily("gan"),
                    List.of(new ModelCard.Network("generator", trainable, withMoving, 1, List.of())), List.of(),
                    false));
        }
        return this;
    }

    Study study(List<Claim> claims) {
        var dataset = new Summary.DatasetInfo("mnist", EPOCH, 1_000, 1_000, 1, 28, 28, List.of("0", "1"), "00");
        return new Study("made-2020", "ganvas study run made-2020", dataset, arms,
                LongStream.rangeClosed(1, seeds).boxed().toList(), List.of()).withClaims(claims).reproducing(budget,
                        new Study.Paper("A paper", "Somebody 2020", "Which is better?", full, List.of(), List.of()));
    }

    Summary summary(List<Claim> claims) {
        Json.write(Study.file(out), study(claims));
        return Summaries.write(out);
    }

    static Claim claim(String id, ClaimCheck... checks) {
        return new Claim(id, "What " + id + " says.", "section 1", "Its measure.", List.of(checks));
    }

    ClaimResult judge(ClaimCheck... checks) {
        return summary(List.of(claim("first", checks))).claims().getFirst();
    }

    CheckResult check(ClaimCheck check) {
        return judge(check).checks().getFirst();
    }
}
