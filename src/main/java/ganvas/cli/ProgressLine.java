package ganvas.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One line that tells how far a phase of work has come.
 *
 * @param what            the name of the phase
 * @param done            in units, 0 to {@code total}
 * @param total           in units, at least 1
 * @param unit            such as {@code images}
 * @param unitsPerSecond  0 if it is not known yet
 * @param losses          such as {@code d 0.61, g 1.2}; empty if there are none
 */
record ProgressLine(String what, long done, long total, String unit, double unitsPerSecond, String losses) {
    private static final int SHORTEST_BAR = 8, LONGEST_BAR = 30;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

    /**
     * As much as fits: the name, per cent and the time left (from 30 columns on); then the count, the speed, the losses
     * and a bar. A name that is too long is cut at its end.
     *
     * @param columns at least 20; the line is never longer
     */
    String in(int columns) {
        String percent = "%3d %%".formatted(percent()), left = columns < 30 ? "" : left(),
                count = "%,d of %,d %s".formatted(done, total, unit),
                speed = unitsPerSecond > 0 ? "%,.0f %s/s".formatted(unitsPerSecond, unit) : "";
        String name = cut(what, columns - line("", percent, left).length());
        String most = Stream.of(
                line(name, percent, count, speed, left, losses), line(name, percent, count, speed, left),
                line(name, percent, count, left))
                .filter(l -> l.length() <= columns).findFirst()
                .orElse(line(name, percent, left));
        int room = Math.min(LONGEST_BAR, columns - most.length() - 1);
        return room < SHORTEST_BAR ? most : most.replaceFirst(percent, percent + " " + bar(room));
    }

    private static String line(String name, String... parts) {
        return name + Stream.of(parts).filter(p -> !p.isEmpty()).map(p -> "  " + p).collect(Collectors.joining());
    }

    private static String cut(String name, int columns) {
        return name.length() <= columns ? name : name.substring(0, Math.max(0, columns - 1)) + "…";
    }

    /** Rounded down: 100 says that all is done. */
    private long percent() {
        return Math.min(100, 100 * done / total);
    }

    private String left() {
        return unitsPerSecond > 0 && done < total
                ? Console.duration((total - done) / unitsPerSecond) + " left" : "";
    }

    private String bar(int length) {
        long eighths = Math.min(8L * length, 8L * length * done / total);
        int whole = (int) (eighths / 8), rest = (int) (eighths % 8);
        String drawn = "█".repeat(whole) + (rest > 0 ? EIGHTHS.charAt(rest) : "");
        return drawn + "░".repeat(length - drawn.length());
    }
}
