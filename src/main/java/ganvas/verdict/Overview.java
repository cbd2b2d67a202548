package ganvas.verdict;

import ganvas.claim.Budget;
import ganvas.claim.Decision;
import ganvas.result.RunFiles;
import ganvas.result.Summary;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.Claim;
import ganvas.study.Study;
import ganvas.words.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Every claim of several papers, one line each. */
public record Overview(List<Paper> papers) {
    /**
     * A paper.
     *
     * @param heading of its paper; empty if the study is missing, or if it reproduces no paper
     * @param hasRun  false if nothing has been trained yet
     * @param source the study's folder or its result file
     */
    public record Paper(String name, Optional<Heading> heading, Length length, boolean hasRun, Path source,
            List<ClaimResult> claims) {}

    /** The heading of a paper. */
    public record Heading(String title, String citation) {}

    /**
     * The length of the runs.
     *
     * @param isPapers whether they are as long as the paper's
     * @param words    the same in words, for a paper
     * @param seeds    training runs of each model
     */
    public record Length(boolean isSmoke, boolean isPapers, Optional<String> words, int seeds) {
        static final Length NONE = new Length(false, false, Optional.empty(), 0);
    }

    /** @param sources folders of studies, or files that {@link ResultFile} wrote */
    public static Overview read(List<Path> sources) {
        return new Overview(sources.stream().map(Overview::paper).toList());
    }

    private static Paper paper(Path source) {
        if (Files.isRegularFile(source)) {
            ResultFile f = ResultFile.read(source);
            boolean hasRun = f.arms().values().stream().anyMatch(a -> a.seconds() > 0);
            var length = new Length(f.isSmoke(), f.paperLength(), f.lengthInWords(), f.seeds().size());
            return new Paper(f.name(), f.heading(), length, hasRun, source, f.claims());
        }
        if (!Files.isRegularFile(Study.file(source))) {
            String name = source.toAbsolutePath().normalize().getFileName().toString().replaceAll("\\.json$", "");
            return new Paper(name, Optional.empty(), Length.NONE, false, source, List.of());
        }
        Study study = Study.read(source);
        Optional<Study.Paper> paper = study.reproduced();
        Optional<Summary> summary = RunFiles.readIf(Study.summary(source), Summary.class);
        boolean hasRun = summary.filter(s -> s.arms().values().stream().anyMatch(a -> a.seconds() > 0)).isPresent();
        List<ClaimResult> claims = summary.map(Summary::claims).filter(c -> !c.isEmpty())
                .orElseGet(() -> study.claims().stream().map(Overview::notRun).toList());
        Optional<Heading> heading = paper.map(p -> new Heading(p.title(), p.citation()));
        var length = new Length(Budget.isSmoke(study), paper.isEmpty() || Budget.isFull(study),
                paper.map(_ -> BudgetWords.words(study)), study.seeds().size());
        return new Paper(study.name(), heading, length, hasRun, source, claims);
    }

    private static ClaimResult notRun(Claim c) {
        return new ClaimResult(c.id(), c.says(), c.where(), c.measure(), Decision.UNDECIDED, "No run yet.", List.of(),
                null);
    }

    /** A phrase such as {@code three seeds}. */
    public static String seeds(int n) {
        return Words.number(n) + (n == 1 ? " seed" : " seeds");
    }
}
