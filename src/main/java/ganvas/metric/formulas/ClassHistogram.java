package ganvas.metric.formulas;

import ganvas.torch.Tensor;
import java.util.List;

/**
 * Shares of the classes that the judge sees, and their evenness: Shannon's entropy of the shares, at most ln(classes).
 */
public final class ClassHistogram {
    private ClassHistogram() {}

    /**
     * Shares and entropy.
     *
     * @param shares  by class, then that of other classes if there are any; they sum to 1
     * @param entropy in nats, of the classes alone
     */
    public record Histogram(List<Estimate> shares, Estimate entropy) {}

    /**
     * Counts the labels.
     *
     * @param labels  class index per image, each below {@code classes}
     * @param others  whether an image may belong to another class; its label is then {@code classes}
     * @param weights float64 [N, R]
     */
    public static Histogram count(long[] labels, int classes, boolean others, Tensor weights) {
        int all = others ? classes + 1 : classes;
        double[] hot = new double[labels.length * all];
        for (int i = 0; i < labels.length; i++) hot[i * all + (int) labels[i]] = 1;
        Tensor drawn = Tensor.cat(List.of(Tensor.onesLike(weights.narrow(1, 0, 1)), weights), 1);
        Tensor shares = drawn.t().matmul(Tensor.of(hot, labels.length, all)).div(labels.length);    // [1 + R, all]
        var each = new java.util.ArrayList<Estimate>();
        for (int c = 0; c < all; c++) each.add(Estimate.ofFirst(shares.select(1, c)).within(0, 1));
        Tensor known = others ? shares.narrow(1, 0, classes) : shares;
        if (others) known = known.div(known.sum(1).reshape(-1, 1));
        Estimate entropy = Estimate.ofFirst(InceptionScore.plogp(known).sum(1).neg());
        return new Histogram(each, entropy.within(0, Math.log(classes)));
    }
}
