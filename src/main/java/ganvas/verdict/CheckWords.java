package ganvas.verdict;

import ganvas.claim.ScoreMeaning;
import ganvas.study.CheckBounds;
import ganvas.study.ClaimCheck;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A check as a phrase, for lists of claims. */
public final class CheckWords {
    private CheckWords() {}

    /** The word for the kind of a check in study files. */
    static String kind(ClaimCheck check) {
        return switch (check) {
            case ClaimCheck.Ordering _ -> "ordering";
            case ClaimCheck.Equality _ -> "equality";
            case ClaimCheck.Count _ -> "count";
            case ClaimCheck.Ratio _ -> "ratio";
            case ClaimCheck.Threshold _ -> "threshold";
            case ClaimCheck.Trend _ -> "trend";
        };
    }

    public static String say(ClaimCheck check) {
        return switch (check) {
            case ClaimCheck.Ordering c when isEvent(c) -> "%s happens in %s runs of %s than of %s".formatted(
                    new ScoreMeaning(c.metric()).event(), c.is().equals("higher") ? "more" : "fewer",
                    Words.the(c.first()), arms(c.than()));
            case ClaimCheck.Threshold c when isEvent(c) -> "%s happens %s %s".formatted(
                    new ScoreMeaning(c.metric()).event(), howOften(c), arms(c.arms()));
            case ClaimCheck.Ordering c -> "%s of %s is %s than %s of %s".formatted(metric(c.metric()),
                    Words.the(c.first()), c.is(), c.ofOthers().equals(c.metric()) ? "that" : metric(c.ofOthers()),
                    arms(c.than()));
            case ClaimCheck.Equality c -> "%s of %s %s by no more than %s".formatted(metric(c.metric()), arms(c.arms()),
                    c.arms().size() > 1 ? "differ" : "differs", Numbers.exact(c.margin()));
            case ClaimCheck.Count c -> "the %s of %s has %s %s".formatted(c.network(), Words.the(c.arm()),
                    Numbers.count(c.value()), counted(c));
            case ClaimCheck.Ratio c ->
                    "%s of %s is %s times that of %s".formatted(metric(c.metric()), Words.the(c.of()),
                            limits("at least", "at most", c.bounds()), Words.the(c.to()));
            case ClaimCheck.Threshold c -> "%s of %s is %s%s".formatted(metric(c.metric()), arms(c.arms()),
                    limits("above", "below", c.bounds()), c.inSome() ? " in at least one run" : "");
            case ClaimCheck.Trend c -> "%s of %s %s from epoch %s to epoch %s".formatted(
                    ScoreMeaning.statistic(c.metric()), Words.the(c.arm()),
                    c.tolerance().map(margin -> "changes by no more than " + Numbers.exact(margin))
                            .orElse("goes " + c.goes()),
                    Numbers.exact(c.fromEpoch()), Numbers.exact(c.toEpoch()));
        };
    }

    private static boolean isEvent(ClaimCheck check) {
        return new ScoreMeaning(check.metric()).isEvent();
    }

    /** A phrase such as {@code in most runs of}, {@code more than 2 times in at least one run of}. */
    static String howOften(ClaimCheck.Threshold c) {
        double limit = c.bounds().low().or(() -> c.bounds().high()).orElse(0.0);
        boolean above = c.bounds().low().isPresent(), once = limit >= 0 && limit < 1;
        if (c.inSome()) return (once && above ? "" : limits("more than", "fewer than", c.bounds()) + " times ")
                + "in at least one run of";
        if (once) return above ? "in most runs of" : "in fewer than half of the runs of";
        return limits("more than", "fewer than", c.bounds()) + " times in most runs of";
    }

    private static String metric(String name) {
        return new ScoreMeaning(name).words();
    }

    private static String arms(List<String> names) {
        return Words.list(names.stream().map(Words::the).toList());
    }

    /** A phrase such as {@code 2,293,505 parameters, moving statistics included}. */
    static String counted(ClaimCheck.Count c) {
        return c.counted().equals("with-moving") ? "parameters, moving statistics included" : "trainable parameters";
    }

    /** A phrase such as {@code at least 2 and at most 4}. */
    static String limits(String lower, String upper, CheckBounds bounds) {
        return Stream.of(bounds.low().map(low -> lower + " " + Numbers.exact(low)),
                bounds.high().map(high -> upper + " " + Numbers.exact(high)))
                .flatMap(Optional::stream).collect(Collectors.joining(" and "));
    }
}
