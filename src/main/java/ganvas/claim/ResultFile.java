package ganvas.claim;

import ganvas.result.Json;
import ganvas.result.Provenance;
import ganvas.result.RunFiles;
import ganvas.result.RunFolder;
import ganvas.result.Summary;
import ganvas.result.Summary.ArmSummary;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Arm;
import ganvas.study.Study;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What became of a study, small enough to be kept with the program: {@code results/NAME.json}. No pictures, no curves.
 *
 * @param paperLength whether the runs are as long as the paper's
 * @param length the same in words
 * @param origin where the numbers come from
 */
public record ResultFile(String name, String title, String citation, String budget, boolean paperLength, String length, String command, Origin origin,
        String dataset, List<Long> seeds, Map<String, ArmResult> arms, List<ClaimResult> claims) {

    /** Facts in which runs differ are joined by a semicolon. */
    public record Origin(String ganvas, String commit, String jdk, String cpu, String cores, String libtorch, String device,
            String precision, String date, String datasetSha256) {}

    /** @param seconds of training, mean over seeds */
    public record ArmResult(String family, String model, Map<String, Object> set, long images, String status, double seconds,
            double imagesPerSecond, long parameters, Map<String, Value> scores) {}

    /** @param low, high as in {@link Summary.Score} */
    public record Value(double mean, Double low, Double high, List<Double> perSeed) {}

    /** Judges the study again from its run folders, and leaves the result in {@code file}. */
    public static ResultFile write(Path studyFolder, Path file) {
        ResultFile result = of(studyFolder);
        Json.write(file, result);
        return result;
    }

    public static ResultFile read(Path file) {
        return Json.read(file, ResultFile.class);
    }

    private static ResultFile of(Path out) {
        Summary summary = Summaries.of(out);
        Study study = Study.read(out);
        var arms = new LinkedHashMap<String, ArmResult>();
        summary.arms().forEach((name, a) -> arms.put(name, arm(study.arm(name), a)));
        var paper = study.paper();
        return new ResultFile(study.name(), paper == null ? null : paper.title(), paper == null ? null : paper.citation(), study.budget(),
                paper == null || Budget.isFull(study), paper == null ? null : Budget.words(study), study.command(),
                origin(out, study), study.dataset().name(), study.seeds(), arms, summary.claims());
    }

    private static ArmResult arm(Arm arm, ArmSummary a) {
        var scores = new LinkedHashMap<String, Value>();
        a.scores().forEach((name, s) -> scores.put(name, new Value(s.mean(), s.low(), s.high(), s.perSeed())));
        return new ArmResult(a.family(), a.model(), arm.set(), a.images(), a.status(), a.seconds(), a.imagesPerSecond(), a.parameters(), scores);
    }

    private static Origin origin(Path out, Study study) {
        List<Provenance> runs = study.arms().stream().flatMap(arm -> study.seeds().stream().map(seed -> study.run(out, arm, seed)))
                .map(RunFolder::provenance).map(f -> RunFiles.readIf(f, Provenance.class)).filter(Objects::nonNull).toList();
        return new Origin(told(runs, Provenance::ganvas), told(runs, Provenance::commit), told(runs, Provenance::jdk), told(runs, Provenance::cpu),
                told(runs, Provenance::cores), told(runs, Provenance::libtorch), told(runs, Provenance::device), told(runs, Provenance::precision),
                dates(runs), study.dataset().sha256());
    }

    private static String told(List<Provenance> runs, Function<Provenance, Object> fact) {
        return runs.stream().map(fact).filter(Objects::nonNull).map(Object::toString).distinct().collect(Collectors.joining("; "));
    }

    /** The first day and the last. */
    private static String dates(List<Provenance> runs) {
        List<String> days = runs.stream().map(Provenance::started).filter(Objects::nonNull).map(t -> t.substring(0, Math.min(10, t.length())))
                .distinct().sorted().toList();
        return days.size() < 2 ? String.join("", days) : days.getFirst() + " to " + days.getLast();
    }

    /** Every claim of every file as a Markdown table, a paper's name above its claims. */
    public static String markdown(List<ResultFile> files) {
        var rows = new ArrayList<String>();
        rows.add("| claim | verdict | evidence |");
        rows.add("|---|---|---|");
        for (ResultFile f : files) {
            String how = f.length == null ? "" : " (%s; %s)".formatted(f.length, Overview.seeds(f.seeds.size()));
            rows.add("| **%s**%s | | |".formatted(escaped(f.name), escaped(how)));
            for (ClaimResult c : f.claims) rows.add("| %s | %s | %s |".formatted(escaped(c.says()) + f.part(c), c.verdict(), escaped(c.evidence())));
        }
        return String.join("\n", rows) + "\n";
    }

    /** The id, where several claims are taken from one sentence. */
    private String part(ClaimResult claim) {
        boolean shared = claims.stream().filter(c -> c.says().equals(claim.says())).count() > 1;
        return shared ? " (`" + claim.id() + "`)" : "";
    }

    private static String escaped(String text) {
        return text.replaceAll("\\s+", " ").replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;");
    }
}
