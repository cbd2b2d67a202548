package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.file.ArrayGallery;
import ganvas.file.ArrayGallery.Form;
import ganvas.lab.LabProgress;
import ganvas.lab.sample.Sampling;
import ganvas.metric.Metrics;
import ganvas.metric.score.SampleOrigin;
import ganvas.metric.score.Scores;
import ganvas.result.RunFolder;
import ganvas.result.ScoreLine;
import ganvas.study.Study;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds scores in the Inception network to finished runs. Each run gets them once, on the first command that has the
 * weights.
 */
public final class InceptionScores {
    private final Study study;
    private final Instruments with;

    public InceptionScores(Study study, Instruments with) {
        this.study = study;
        this.with = with;
    }

    /** Arms for which a check needs a score in the Inception network, with this number of samples. */
    public static List<String> asked(Study study, int samples) {
        List<String> names = Metrics.OF_INCEPTION.stream().map(m -> m.info().nameAt(samples)).toList();
        return study.claims().stream().flatMap(c -> c.checks().stream()).filter(c -> names.contains(c.metric()))
                .flatMap(c -> c.ofArms().stream())
                .distinct().toList();
    }

    /** Whether a run of {@code arm} still lacks these scores. */
    public boolean lacks(String arm, RunFolder folder) {
        if (with.inception().isEmpty() || !Files.exists(folder.scores())) return false;
        return (with.everyArm() || asked(study, with.samples()).contains(arm))
                && folder.readScores().stream().noneMatch(InceptionScores::isOne);
    }

    private static boolean isOne(ScoreLine line) {
        return isOne(line.name());
    }

    /**
     * Whether a score is one of the Inception network.
     *
     * @param score its name
     */
    public static boolean isOne(String score) {
        return Metrics.OF_INCEPTION.stream().anyMatch(m -> m.info().owns(score));
    }

    /** Reads the same samples as the other scores and adds the scores to the run. */
    public void add(RunFolder folder, Dataset data, LabProgress progress) {
        Scores scores = with.inception().orElseThrow().score(data, ArrayGallery.open(folder.samples(), Form.OURS),
                SampleOrigin.drawn(Sampling.EVALUATION_SEED), progress);
        var missing = new ArrayList<>(folder.readNotMeasured());
        scores.notMeasured().stream().filter(m -> !missing.contains(m)).forEach(missing::add);
        folder.writeNotMeasured(missing);
        var lines = new ArrayList<>(folder.readScores());
        lines.addAll(scores.lines());
        folder.writeScores(lines);
    }
}
