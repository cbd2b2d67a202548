package ganvas.metric.formulas;

import ganvas.torch.Tensor;

/**
 * A number with its 95 % interval over samples of one trained model: value ± 1.96 standard errors, which come from
 * resampling. The percentiles of the resampled values cannot be used: a resample repeats images, which raises a Fréchet
 * distance and lowers a coverage, so they lie to one side of the value. Limits that are NaN mean that so few rows give
 * no interval.
 */
public record Estimate(double value, double low, double high) {
    /** A value of minus zero becomes zero, which is what people read. */
    public Estimate {
        value += 0.0;
        low += 0.0;
        high += 0.0;
    }

    private static final double NORMAL_95 = 1.959963984540054;

    /** @param resampled the value on each resample */
    public static Estimate of(double value, double[] resampled) {
        double mean = 0, squares = 0;
        for (double r : resampled) mean += r / resampled.length;
        for (double r : resampled) squares += (r - mean) * (r - mean);
        return around(value, Math.sqrt(squares / (resampled.length - 1)));
    }

    public static Estimate around(double value, double standardError) {
        return new Estimate(value, value - NORMAL_95 * standardError, value + NORMAL_95 * standardError);
    }

    /** @param values first the value, then that of each resample: float64 [1 + R] */
    static Estimate ofFirst(Tensor values) {
        double[] all = values.toDoubles();
        return of(all[0], java.util.Arrays.copyOfRange(all, 1, all.length));
    }

    /** The mean of {@code perImage}, float64 [N], with an interval by {@code weights} [N, R]. */
    public static Estimate mean(Tensor perImage, Tensor weights) {
        return of(perImage.mean().item(),
                perImage.reshape(1, -1).matmul(weights).div(perImage.numel()).reshape(-1).toDoubles());
    }

    /** The estimate with its interval clipped to the range of the score. */
    public Estimate within(double lowest, double highest) {
        return new Estimate(Math.clamp(value, lowest, highest), Math.clamp(low, lowest, highest),
                Math.clamp(high, lowest, highest));
    }
}
