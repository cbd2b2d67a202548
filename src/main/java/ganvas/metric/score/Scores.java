package ganvas.metric.score;

import ganvas.metric.Metrics;
import ganvas.result.SampleLabels;
import ganvas.result.ScoreLine;
import java.util.List;

/**
 * The result of scoring.
 *
 * @param lines       the scores, in the order of {@link Metrics#ALL}
 * @param notMeasured a sentence for each score that these images do not allow, with the reason
 * @param labels      classes that the judge sees in the first 100 images
 */
public record Scores(List<ScoreLine> lines, List<String> notMeasured, SampleLabels labels) {}
