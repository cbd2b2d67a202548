package ganvas.metric;

import ganvas.torch.Tensor;
import java.util.List;

/** Which classes the judge sees, and how evenly: Shannon's entropy of the shares, at most ln(classes). */
final class ClassHistogram {
    private ClassHistogram() {}

    /**
     * @param shares  by class; they sum to 1
     * @param entropy in nats
     */
    record Histogram(List<Estimate> shares, Estimate entropy) {}

    /**
     * @param labels  class index per image, each below {@code classes}
     * @param weights float64 [N, R]
     */
    static Histogram of(long[] labels, int classes, Tensor weights) {
        double[] hot = new double[labels.length * classes];
        for (int i = 0; i < labels.length; i++) hot[i * classes + (int) labels[i]] = 1;
        Tensor drawn = Tensor.cat(List.of(Tensor.onesLike(weights.narrow(1, 0, 1)), weights), 1);
        Tensor shares = drawn.t().matmul(Tensor.of(hot, labels.length, classes)).div(labels.length);    // [1 + R, classes]
        var each = new java.util.ArrayList<Estimate>();
        for (int c = 0; c < classes; c++) each.add(Estimate.ofFirst(shares.select(1, c)).within(0, 1));
        Estimate entropy = Estimate.ofFirst(InceptionScore.plogp(shares).sum(1).neg());
        return new Histogram(each, entropy.within(0, Math.log(classes)));
    }
}
