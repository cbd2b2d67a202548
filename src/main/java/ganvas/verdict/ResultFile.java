package ganvas.verdict;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import ganvas.claim.Budget;
import ganvas.file.Json;
import ganvas.file.Required;
import ganvas.result.Provenance;
import ganvas.result.RunFiles;
import ganvas.result.RunFolder;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The result of a study, small enough to be kept with the program: {@code results/NAME.json}. It has no images and no
 * curves.
 *
 * @param title, citation, budget, length of a study without a paper: the file lacks them
 * @param paperLength whether the runs are as long as the paper's
 * @param length the same in words
 * @param command that made it, without the locations of its data on that machine
 * @param origin  of the numbers
 * @param datasets one or several; in the file {@code dataset}, without a list if there is one
 */
public record ResultFile(@Required String name, String title, String citation, String budget, boolean paperLength,
        String length, String command, @Required Origin origin,
        @Required @JsonProperty("dataset") @JsonFormat(with = {
                Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED}) List<String> datasets,
        @Required List<Long> seeds, @Required Map<String, ArmResult> arms, @Required List<ClaimResult> claims){

    /** The origin of the numbers. Values that differ between runs are joined by a semicolon. */
    public record Origin(String ganvas, String commit, String jdk, String cpu, String cores, String libtorch,
            String device,
            String precision, String date, String datasetSha256) {}

    /**
     * The result of one arm.
     *
     * @param seconds of training, mean over seeds
     * @param dataset the file lacks it if all arms have the same
     * @param reduced settings that were smaller than in the paper, except for the length; the file lacks an empty list
     */
    public record ArmResult(@Required String family, @Required String model, Map<String, Object> set, long images,
            @Required String status, double seconds,
            double imagesPerSecond, long parameters, @Required Map<String, Value> scores, String dataset,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> reduced) {
        public ArmResult {
            reduced = reduced == null ? List.of() : reduced;
        }
    }

    /** @param low, high as in {@link Summary.Score} */
    public record Value(double mean, Double low, Double high, @Required List<Double> perSeed) {}

    /** Judges the study again from its run folders, and writes the result to {@code file}. */
    public static ResultFile write(Path studyFolder, Path file) {
        ResultFile result = judge(studyFolder);
        Json.write(file, result);
        return result;
    }

    public static ResultFile read(Path file) {
        return Json.read(file, ResultFile.class);
    }

    private static ResultFile judge(Path out) {
        Summaries.Made made = Summaries.renew(out);
        Study study = made.study();
        Summary summary = made.summary();
        var arms = new LinkedHashMap<String, ArmResult>();
        summary.arms().forEach((name, a) -> arms.put(name, arm(study.arm(name), a)));
        Optional<Study.Paper> paper = study.reproduced();
        return new ResultFile(study.name(), paper.map(Study.Paper::title).orElse(null),
                paper.map(Study.Paper::citation).orElse(null), study.paperBudget().orElse(null),
                paper.isEmpty() || Budget.isFull(study), paper.map(_ -> BudgetWords.words(study)).orElse(null),
                portable(study.command()), origin(out, study), study.datasets().stream().map(ResultFile::name).toList(),
                study.seeds(), arms, summary.claims());
    }

    /** The heading of the paper; empty for a study without. */
    public Optional<Overview.Heading> heading() {
        return Optional.ofNullable(title).map(t -> new Overview.Heading(t, Objects.requireNonNullElse(citation, "")));
    }

    /** The length of the runs in words; empty for a study without a paper. */
    public Optional<String> lengthInWords() {
        return Optional.ofNullable(length);
    }

    boolean isSmoke() {
        return Optional.ofNullable(budget).filter(Budget::isSmoke).isPresent();
    }

    private static ArmResult arm(StudyArm arm, ArmSummary a) {
        var scores = new LinkedHashMap<String, Value>();
        a.scores().forEach((name, s) -> scores.put(name, new Value(s.mean(), s.low(), s.high(), s.perSeed())));
        return new ArmResult(a.family(), a.model(), arm.set(), a.images(), a.status(), a.seconds(), a.imagesPerSecond(),
                a.parameters(), scores, arm.ownDataset().map(d -> d.split(":", 2)[0]).orElse(null), arm.reduced());
    }

    /** The dataset's name without its location on a machine, which follows a colon. */
    private static String name(Summary.DatasetInfo d) {
        return d.name().split(":", 2)[0];
    }

    /** {@code --data cifar10=/home/me/cifar} → {@code --data cifar10=DIR}. */
    private static String portable(String command) {
        return command.replaceAll("'(--data=)?(\\w+)=[^']*'", "$1$2=DIR")
                .replaceAll("(--data[ =]\\w+)=[^ ']+", "$1=DIR");
    }

    private static Origin origin(Path out, Study study) {
        List<Provenance> runs = study.arms().stream()
                .flatMap(arm -> study.seeds().stream().map(seed -> study.run(out, arm, seed)))
                .map(RunFolder::provenance).flatMap(f -> RunFiles.readIf(f, Provenance.class).stream())
                .toList();
        return new Origin(told(runs, Provenance::ganvas), told(runs, Provenance::commit), told(runs, Provenance::jdk),
                told(runs, Provenance::cpu), told(runs, Provenance::cores), told(runs, Provenance::libtorch),
                told(runs, Provenance::device), told(runs, Provenance::precision), dates(runs),
                study.datasets().size() == 1 ? study.dataset().sha256()
                        : study.datasets().stream().map(d -> name(d) + ": " + d.sha256())
                                .collect(Collectors.joining("; ")));
    }

    private static String told(List<Provenance> runs, Function<Provenance, Object> fact) {
        return runs.stream().map(fact).filter(Objects::nonNull).map(Object::toString).distinct()
                .collect(Collectors.joining("; "));
    }

    /** The first day and the last day of the runs. */
    private static String dates(List<Provenance> runs) {
        List<String> days = runs.stream().map(Provenance::started).filter(Objects::nonNull)
                .map(t -> t.substring(0, Math.min(10, t.length())))
                .distinct().sorted().toList();
        return days.size() < 2 ? String.join("", days) : days.getFirst() + " to " + days.getLast();
    }

    /** Every claim of every file as a Markdown table, with a paper's name above its claims. */
    public static String markdown(List<ResultFile> files) {
        var rows = new ArrayList<String>();
        rows.add("| claim | verdict | evidence |");
        rows.add("|---|---|---|");
        for (ResultFile f : files) {
            String how = f.lengthInWords().map(l -> " (%s; %s)".formatted(l, Overview.seeds(f.seeds.size())))
                    .orElse("");
            rows.add("| **%s**%s | | |".formatted(escaped(f.name), escaped(how)));
            for (ClaimResult c : f.claims) rows.add(
                    "| %s | %s | %s |".formatted(escaped(c.says()) + f.part(c), c.verdict()
                            + c.suggestion().map(s -> " (suggests that it %s)".formatted(s)).orElse(""),
                            escaped(c.evidence())));
        }
        return String.join("\n", rows) + "\n";
    }

    /** The id of a claim, if several claims are taken from one sentence. */
    private String part(ClaimResult claim) {
        boolean shared = claims.stream().filter(c -> c.says().equals(claim.says())).count() > 1;
        return shared ? " (`" + claim.id() + "`)" : "";
    }

    private static String escaped(String text) {
        return text.replaceAll("\\s+", " ").replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("<",
                "&lt;");
    }
}
