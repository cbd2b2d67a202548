package ganvas.claim;

import ganvas.result.ModelCard;
import ganvas.result.RunFiles;
import ganvas.result.RunOutcome;
import ganvas.result.ScoreLine;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.Score;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.MetricCatalogue;
import ganvas.words.Protocols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Means over the training seeds of one arm, with intervals. */
public record SeedMeans(ArmSummary arm, List<Note> notes) {
    /** {@link ArmSummary#status()} of an arm with a run that has not ended. */
    public static final String UNFINISHED = "unfinished";

    /** A note to the reader about a score. */
    public sealed interface Note {
        /** The score is left out because two of its seeds were measured by different protocols. */
        record Omitted(String label, String arm, Map<String, Object> one, Map<String, Object> other) implements Note {}

        /** The mean is over {@code known} of {@code seeds}. */
        record OfSomeSeeds(String label, String arm, int known, int seeds) implements Note {}
    }

    /** @param runs of the arm, in the order of the study's seeds */
    public static SeedMeans of(Study study, StudyArm arm, List<RunFiles> runs) {
        List<ModelCard.Network> networks = runs.stream().map(RunFiles::model).flatMap(Optional::stream).findFirst()
                .map(ModelCard::networks).orElse(List.of());
        Optional<ModelCard.Network> maker = networks.stream()
                .filter(n -> n.name().toLowerCase(Locale.ROOT).matches("g|.*(generator|decoder).*")).findFirst();
        List<RunFiles> begun = runs.stream().filter(r -> r.images() > 0).toList();
        var notes = new ArrayList<Note>();
        Collapse collapse = Collapse.of(runs);
        Map<String, Score> scores = scores(study, arm, runs, notes);
        var architecture = new ArmSummary.Architecture(arm.family(), arm.model(),
                networks.stream().mapToLong(ModelCard.Network::trainable).sum(),
                maker.map(ModelCard.Network::trainable).orElse(0L),
                maker.map(ModelCard.Network::multiplyAdds).orElse(0L));
        var cost = new ArmSummary.Cost(study.seeds(), runs.stream().mapToLong(RunFiles::images).min().orElse(0),
                mean(begun, RunFiles::seconds), mean(begun, RunFiles::imagesPerSecond),
                runs.stream().flatMap(r -> r.outcome().stream()).mapToLong(RunOutcome::peakMemoryBytes).max()
                        .orElse(0));
        ArmSummary summary = ArmSummary.of(architecture, cost, new ArmSummary.Ending(status(runs), message(runs)),
                scores).withCollapsed(collapse.isMixed() ? collapse.collapsed() : 0);
        return new SeedMeans(arm.ownDataset().map(summary::on).orElse(summary), List.copyOf(notes));
    }

    private static double mean(List<RunFiles> runs, ToDoubleFunction<RunFiles> value) {
        return runs.stream().mapToDouble(value).average().orElse(0);
    }

    private static String status(List<RunFiles> runs) {
        if (runs.stream().anyMatch(RunFiles::hasDiverged)) return RunOutcome.DIVERGED;
        return runs.stream().allMatch(r -> r.outcome().isPresent()) ? RunOutcome.DONE : UNFINISHED;
    }

    /** The reason why a run diverged; empty if none did. */
    private static Optional<String> message(List<RunFiles> runs) {
        return runs.stream().filter(RunFiles::hasDiverged).findFirst().map(r -> {
            String why = r.outcome().map(RunOutcome::message).orElse("no reason was recorded");
            return runs.size() == 1 ? why : "seed %d: %s".formatted(r.seed(), why);
        });
    }

    private static Map<String, Score> scores(Study study, StudyArm arm, List<RunFiles> runs, List<Note> notes) {
        var scores = new LinkedHashMap<String, Score>();
        List<String> names = runs.stream().flatMap(r -> r.scores().stream()).map(ScoreLine::name).distinct().toList();
        for (String name : names) {
            List<Optional<ScoreLine>> lines = runs.stream()
                    .map(run -> run.scores().stream().filter(s -> s.name().equals(name)).findFirst()).toList();
            List<ScoreLine> there = lines.stream().flatMap(Optional::stream).toList();
            ScoreLine model = there.getFirst();
            Optional<ScoreLine> unlike = there.stream().filter(s -> Protocols.differ(model.protocol(), s.protocol()))
                    .findFirst();
            if (unlike.isPresent()) {
                notes.add(new Note.Omitted(model.label(), arm.name(), model.protocol(), unlike.get().protocol()));
                continue;
            }
            if (Findings.hasDirection(model.better()) && there.size() > 1 && there.size() < study.seeds().size()) {
                notes.add(new Note.OfSomeSeeds(model.label(), arm.name(), there.size(), study.seeds().size()));
            }
            scores.put(name, aggregate(lines, counted(runs, lines)));
        }
        return scores;
    }

    /** The lines of all runs; if some collapsed and others did not, those of the others. */
    private static List<ScoreLine> counted(List<RunFiles> runs, List<Optional<ScoreLine>> lines) {
        List<ScoreLine> all = lines.stream().flatMap(Optional::stream).toList();
        if (!Collapse.of(runs).isMixed()) return all;
        List<ScoreLine> survivors = IntStream.range(0, runs.size()).filter(k -> !Collapse.has(runs.get(k)))
                .mapToObj(lines::get).flatMap(Optional::stream).toList();
        return survivors.isEmpty() ? all : survivors;
    }

    private static Score aggregate(List<Optional<ScoreLine>> lines, List<ScoreLine> there) {
        var perSeed = new ArrayList<Double>();                                  // null in the file for a missing value
        for (Optional<ScoreLine> line : lines) perSeed.add(line.map(ScoreLine::value).orElse(null));
        ScoreLine model = there.getFirst();
        if (there.size() == 1)
            return Score.of(model, model.value(), model.low(), model.high(), perSeed, Findings.SAMPLES);
        Interval t = Interval.ofRuns(MetricCatalogue.installed().bounds(model.name()), 0.95,
                there.stream().mapToDouble(ScoreLine::value).toArray());
        return Score.of(model, t.mean(), t.low(), t.high(), perSeed, Findings.SEEDS);
    }
}
