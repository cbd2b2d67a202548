package ganvas.claim;

import ganvas.file.Json;
import ganvas.result.ModelCard;
import ganvas.result.Provenance;
import ganvas.result.RunFiles;
import ganvas.result.RunOutcome;
import ganvas.result.ScoreLine;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.ClaimResult;
import ganvas.result.Summary.Score;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Run folders in, {@link Summary} out. Anything but {@code study.json} may be missing: a run may be live, cut or
 * diverged.
 */
public final class Summaries {
    /** {@link ArmSummary#status()} of an arm with a run that has not ended. */
    public static final String UNFINISHED = "unfinished";

    private Summaries() {}

    /** Makes the summary, and leaves it in {@code summary.json}. */
    public static Summary of(Path out) {
        Summary summary = made(out);
        Json.write(Study.summary(out), summary);
        return summary;
    }

    /** The summary that the run folders give now; nothing is written. */
    static Summary made(Path out) {
        Study study = Study.read(out);
        var notes = new ArrayList<>(Objects.requireNonNullElse(study.notMeasured(), List.<String>of()));
        var runs = new LinkedHashMap<String, List<RunFiles>>();
        var arms = new LinkedHashMap<String, ArmSummary>();
        for (StudyArm arm : study.arms()) {
            runs.put(arm.name(), study.seeds().stream().map(seed -> RunFiles.read(study.run(out, arm, seed), seed)).toList());
            arms.put(arm.name(), summarize(study, arm, runs.get(arm.name()), notes));
        }
        String version = runs.values().stream().flatMap(List::stream).map(RunFiles::provenance).filter(Objects::nonNull)
                .findFirst().map(Provenance::ganvas).orElse(null);
        notes.addAll(Missing.sentences(runs));
        Findings found = Findings.of(arms);
        notes.addAll(found.notCompared());
        var bare = new Summary(study.name(), study.command(), version, study.datasets(), arms, found.findings(),
                List.of(), List.of(), List.copyOf(notes), phases(out));
        List<ClaimResult> claims = Claims.of(study, runs, bare);
        var judged = new Summary(bare.kind(), bare.command(), bare.ganvas(), bare.datasets(), bare.arms(),
                bare.findings(), claims, List.of(), bare.notMeasured(), bare.phases());
        List<String> verdict = study.paper() == null ? Verdict.sentences(bare) : PaperVerdict.sentences(study, judged, runs);
        return new Summary(bare.kind(), bare.command(), bare.ganvas(), bare.datasets(), bare.arms(), bare.findings(), claims, verdict,
                bare.notMeasured(), bare.phases());
    }

    private static ArmSummary summarize(Study study, StudyArm arm, List<RunFiles> runs, List<String> notes) {
        List<ModelCard.Network> networks = runs.stream().map(RunFiles::model).filter(Objects::nonNull).findFirst()
                .map(ModelCard::networks).orElse(List.of());
        var maker = networks.stream()
                .filter(n -> n.name().toLowerCase(java.util.Locale.ROOT).matches("g|.*(generator|decoder).*"))
                .findFirst();
        List<RunFiles> begun = runs.stream().filter(r -> r.images() > 0).toList();
        return new ArmSummary(arm.family(), arm.model(), study.seeds(),
                runs.stream().mapToLong(RunFiles::images).min().orElse(0),
                networks.stream().mapToLong(ModelCard.Network::trainable).sum(),
                maker.map(ModelCard.Network::trainable).orElse(0L), maker.map(ModelCard.Network::multiplyAdds)
                        .orElse(0L),
                mean(begun, RunFiles::seconds), mean(begun, RunFiles::imagesPerSecond),
                runs.stream().filter(r -> r.outcome() != null).mapToLong(r -> r.outcome().peakMemoryBytes()).max()
                        .orElse(0),
                status(runs), message(runs), scores(study, arm, runs, notes), arm.dataset());
    }

    private static double mean(List<RunFiles> runs, ToDoubleFunction<RunFiles> value) {
        return runs.stream().mapToDouble(value).average().orElse(0);
    }

    private static String status(List<RunFiles> runs) {
        if (runs.stream().anyMatch(RunFiles::hasDiverged)) return RunOutcome.DIVERGED;
        return runs.stream().allMatch(r -> r.outcome() != null) ? RunOutcome.DONE : UNFINISHED;
    }

    private static String message(List<RunFiles> runs) {
        return runs.stream().filter(RunFiles::hasDiverged).findFirst().map(r -> {
            String why = Objects.requireNonNullElse(r.outcome().message(), "no reason was recorded");
            return runs.size() == 1 ? why : "seed %d: %s".formatted(r.seed(), why);
        }).orElse(null);
    }

    private static Map<String, Score> scores(Study study, StudyArm arm, List<RunFiles> runs, List<String> notes) {
        var scores = new LinkedHashMap<String, Score>();
        var names = runs.stream().flatMap(r -> r.scores().stream()).map(ScoreLine::name).distinct().toList();
        for (String name : names) {
            var lines = new ArrayList<ScoreLine>();                             // null where a seed has no such score
            for (RunFiles run : runs) {
                lines.add(run.scores().stream().filter(s -> s.name().equals(name)).findFirst().orElse(null));
            }
            List<ScoreLine> there = lines.stream().filter(Objects::nonNull).toList();
            ScoreLine model = there.getFirst();
            var unlike = there.stream().map(s -> Findings.unlike(model.protocol(), s.protocol()))
                    .filter(keys -> !keys.isEmpty()).findFirst();
            if (unlike.isPresent()) {
                notes.add("%s of %s is left out: the protocols of its seeds differ in %s.".formatted(model.label(),
                        Words.the(arm.name()), String.join(", ", unlike.get())));
                continue;
            }
            if (Findings.hasDirection(model.better()) && there.size() > 1 && there.size() < study.seeds().size()) {
                notes.add("%s of %s is the mean of %s of %s seeds.".formatted(model.label(), Words.the(arm.name()),
                        Words.number(there.size()), Words.number(study.seeds().size())));
            }
            scores.put(name, aggregate(model, lines, there));
        }
        return scores;
    }

    private static Score aggregate(ScoreLine model, List<ScoreLine> lines, List<ScoreLine> there) {
        var perSeed = new ArrayList<Double>();
        for (ScoreLine line : lines) perSeed.add(line == null ? null : line.value());
        boolean seeds = there.size() > 1;
        Interval t = seeds ? Interval.ofMean(there.stream().mapToDouble(ScoreLine::value).toArray()) : null;
        return new Score(seeds ? t.mean() : model.value(), seeds ? (Double) t.low() : model.low(),
                seeds ? (Double) t.high() : model.high(), perSeed, seeds ? Findings.SEEDS : Findings.SAMPLES,
                        model.label(),
                model.question(), model.better(), model.unit(), model.recipe(), model.protocol());
    }

    private static Map<String, Double> phases(Path out) {
        var phases = new LinkedHashMap<String, Double>();
        if (Files.isRegularFile(Study.timing(out))) {
            Map<?, ?> read = Json.read(Study.timing(out), Map.class);
            read.forEach((phase, seconds) -> {
                if (seconds instanceof Number n) phases.put(phase.toString(), n.doubleValue());
            });
        }
        return phases;
    }
}
