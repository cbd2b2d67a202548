package ganvas.metric.score;

import ganvas.metric.Metrics;
import ganvas.result.SampleLabels;
import ganvas.result.ScoreLine;
import java.util.List;

/**
 * What scoring found.
 *
 * @param lines       the scores, in the order of {@link Metrics#ALL}
 * @param notMeasured a sentence for each score that these images do not allow, with the reason
 * @param labels      what the judge sees in the first 100 images
 */
public record Scores(List<ScoreLine> lines, List<String> notMeasured, SampleLabels labels) {}
