package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.lab.run.Rescoring;
import ganvas.problem.Problem;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Options of a verification that starts from samples and weights. It needs libtorch, the datasets and the judges. */
final class RescoreOptions {
    @Option(names = "--rescore", description = {
            "with --verify: also draws and scores every run again, from its checkpoint and its samples, "
                    + "and compares samples.npz,",
            "scores.jsonl and labels.json; takes as long as the first scoring did"})
    boolean wanted;

    @Option(names = "--data", paramLabel = "DATASET=WHERE",
            description = "with --rescore: the folder or file that a dataset lies in now (cifar10=DIR); "
                    + "may be repeated")
    Map<String, String> places = new LinkedHashMap<>();

    @Option(names = "--judge", paramLabel = "DATASET=FILE",
            description = "with --rescore: the judge of your own that the runs were scored by; may be repeated")
    Map<String, Path> judges = new LinkedHashMap<>();

    void check(boolean verify) {
        if (wanted && !verify) throw Problem.input("--rescore belongs to --verify");
        if (!wanted && !(places.isEmpty() && judges.isEmpty()))
            throw Problem.input("--data and --judge belong to --rescore");
    }

    /** Differences in the runs of the study in {@code out}, one line each. {@code told} hears of each run. */
    List<String> differences(Path out, Consumer<String> told) {
        Study study = Study.read(out);
        if (study.arms().stream().noneMatch(arm -> isScored(study, out, arm))) {
            throw Problem.input("%s: no run there has scores, so there is nothing to score again", out);
        }
        List<String> datasets = study.datasets().stream().map(Summary.DatasetInfo::name).toList();
        var there = new StudyPlaces(places, judges);
        there.check(datasets);
        there.refuseMissing(datasets);
        List<Dataset> data = datasets.stream().map(there::open).toList();
        return new Rescoring(out, study, data, there.judges(study), new Console()).differences(told);
    }

    private static boolean isScored(Study study, Path out, StudyArm arm) {
        return study.seeds().stream().anyMatch(seed -> Files.exists(study.run(out, arm, seed).scores()));
    }
}
