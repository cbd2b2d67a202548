import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Charts below one another with one legend, as an SVG that stands in docs. All vertical axes begin at 0. */
final class Panels {
    private static final int WIDTH = 720, HEIGHT = 130, LEFT = 110, RIGHT = 20, GAP = 44, TOP = 24;
    private static final List<String> COLOURS = List.of("#3566b0", "#c4553b", "#3c8d5a", "#8a5fb0", "#b8860b",
            "#4a9aa8");

    private Panels() {}

    record Point(double x, double y) {}

    /** @param colour its place in the legend, or −1 for black @param drawn as a line, else as points */
    record Series(int colour, boolean line, List<Point> points) {}

    /**
     * @param title  what is up, and its unit
     * @param across ticks of the horizontal axis: where they stand, and what they say
     */
    record Panel(String title, List<Tick> across, List<Series> series) {}

    record Tick(double x, String word) {}

    static String svg(List<Panel> panels, List<String> legend) {
        int foot = TOP + panels.size() * (HEIGHT + GAP);
        var out = new StringBuilder(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
                        + "font-size=\"12\">%n")
                        .formatted(WIDTH, foot + (legend.size() + 2) / 3 * 18)
                        + "<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
        for (int i = 0; i < panels.size(); i++) panel(out, panels.get(i), TOP + i * (HEIGHT + GAP));
        for (int i = 0; i < legend.size(); i++) {
            int x = 20 + i % 3 * 235, y = foot + i / 3 * 18;
            out.append("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/><text x=\"%d\" y=\"%d\">%s</text>%n"
                    .formatted(x, y - 4, COLOURS.get(i), x + 9, y, legend.get(i)));
        }
        return out.append("</svg>\n").toString();
    }

    private static void panel(StringBuilder out, Panel panel, int top) {
        int bottom = top + HEIGHT;
        double most = round(points(panel).mapToDouble(Point::y).max().orElse(1));
        double low = all(panel).min().orElse(0), high = Math.max(all(panel).max().orElse(1), low + 1e-9);
        out.append("<text x=\"%d\" y=\"%d\" font-weight=\"bold\">%s</text>%n".formatted(LEFT, top - 7, panel.title));
        IntStream.rangeClosed(0, 2).forEach(i -> {
            double y = bottom - i * HEIGHT / 2.0;
            out.append(String.format(Locale.ROOT,
                    "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" "
                            + "text-anchor=\"end\">%s</text>%n",
                    LEFT, y, WIDTH - RIGHT, LEFT - 8, y + 4,
                    String.format(Locale.ROOT, most < 10 ? "%.2f" : "%,.0f", most * i / 2)));
        });
        for (Tick t : panel.across) {
            out.append(String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                    x(t.x, low, high), bottom + 15, t.x == high ? "end" : t.x == low ? "start" : "middle", t.word));
        }
        for (Series s : panel.series) {
            String colour = s.colour < 0 ? "#222" : COLOURS.get(s.colour);
            var path = new StringBuilder();
            for (Point p : s.points) {
                double x = x(p.x, low, high), y = bottom - HEIGHT * p.y / most;
                if (s.line) path.append(String.format(Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x, y));
                else out.append(String.format(Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"1.6\" fill=\"%s\"/>%n",
                        x, y, colour));
            }
            if (!path.isEmpty()) out.append("<path d=\"").append(path).append("\" fill=\"none\" stroke=\"")
                    .append(colour).append("\"/>\n");
        }
    }

    /**
     * The least of 1, 1.2, 1.4, 1.6, 2, 3, 4, 5, 6, 8 and their tens, tenths and so on that is not below {@code most}.
     */
    private static double round(double most) {
        double unit = Math.pow(10, Math.floor(Math.log10(most)));
        return unit * DoubleStream.of(1, 1.2, 1.4, 1.6, 2, 3, 4, 5, 6, 8, 10).filter(x -> x * unit >= most).findFirst()
                .orElse(10);
    }

    private static Stream<Point> points(Panel panel) {
        return panel.series.stream().flatMap(s -> s.points.stream());
    }

    private static DoubleStream all(Panel panel) {
        return DoubleStream.concat(points(panel).mapToDouble(Point::x), panel.across.stream().mapToDouble(Tick::x));
    }

    private static double x(double value, double low, double high) {
        return LEFT + (WIDTH - RIGHT - LEFT) * (value - low) / (high - low);
    }
}
