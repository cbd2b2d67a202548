package ganvas.cli;

import ganvas.lab.LabProgress;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/** Shows progress on standard error: one line that is redrawn on a terminal, elsewhere a line every ten seconds. */
final class Console implements LabProgress {
    private static final long LINE_EVERY = 10_000_000_000L, REDRAW_EVERY = 250_000_000L, MEASURE_EVERY = 5_000_000_000L;
    /** What a terminal echoes of Ctrl-C, and the cursor, fit behind the line. */
    private static final int LEFT_FREE = 4;
    private static final String CLEAR_LINE = "\r\033[K";

    private final String unit;
    private OptionalInt columns = OptionalInt.empty();
    private long measured;
    private ProgressLine line = new ProgressLine("", 0, 0, "", 0, "");
    private String losses = "";
    private long last;
    private boolean drawn;

    /** For work that is counted in images. */
    Console() {
        this("images");
    }

    Console(String unit) {
        this.unit = unit;
    }

    @Override
    public synchronized void begin(String what, long total) {
        losses = "";
        last = 0;
        line = new ProgressLine(what, 0, total, unit, 0, losses);
        measure();
        if (total == 0 || columns.isEmpty()) {
            System.err.println(what + " …");
            last = System.nanoTime();
        } else {
            draw();
        }
    }

    @Override
    public synchronized void at(long done, double unitsPerSecond) {
        if (line.total() == 0) return;
        line = new ProgressLine(line.what(), done, line.total(), unit, unitsPerSecond, losses);
        long now = System.nanoTime();
        if (columns.isPresent()) {
            if (done < line.total() && now - last < REDRAW_EVERY) return;
            if (now - measured > MEASURE_EVERY) measure();
            draw();
        } else if (unitsPerSecond > 0 && now - last >= LINE_EVERY) {
            last = now;
            System.err.printf("  %3.0f %%  %,d of %,d %s, %,.0f %s/s, %s left  %s%n", 100.0 * done / line.total(), done,
                    line.total(), unit, unitsPerSecond, unit, duration((line.total() - done) / unitsPerSecond), losses);
        }
    }

    @Override
    public synchronized void losses(Map<String, Double> means) {
        losses = means.entrySet().stream().filter(e -> !e.getKey().contains("_"))
                .map(e -> "%s %.3g".formatted(e.getKey(), e.getValue())).collect(Collectors.joining(", "));
    }

    @Override
    public synchronized void end() {
        if (drawn) {
            draw();
            System.err.println();
        }
        drawn = false;
        line = new ProgressLine("", 0, 0, "", 0, "");
    }

    @Override
    public synchronized void say(String sentence) {
        if (!drawn) {
            System.err.println(sentence);
            return;
        }
        CleanOutput.controlErr(CLEAR_LINE);
        System.err.println(sentence);
        draw();
    }

    private void measure() {
        columns = ErrorTerminal.columns();
        measured = System.nanoTime();
    }

    private void draw() {
        CleanOutput.controlErr(CLEAR_LINE);
        System.err.print(line.in(Math.max(20, columns.orElse(ErrorTerminal.USUAL_COLUMNS) - LEFT_FREE)));
        System.err.flush();
        last = System.nanoTime();
        drawn = true;
    }

    /**
     * Shows the progress of work that counts images.
     *
     * @param work receives what to tell of the number of images done
     */
    static <T> T counted(String what, long total, Function<LongConsumer, T> work) {
        var console = new Console();
        console.begin(what, total);
        long start = System.nanoTime();
        try {
            return work.apply(done -> console.at(done, done * 1e9 / (System.nanoTime() - start)));
        } finally {
            console.end();
        }
    }

    /** A duration such as {@code 1 h 05 min}, {@code 4 min 10 s} or {@code 12 s}. */
    static String duration(double seconds) {
        long s = Math.round(seconds);
        if (s >= 3600) return "%d h %02d min".formatted(s / 3600, s / 60 % 60);
        return s >= 60 ? "%d min %02d s".formatted(s / 60, s % 60) : s + " s";
    }
}
