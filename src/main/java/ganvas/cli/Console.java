package ganvas.cli;

import ganvas.lab.LabProgress;
import java.util.Map;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows progress on standard error: a bar on a terminal, elsewhere a line every ten seconds. */
final class Console implements LabProgress {
    private static final long LINE_EVERY = 10_000_000_000L;

    private final String unit;
    private final boolean terminal = System.console() != null && System.console().isTerminal();
    private long total;
    private ProgressBar bar;
    private String losses = "";
    private long lastLine;

    /** For work that is counted in images. */
    Console() {
        this("images");
    }

    Console(String unit) {
        this.unit = unit;
    }

    @Override
    public void begin(String what, long total) {
        this.total = total;
        losses = "";
        lastLine = 0;
        if (total == 0 || !terminal) {
            System.err.println(what + " …");
            lastLine = System.nanoTime();
            return;
        }
        bar = new ProgressBarBuilder().setTaskName(what).setInitialMax(total).setUnit(" " + unit, 1).showSpeed()
                .setUpdateIntervalMillis(500).setMaxRenderedLength(110).setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .build();
    }

    @Override
    public void at(long images, double imagesPerSecond) {
        if (bar != null) {
            bar.stepTo(images);
            bar.setExtraMessage(losses);
            return;
        }
        long now = System.nanoTime();
        if (total == 0 || imagesPerSecond == 0 || now - lastLine < LINE_EVERY) return;
        lastLine = now;
        System.err.printf("  %3.0f %%  %,d of %,d %s, %,.0f %s/s, %s left  %s%n", 100.0 * images / total, images, total,
                unit, imagesPerSecond, unit, duration((total - images) / imagesPerSecond), losses);
    }

    @Override
    public void losses(Map<String, Double> means) {
        losses = means.entrySet().stream().filter(e -> !e.getKey().contains("_"))
                .map(e -> "%s %.3g".formatted(e.getKey(), e.getValue())).collect(Collectors.joining(", "));
    }

    @Override
    public void end() {
        if (bar != null) {
            bar.setExtraMessage(losses);
            bar.close();
        }
        bar = null;
    }

    @Override
    public void say(String sentence) {
        System.err.println(sentence);
    }

    /** A duration such as {@code 1 h 05 min}, {@code 4 min 10 s} or {@code 12 s}. */
    static String duration(double seconds) {
        long s = Math.round(seconds);
        if (s >= 3600) return "%d h %02d min".formatted(s / 3600, s / 60 % 60);
        return s >= 60 ? "%d min %02d s".formatted(s / 60, s % 60) : s + " s";
    }
}
