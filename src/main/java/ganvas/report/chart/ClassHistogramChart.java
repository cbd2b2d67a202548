package ganvas.report.chart;

import static j2html.TagCreator.each;
import static j2html.TagCreator.i;
import static j2html.TagCreator.span;

import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * The distribution of samples over the classes: a column for each class, and a line at the uniform share.
 *
 * @param shares    by class index, in [0, 1]
 * @param highest   the highest share of all charts that are compared
 * @param equal     the share of each class in a uniform distribution
 * @param className by class index
 */
public record ClassHistogramChart(List<Double> shares, double highest, double equal, IntFunction<String> className) {
    public DomContent bars() {
        double most = Math.max(1.5 * equal, highest);
        return span(
                each(IntStream.range(0, shares.size()).mapToObj(k -> span(
                        span(i().withStyle(height(shares.get(k) / most))).withClass("column"), span(className.apply(k))
                                .withClass("read"))
                        .withTitle("%s: %s %%".formatted(className.apply(k), Numbers.fixed(100 * shares.get(k), 1))))),
                i().withClass("equal").withStyle(String.format(Locale.ROOT, "--at:%.4f", equal / most)))
                .withClass("histogram").attr("role", "img").attr("aria-label", words());
    }

    private static String height(double share) {
        return String.format(Locale.ROOT, "height:%.1f%%", 100 * Math.min(1, share));
    }

    private String words() {
        return "shares: " + String.join(", ", IntStream.range(0, shares.size())
                .mapToObj(k -> className.apply(k) + " " + Numbers.fixed(100 * shares.get(k), 1) + " %").toList());
    }
}
