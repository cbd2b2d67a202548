package ganvas.report;

import static j2html.TagCreator.each;
import static j2html.TagCreator.i;
import static j2html.TagCreator.span;

import ganvas.words.Numbers;
import ganvas.report.Comparison.ArmRuns;
import ganvas.result.Summary.Score;
import j2html.tags.DomContent;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How an arm's samples spread over the classes. */
record ClassHistogramChart(Comparison c, ArmRuns arm) {
    DomContent bars() {
        List<Double> shares = shares(arm);
        if (shares.isEmpty()) return span("— " + arm.whyMissing()).withClass("small");
        double highest = c.arms().stream().flatMap(a -> shares(a).stream()).max(Comparator.naturalOrder()).orElse(1.0);
        double most = Math.max(1.5 * equal(), highest);
        return span(
                each(IntStream.range(0, shares.size()).mapToObj(k -> span(
                        span(i().withStyle(height(shares.get(k) / most))).withClass("column"), span(c.className(k))
                                .withClass("read"))
                        .withTitle("%s: %s %%".formatted(c.className(k), Numbers.fixed(100 * shares.get(k), 1))))),
                i().withClass("equal").withStyle(String.format(Locale.ROOT, "--at:%.4f", equal() / most)))
                .withClass("histogram").attr("role", "img").attr("aria-label", words(shares));
    }

    /** Of each class, were all alike; another than the dataset's has none. */
    private double equal() {
        var names = arm.summary().scores().keySet();
        return 1.0 / names.stream().filter(k -> k.startsWith(ScoreTable.CLASS_SHARE) && !k.endsWith("/other")).count();
    }

    private static String height(double share) {
        return String.format(Locale.ROOT, "height:%.1f%%", 100 * Math.min(1, share));
    }

    private String words(List<Double> shares) {
        return "shares: " + String.join(", ", IntStream.range(0, shares.size())
                .mapToObj(k -> c.className(k) + " " + Numbers.fixed(100 * shares.get(k), 1) + " %").toList());
    }

    /** By class index, and last that of all other classes where the dataset was narrowed; empty unless every class is there. */
    private static List<Double> shares(ArmRuns arm) {
        var scores = arm.summary().scores();
        long n = scores.keySet().stream().filter(k -> k.startsWith(ScoreTable.CLASS_SHARE)).count();
        boolean others = scores.containsKey(ScoreTable.CLASS_SHARE + "other");
        var found = IntStream.range(0, (int) n).mapToObj(k -> scores.get(ScoreTable.CLASS_SHARE + (others && k == n - 1 ? "other" : k))).toList();
        return found.contains(null) ? List.of() : found.stream().map(Score::mean).toList();
    }
}
