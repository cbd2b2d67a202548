package ganvas.study;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import ganvas.file.FolderCheck;
import ganvas.file.Json;
import ganvas.file.Required;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Summary;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A comparison as data: {@code OUT/study.json}, written before anything is trained.
 *
 * @param name    {@code compare}, or the study file's name
 * @param command that makes it again
 * @param budget  {@code full}, {@code short} or {@code smoke}; the file of a study without a paper lacks it, and
 *          {@link #paperBudget} is empty
 * @param paper   the file of a study without a paper lacks it, and {@link #reproduced} is empty
 * @param datasets of its arms, one or several; in the file {@code dataset}, without a list if there is one
 * @param seeds   training seeds, the same for every arm
 * @param figures of the paper, in its order
 * @param claims  of the paper, in its order
 * @param notMeasured things that a reader may miss, with the reasons
 * @param title   of a study of one's own, as in its file; empty for none
 */
public record Study(@Required String name, @Required String command, String budget, Paper paper,
        @Required @JsonProperty("dataset") @JsonFormat(with = {
                Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED}) List<Summary.DatasetInfo> datasets,
        @Required List<StudyArm> arms, @Required List<Long> seeds, List<Figure> figures, List<Claim> claims,
        List<String> notMeasured, @JsonInclude(JsonInclude.Include.NON_EMPTY) String title){
    /**
     * The paper that is reproduced.
     *
     * @param title    of the paper
     * @param citation authors, year, place of publication
     * @param question of the paper, a sentence
     * @param fullImages length of the paper's own runs by arm, in images shown; its epochs are counted on this study's
     *          datasets
     * @param chosen   details that the paper leaves open, and the choice made here; a sentence each
     * @param departs  differences of this study from the paper, with the reasons; a sentence each
     */
    public record Paper(@Required String title, @Required String citation, String question,
            @Required Map<String, Long> fullImages, @Required List<String> chosen,
            @Required List<String> departs) {}

    private static final long MOST_RUNS = 5000;

    /** A file may leave out empty lists. */
    public Study {
        figures = figures == null ? List.of() : figures;
        claims = claims == null ? List.of() : claims;
        notMeasured = notMeasured == null ? List.of() : notMeasured;
        title = title == null ? "" : title;
    }

    /** A study without a paper, claims or figures. */
    public Study(String name, String command, List<Summary.DatasetInfo> datasets, List<StudyArm> arms,
            List<Long> seeds, List<String> notMeasured) {
        this(name, command, null, null, datasets, arms, seeds, List.of(), List.of(), notMeasured, "");
    }

    /** The same on one dataset. */
    public Study(String name, String command, Summary.DatasetInfo dataset, List<StudyArm> arms, List<Long> seeds,
            List<String> notMeasured) {
        this(name, command, List.of(dataset), arms, seeds, notMeasured);
    }

    public Study withArms(List<StudyArm> others) {
        return new Study(name, command, budget, paper, datasets, others, seeds, figures, claims, notMeasured, title);
    }

    public Study withFigures(List<Figure> drawn) {
        return new Study(name, command, budget, paper, datasets, arms, seeds, drawn, claims, notMeasured, title);
    }

    public Study withClaims(List<Claim> judged) {
        return new Study(name, command, budget, paper, datasets, arms, seeds, figures, judged, notMeasured, title);
    }

    public Study withTitle(String own) {
        return new Study(name, command, budget, paper, datasets, arms, seeds, figures, claims, notMeasured, own);
    }

    /** The same study as the reproduction of a paper on a budget. */
    public Study reproducing(String onBudget, Paper of) {
        return new Study(name, command, onBudget, of, datasets, arms, seeds, figures, claims, notMeasured, "");
    }

    public static Path file(Path out) { return out.resolve("study.json"); }
    public static Path summary(Path out) { return out.resolve("summary.json"); }
    public static Path report(Path out) { return out.resolve("report.html"); }
    /** The file with the seconds of each phase of the command, in their order. */
    public static Path timing(Path out) {
        return out.resolve("timing.json");
    }
    /**
     * The folder of real test images that are shown next to the samples: {@code real.npz} and {@code labels.json}. If
     * there are several datasets, each has a folder in it.
     */
    public static Path reference(Path out) { return out.resolve("reference"); }

    public Path reference(Path out, Summary.DatasetInfo d) {
        return datasets.size() == 1 ? reference(out)
                : reference(out).resolve(d.name().replaceAll("[^\\w.,=-]|^\\.+", "-"));
    }

    public static Study read(Path out) {
        if (!Files.isRegularFile(file(out))) {
            throw Problem.input("%s is not the folder of a comparison: it has no study.json", out);
        }
        FolderCheck.check(out, List.of("runs", "reference"));
        Study study = Json.read(file(out), Study.class);
        study.refuseTooMany(file(out));
        for (StudyArm arm : study.arms) {
            if (namesFolder(arm.name())) continue;
            throw Problem.input("%s: expected arms whose names can name a folder; found '%s'", file(out), arm.name());
        }
        if (study.arms.isEmpty() || study.seeds.isEmpty() || study.datasets.isEmpty()) {
            throw Problem.input("%s: expected at least one arm, one seed and one dataset", file(out));
        }
        if (study.arms.stream().map(StudyArm::name).distinct().count() < study.arms.size())
            throw Problem.input("%s: an arm is in it twice", file(out));
        return study;
    }

    /** Pages and findings grow with the pairs of arms, and each run is read. */
    private void refuseTooMany(Path file) {
        atMost(file, "arms", arms, 100);
        atMost(file, "datasets", datasets, 20);
        atMost(file, "seeds", seeds, 1000);
        atMost(file, "claims", claims, 500);
        atMost(file, "figures", figures, 100);
        long runs = (long) arms.size() * seeds.size();
        if (runs > MOST_RUNS) throw Problem.input("%s: expected at most %,d runs; found %,d", file, MOST_RUNS, runs);
    }

    private static void atMost(Path file, String what, List<?> there, int most) {
        if (there != null && there.size() > most)
            throw Problem.input("%s: expected at most %,d %s; found %,d", file, most, what, there.size());
    }

    /** Whether the name is that of a folder inside the study's. */
    private static boolean namesFolder(String name) {
        try {
            return name.matches("[^/\\\\\\p{Cntrl}]{1,200}") && !name.matches("\\.\\.?")
                    && Path.of(name).getNameCount() == 1;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The paper that is reproduced; empty if the study reproduces none. */
    public Optional<Paper> reproduced() {
        return Optional.ofNullable(paper);
    }

    /** {@code full}, {@code short} or {@code smoke}; empty for a study without a paper. */
    public Optional<String> paperBudget() {
        return Optional.ofNullable(budget);
    }

    /** The length of the paper's own run of an arm, in images shown; empty if it has none. */
    public Optional<Long> paperImages(String arm) {
        return reproduced().map(p -> p.fullImages.get(arm));
    }

    public StudyArm arm(String name) {
        return arms.stream().filter(a -> a.name().equals(name)).findFirst().orElseThrow();
    }

    /** The dataset of a study, or of a part of it, that has only one. */
    public Summary.DatasetInfo dataset() {
        return datasets.getFirst();
    }

    /** The dataset of an arm. */
    public Summary.DatasetInfo dataset(StudyArm arm) {
        return arm.ownDataset().flatMap(own -> datasets.stream().filter(d -> d.name().equals(own)).findFirst())
                .orElse(dataset());
    }

    /** The part of the study on dataset {@code d}: its arms and their figures. All claims stay. */
    public Study on(Summary.DatasetInfo d) {
        List<StudyArm> there = arms.stream().filter(a -> dataset(a).equals(d)).toList();
        List<Figure> drawn = figures.stream()
                .filter(f -> datasets.size() == 1 || there.stream().anyMatch(a -> f.arms().contains(a.name())))
                .toList();
        return new Study(name, command, budget, paper, List.of(d), there, seeds, drawn, claims, notMeasured, title);
    }

    public RunFolder run(Path out, StudyArm arm, long seed) {
        return RunFolder.of(out, arm.name(), seed);
    }
}
