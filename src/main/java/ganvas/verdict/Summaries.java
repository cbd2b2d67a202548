package ganvas.verdict;

import ganvas.claim.Claims;
import ganvas.claim.Findings;
import ganvas.claim.SeedMeans;
import ganvas.claim.SeedMeans.Note;
import ganvas.file.Json;
import ganvas.result.Provenance;
import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.Protocols;
import ganvas.words.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a {@link Summary} from run folders. Only {@code study.json} is required: a run may be in progress, interrupted
 * or diverged.
 */
public final class Summaries {
    private Summaries() {}

    /**
     * A study and its summary.
     *
     * @param runs of each arm, in the order of the study's seeds
     */
    public record Made(Study study, Map<String, List<RunFiles>> runs, Summary summary) {}

    /** Makes the summary and writes it to {@code summary.json}. */
    public static Summary write(Path out) {
        return renew(out).summary;
    }

    /** As {@link #write}, with all that was read for it. */
    public static Made renew(Path out) {
        Made made = make(out);
        Json.write(Study.summary(out), made.summary);
        return made;
    }

    /** The summary that the run folders give now. Nothing is written. */
    static Summary read(Path out) {
        return make(out).summary;
    }

    private static Made make(Path out) {
        Study study = Study.read(out);
        var notes = new ArrayList<>(study.notMeasured());
        var runs = new LinkedHashMap<String, List<RunFiles>>();
        var arms = new LinkedHashMap<String, ArmSummary>();
        for (StudyArm arm : study.arms()) {
            runs.put(arm.name(),
                    study.seeds().stream().map(seed -> RunFiles.read(study.run(out, arm, seed), seed)).toList());
            SeedMeans means = SeedMeans.of(study, arm, runs.get(arm.name()));
            arms.put(arm.name(), means.arm());
            means.notes().forEach(note -> notes.add(sentence(note)));
        }
        Optional<String> version = runs.values().stream().flatMap(List::stream).map(RunFiles::provenance)
                .flatMap(Optional::stream).findFirst().map(Provenance::ganvas);
        notes.addAll(NotMeasured.sentences(runs));
        Findings found = Findings.of(study, arms);
        notes.addAll(FindingWords.notCompared(found));
        Summary measured = Summary.of(new Summary.Command(study.name(), study.command(), version), study.datasets(),
                arms, FindingWords.findings(found), List.copyOf(notes), phases(out)).withTitle(study.title());
        Summary judged = measured.withClaims(ClaimWords.results(study, measured, Claims.judge(study, runs, measured)));
        return new Made(study, runs, judged.withVerdict(study.reproduced().isEmpty()
                ? ComparisonVerdict.sentences(measured) : PaperVerdict.sentences(study, judged, runs)));
    }

    private static String sentence(Note note) {
        return switch (note) {
            case Note.Omitted n -> "%s of %s is left out: the protocols of its seeds differ in %s.".formatted(n.label(),
                    Words.the(n.arm()),
                    String.join(", ", Protocols.differences(n.one(), n.other())));
            case Note.OfSomeSeeds n ->
                    "%s of %s is the mean of %s of %s seeds.".formatted(n.label(), Words.the(n.arm()),
                            Words.number(n.known()), Words.number(n.seeds()));
        };
    }

    /** Seconds by phase, from {@code timing.json}; empty if the file is missing. */
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
