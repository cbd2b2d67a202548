package ganvas.report;

import ganvas.claim.Summaries;
import ganvas.claim.Words;
import ganvas.result.Json;
import ganvas.result.ModelCard;
import ganvas.result.Outcome;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.result.StatLine;
import ganvas.result.Summary;
import ganvas.study.Arm;
import ganvas.study.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** What lies in the folder of a comparison, as far as it is there. */
record Comparison(Path out, Study study, Summary summary, List<ArmRuns> arms) {
    static Comparison read(Path out) {
        Summary summary = Summaries.of(out);
        Study study = Study.read(out);
        return new Comparison(out, study, summary, study.arms().stream().map(arm -> new ArmRuns(arm,
                summary.arms().get(arm.name()),
                study.seeds().stream().map(seed -> Run.read(study.run(out, arm, seed), seed)).toList())).toList());
    }

    /** One column of the page. */
    record ArmRuns(Arm arm, Summary.ArmSummary summary, List<Run> runs) {
        String title() {
            return Words.title(arm.name());
        }

        /** The class that carries the family's hue. */
        String hue() {
            return Comparison.hue(arm.family());
        }

        <T> Optional<T> first(Function<Run, T> part) {
            return runs.stream().map(part).filter(Objects::nonNull).findFirst();
        }

        boolean isDone() {
            return summary.status().equals(Outcome.DONE);
        }

        /** Why something of this arm may be missing, in words. */
        String whyMissing() {
            if (summary.status().equals(Outcome.DIVERGED)) return "training diverged";
            return isDone() ? "not measured" : summary.images() == 0 ? "not started yet" : "not finished yet";
        }
    }

    /** One run; a field is null, or a list empty, where its file is missing. */
    record Run(long seed, RunFolder folder, Settings settings, Provenance provenance, ModelCard model,
            List<StatLine> stats, Outcome outcome) {
        static Run read(RunFolder folder, long seed) {
            return new Run(seed, folder, readIf(folder.settings(), Settings.class),
                    readIf(folder.provenance(), Provenance.class), readIf(folder.model(), ModelCard.class),
                    folder.readStats(), readIf(folder.outcome(), Outcome.class));
        }
    }

    static <T> T readIf(Path file, Class<T> type) {
        return Files.isRegularFile(file) ? Json.read(file, type) : null;
    }

    /** A family's hue as a class name; what is neither GAN nor VAE stays in the colour of the text. */
    static String hue(String family) {
        return switch (family) {
            case "gan", "vae" -> family;
            default -> "other";
        };
    }

    String className(int index) {
        List<String> classes = summary.dataset().classes();
        return classes != null && index >= 0 && index < classes.size() ? classes.get(index) : Integer.toString(index);
    }
}
