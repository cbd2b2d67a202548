package ganvas.verdict;

import ganvas.claim.Budget;
import ganvas.claim.Decision;
import ganvas.file.Json;
import ganvas.result.Summary;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Claim;
import ganvas.study.Study;
import ganvas.words.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Every claim of several papers, one line each. */
public record Overview(List<Paper> papers) {
    /**
     * A paper.
     *
     * @param hasRun false if nothing has been trained yet
     * @param source the study's folder or its result file
     */
    public record Paper(String name, Heading heading, Length length, boolean hasRun, Path source,
            List<ClaimResult> claims) {}

    /** The heading. Both are null if the study is missing, or if it reproduces no paper. */
    public record Heading(String title, String citation) {
        static final Heading NONE = new Heading(null, null);
    }

    /**
     * The length of the runs.
     *
     * @param isPapers whether they are as long as the paper's
     * @param words    the same in words, or null
     * @param seeds    training runs of each model
     */
    public record Length(String budget, boolean isPapers, String words, int seeds) {
        static final Length NONE = new Length(null, false, null, 0);
    }

    /** @param sources folders of studies, or files that {@link ResultFile} wrote */
    public static Overview read(List<Path> sources) {
        return new Overview(sources.stream().map(Overview::paper).toList());
    }

    private static Paper paper(Path source) {
        if (Files.isRegularFile(source)) {
            ResultFile f = ResultFile.read(source);
            boolean hasRun = f.arms().values().stream().anyMatch(a -> a.seconds() > 0);
            return new Paper(f.name(), new Heading(f.title(), f.citation()),
                    new Length(f.budget(), f.paperLength(), f.length(), f.seeds().size()), hasRun, source, f.claims());
        }
        if (!Files.isRegularFile(Study.file(source))) {
            String name = source.toAbsolutePath().normalize().getFileName().toString().replaceAll("\\.json$", "");
            return new Paper(name, Heading.NONE, Length.NONE, false, source, List.of());
        }
        Study study = Study.read(source);
        Study.Paper paper = study.paper();
        Summary summary = Files.isRegularFile(Study.summary(source)) ? Json.read(Study.summary(source), Summary.class)
                : null;
        boolean hasRun = summary != null && summary.arms().values().stream().anyMatch(a -> a.seconds() > 0);
        List<ClaimResult> claims = summary != null && summary.claims() != null ? summary.claims()
                : Objects.requireNonNullElse(study.claims(), List.<Claim>of()).stream().map(Overview::notRun).toList();
        Heading heading = paper == null ? Heading.NONE : new Heading(paper.title(), paper.citation());
        var length = new Length(study.budget(), paper == null || Budget.isFull(study),
                paper == null ? null : BudgetWords.words(study), study.seeds().size());
        return new Paper(study.name(), heading, length, hasRun, source, claims);
    }

    private static ClaimResult notRun(Claim c) {
        return new ClaimResult(c.id(), c.says(), c.where(), c.measure(), Decision.UNDECIDED, "No run yet.", List.of());
    }

    /** A phrase such as {@code three seeds}. */
    public static String seeds(int n) {
        return Words.number(n) + (n == 1 ? " seed" : " seeds");
    }
}
