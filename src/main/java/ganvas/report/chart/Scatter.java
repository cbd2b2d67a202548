package ganvas.report.chart;

import static j2html.TagCreator.div;
import static j2html.TagCreator.p;
import static j2html.TagCreator.tag;

import ganvas.result.LatentPlane;
import ganvas.words.Numbers;
import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Codes of test images in a plane, with one colour per class and the class's name at its median. The ten colours can be
 * distinguished by colour-blind readers (CIEDE2000 of 16 and more in Machado et al. 2009's simulations).
 */
public record Scatter(LatentPlane codes, IntFunction<String> className) {
    private static final int COLOURS = 10;
    private static final double SIDE = 440, EDGE = 30, PAD = 10, NEAR = 17;
    /** Share of the points that may lie outside, at either end of an axis. */
    private static final double TAIL = 0.005;

    private record Name(String text, double x, double y) {}

    public DomContent figure() {
        int n = Math.min(codes.label().length, Math.min(codes.x().length, codes.y().length));
        double[] xs = finite(codes.x(), n), ys = finite(codes.y(), n);
        double half = Math.max(1e-6, Math.max(reach(xs), reach(ys)) * 0.54);
        var x = new Axis(middle(xs) - half, middle(xs) + half, EDGE, SIDE - PAD);
        var y = new Axis(middle(ys) - half, middle(ys) + half, SIDE - EDGE, PAD);
        var svg = tag("svg").attr("viewBox", "0 0 %.0f %.0f".formatted(SIDE, SIDE)).attr("role", "img");
        frame(svg, x, y);
        int classes = IntStream.of(codes.label()).limit(n).max().orElse(-1) + 1, outside = 0;
        var names = new ArrayList<Name>();
        for (int k = 0; k < classes; k++) {
            var path = new StringBuilder();
            var ofClass = new ArrayList<Integer>();
            for (int i = 0; i < n; i++) {
                if (codes.label()[i] != k || !Float.isFinite(codes.x()[i]) || !Float.isFinite(codes.y()[i])) continue;
                ofClass.add(i);
                double px = x.at(codes.x()[i]), py = y.at(codes.y()[i]);
                if (px < EDGE || px > SIDE - PAD || py < PAD || py > SIDE - EDGE) outside++;
                else path.append(String.format(Locale.ROOT, "M%.1f %.1fh0", px, py));
            }
            if (ofClass.isEmpty()) continue;
            svg.with(tag("path").attr("d", path.toString()).withClass("points")
                    .withStyle("stroke:var(--class-%d)".formatted(k % COLOURS)));
            names.add(new Name(className.apply(k), x.at(median(ofClass, codes.x())), y.at(median(ofClass, codes.y()))));
        }
        for (Name name : apart(names)) svg.with(text(name.x, name.y + 6, name.text, "middle").withClass("at"));
        String what = "Mean codes of %s test images, coloured by true class; its name stands at the class's median.%s"
                .formatted(Numbers.count(n),
                        outside > 0 ? " %s lie outside of the frame.".formatted(Numbers.count(outside)) : "");
        svg.attr("aria-label", what);
        return div(p(what).withClass("small"), svg).withClass("scatter");
    }

    private static void frame(ContainerTag<?> svg, Axis x, Axis y) {
        for (double t : x.ticks(5)) svg.with(line(x.at(t), PAD, x.at(t), SIDE - EDGE),
                text(x.at(t), SIDE - EDGE + 16, Axis.label(t), "middle"));
        for (double t : y.ticks(5))
            svg.with(line(EDGE, y.at(t), SIDE - PAD, y.at(t)), text(EDGE - 6, y.at(t) + 3.5, Axis.label(t), "end"));
    }

    private static ContainerTag<?> line(double x1, double y1, double x2, double y2) {
        return tag("path").attr("d", String.format(Locale.ROOT, "M%.1f %.1fL%.1f %.1f", x1, y1, x2, y2))
                .withClass("rule");
    }

    private static ContainerTag<?> text(double x, double y, String text, String anchor) {
        return tag("text").attr("x", String.format(Locale.ROOT, "%.1f", x))
                .attr("y", String.format(Locale.ROOT, "%.1f", y))
                .attr("text-anchor", anchor).withText(text);
    }

    /** Names that would cover each other are pushed apart. */
    private static List<Name> apart(List<Name> names) {
        double[][] at = names.stream().map(n -> new double[] {n.x, n.y}).toArray(double[][]::new);
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < at.length; i++) {
                for (int j = 0; j < i; j++) {
                    double dx = at[i][0] - at[j][0], dy = at[i][1] - at[j][1], d = Math.hypot(dx, dy);
                    if (d >= NEAR) continue;
                    double push = (NEAR - d) / 2 / Math.max(d, 1e-6), px = d < 1e-6 ? NEAR / 2 : dx * push,
                            py = dy * push;
                    at[i][0] += px;
                    at[i][1] += py;
                    at[j][0] -= px;
                    at[j][1] -= py;
                }
            }
        }
        return IntStream.range(0, at.length).mapToObj(i -> new Name(names.get(i).text, at[i][0], at[i][1])).toList();
    }

    private static double[] finite(float[] values, int n) {
        return IntStream.range(0, n).mapToDouble(i -> values[i]).filter(Double::isFinite).sorted().toArray();
    }

    private static double low(double[] sorted) {
        return sorted.length == 0 ? 0 : sorted[(int) (TAIL * sorted.length)];
    }

    private static double high(double[] sorted) {
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1 - (int) (TAIL * sorted.length)];
    }

    private static double reach(double[] sorted) {
        return high(sorted) - low(sorted);
    }

    private static double middle(double[] sorted) {
        return (high(sorted) + low(sorted)) / 2;
    }

    private static double median(List<Integer> rows, float[] values) {
        double[] sorted = rows.stream().mapToDouble(i -> values[i]).sorted().toArray();
        return Arrays.stream(sorted, (sorted.length - 1) / 2, sorted.length / 2 + 1).average().orElseThrow();
    }
}
