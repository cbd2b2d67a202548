package ganvas.claim;

import ganvas.words.MetricInfo.Bounds;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The scale on which the interval of a mean over training runs is made, so that it cannot leave the possible values.
 * The mean is the arithmetic mean on every scale.
 */
enum RunScale {
    /** Student's t. */
    LINEAR {
        @Override
        Interval around(double mean, double[] values, double t) {
            double half = t * Math.sqrt(variance(values) / values.length);
            return new Interval(mean, mean - half, mean + half);
        }
    },
    /**
     * Of values above 0 that have no upper limit, such as FID: Cox's interval of the mean of a lognormal variable with
     * Student's quantile (Olsson 2005, Confidence intervals for the mean of a log-normal distribution, equation 5). Of
     * values with little spread it is that of {@link #LINEAR}.
     */
    LOG {
        @Override
        Interval around(double mean, double[] values, double t) {
            double[] logs = Arrays.stream(values).map(Math::log).toArray();
            double s2 = variance(logs), middle = average(logs) + s2 / 2;
            double half = t * Math.sqrt(s2 / logs.length + s2 * s2 / (2 * (logs.length - 1)));
            return new Interval(mean, Math.min(mean, Math.exp(middle - half)),
                    Math.max(mean, Math.exp(middle + half)));
        }
    },
    /** Of shares: Student's t on the logit, with the standard error of the mean by the delta method. */
    LOGIT {
        @Override
        Interval around(double mean, double[] values, double t) {
            double half = t * Math.sqrt(variance(values) / values.length) / (mean * (1 - mean));
            double logit = Math.log(mean / (1 - mean));
            return new Interval(mean, share(logit - half), share(logit + half));
        }
    };

    /** @param possible values of the metric */
    static RunScale of(Bounds possible, double... values) {
        boolean endless = possible.high() == Double.POSITIVE_INFINITY;
        if (possible.low() == 0 && possible.high() == 1) return LOGIT;
        return possible.low() >= 0 && endless && Arrays.stream(values).allMatch(v -> v > 0) ? LOG : LINEAR;
    }

    /**
     * The mean of two values or more, with its interval.
     *
     * @param level of confidence, such as 0.95
     */
    Interval mean(double level, double... values) {
        int n = values.length;
        if (n < 2) throw new IllegalArgumentException("an interval of a mean needs two values or more");
        if (DoubleStream.of(values).allMatch(v -> v == values[0]))
            return new Interval(values[0], values[0], values[0]);
        return around(average(values), values, TDistribution.of(n - 1).inverseCumulativeProbability((1 + level) / 2));
    }

    /** @param t Student's quantile */
    abstract Interval around(double mean, double[] values, double t);

    private static double average(double[] values) {
        double mean = 0;
        for (double v : values) mean += v / values.length;
        return mean;
    }

    /** The unbiased estimate. */
    static double variance(double[] values) {
        double mean = average(values), squares = 0;
        for (double v : values) squares += (v - mean) * (v - mean);
        return squares / (values.length - 1);
    }

    private static double share(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
