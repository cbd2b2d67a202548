package ganvas.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import ganvas.result.Confusion;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Classes that the judge reads in reconstructions, by true class: shares of a row in shades of grey, the commonest
 * mistakes in words.
 */
record ConfusionTable(Comparison c, Confusion confusion) {
    private static final int MOST_NAMED = 4;

    private record Mistake(int from, int to, int count, double share) {}

    DomContent figure() {
        int[][] counts = confusion.counts();
        int classes = Arrays.stream(counts).mapToInt(row -> row.length).max().orElse(0);
        return div(p(Prose.sentence(mistakes(counts))),
                table(caption(
                        "Rows: true class. Columns: what the judge reads in the reconstruction. Percent of the row.")
                        .withClass("small"),
                        thead(tr(th(),
                                each(IntStream.range(0, classes)
                                        .mapToObj(k -> th(c.className(k)).attr("scope", "col"))))),
                        tbody(each(IntStream.range(0, counts.length).mapToObj(k -> row(k, counts[k])))))
                        .withClass("confusion"));
    }

    private DomContent row(int k, int[] counts) {
        long all = Arrays.stream(counts).asLongStream().sum();
        return tr(th(c.className(k)).attr("scope", "row"), each(IntStream.range(0, counts.length).mapToObj(j -> {
            double share = all == 0 ? 0 : counts[j] / (double) all;
            String title = "%s of %s images of %s are read as %s".formatted(Numbers.count(counts[j]),
                    Numbers.count(all), c.className(k), c.className(j));
            return td(share < 0.005 ? "" : Numbers.fixed(100 * share, 0)).withTitle(title)
                    .withClass(k == j && share > 0.5 ? "dark" : "")
                    .withStyle(String.format(Locale.ROOT, "--share:%.1f%%", shade(share, k == j)));
        })));
    }

    /**
     * The shade of a share. Mistakes are rare, so their shades are stronger, but they stay lighter than correct
     * classes.
     */
    private static double shade(double share, boolean right) {
        return right ? 85 * share : Math.min(40, 250 * share);
    }

    private String mistakes(int[][] counts) {
        var mistakes = new ArrayList<Mistake>();
        long all = 0, right = 0;
        for (int i = 0; i < counts.length; i++) {
            long row = Arrays.stream(counts[i]).asLongStream().sum();
            all += row;
            for (int j = 0; j < counts[i].length; j++) {
                if (i == j) right += counts[i][j];
                else if (counts[i][j] > 0) mistakes.add(new Mistake(i, j, counts[i][j], counts[i][j] / (double) row));
            }
        }
        if (all == 0) return "No image was read.";
        mistakes.sort(Comparator.comparingDouble(m -> -m.share));
        List<String> named = mistakes.stream().limit(MOST_NAMED)
                .map(m -> "%s as %s (%s %%)".formatted(c.className(m.from), c.className(m.to),
                        Numbers.fixed(100 * m.share, 1)))
                .toList();
        return "%s %% are read as what they are.%s".formatted(Numbers.fixed(100.0 * right / all, 1),
                named.isEmpty() ? "" : " Most often mistaken, of a class: " + Words.list(named) + ".");
    }
}
