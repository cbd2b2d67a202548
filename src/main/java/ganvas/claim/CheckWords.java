package ganvas.claim;

import ganvas.study.Check;
import java.math.BigDecimal;
import java.util.List;

/** A check in words. */
public final class CheckWords {
    private CheckWords() {}

    /** A clause without a full stop, such as {@code sharpness of the GAN is higher than that of the VAE}. */
    public static String of(Check check) {
        return switch (check) {
            case Check.Ordering c -> "%s of %s is %s than that of %s".formatted(metric(c.metric()), Words.the(c.first()), c.is(),
                    all(c.than()));
            case Check.Equality c -> "%s of %s differs by at most %s".formatted(metric(c.metric()), all(c.arms()), number(c.margin()));
            case Check.Count c -> "the %s of %s has %s %s".formatted(c.network(), Words.the(c.arm()), Numbers.count(c.value()),
                    c.counted().equals("with-moving") ? "parameters, moving statistics counted" : "trainable parameters");
            case Check.Ratio c -> "%s of %s is %s times that of %s".formatted(metric(c.metric()), Words.the(c.of()), limits(c), Words.the(c.to()));
            case Check.Threshold c -> "%s of %s is %s".formatted(metric(c.metric()), c.arms().size() > 1 ? "each of " + all(c.arms()) : all(c.arms()),
                    c.above() != null ? "above " + number(c.above()) : "below " + number(c.below()));
            case Check.Trend c -> "%s of %s %s from epoch %s to epoch %s".formatted(metric(c.metric()), Words.the(c.arm()),
                    c.goes().equals("nowhere") ? "changes by at most " + number(c.margin()) : "goes " + c.goes(), number(c.fromEpoch()),
                    number(c.toEpoch()));
        };
    }

    /** A metric as it is said: {@code training time} for {@code seconds}; scores keep their names. */
    public static String metric(String name) {
        if (name.startsWith("final:")) return name.substring("final:".length()) + " over the last tenth";
        if (name.startsWith("events:")) return "the number of " + name.substring("events:".length()) + " events";
        return switch (name) {
            case "seconds" -> "training time";
            case "images-per-second" -> "images a second";
            case "parameters" -> "the number of trainable parameters";
            case "peak-memory" -> "peak memory";
            default -> name;
        };
    }

    private static String all(List<String> arms) {
        return Words.list(arms.stream().map(Words::the).toList());
    }

    private static String limits(Check.Ratio c) {
        if (c.atMost() == null) return "at least " + number(c.atLeast());
        return (c.atLeast() == null ? "" : "at least " + number(c.atLeast()) + " and ") + "at most " + number(c.atMost());
    }

    /** As it was written: {@code 0.05}, {@code 10}. */
    private static String number(double value) {
        String digits = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros().toPlainString();
        return value < 0 ? "−" + digits : digits;
    }
}
