package ganvas.result;

import ganvas.file.Required;

/**
 * The judge's predictions for the first rows of {@code samples.npz}: {@code labels.json}.
 *
 * @param label      class index per row
 * @param confidence softmax probability of that class, in [0, 1]
 */
public record SampleLabels(@Required int[] label, @Required double[] confidence) {
    public SampleLabels {
        if (label != null && confidence != null && label.length != confidence.length) {
            throw new IllegalArgumentException("expected as many labels as confidences, found %d and %d"
                    .formatted(label.length, confidence.length));
        }
    }
}
