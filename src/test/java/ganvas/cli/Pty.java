package ganvas.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Runs the program on a pseudo-terminal, as a person would: {@code script} of util-linux opens one. Signals that
 * whoever runs the tests ignores are reset, for children inherit that.
 */
final class Pty implements AutoCloseable {
    static final String CTRL_C = "\003";
    private static final int MOST_SECONDS = 180;

    private final Process process;
    private final int columns;
    private final StringBuilder shown = new StringBuilder();
    private final Thread reader;

    private Pty(Process process, int columns) {
        this.process = process;
        this.columns = columns;
        reader = Thread.ofVirtual().start(this::read);
    }

    static boolean isThere() {
        try {
            return new ProcessBuilder("script", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param command of Ganvas, such as {@code train khanna-2020/vae} */
    static Pty start(int columns, List<String> command) throws IOException {
        var line = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8", "-cp", System.getProperty("java.class.path"), "ganvas.cli.Main"));
        line.addAll(command);
        String quoted = String.join(" ", line.stream().map(w -> "'" + w.replace("'", "'\\''") + "'").toList());
        var builder = new ProcessBuilder("script", "-qefc",
                "stty cols %d rows 50; exec env --default-signal=INT %s".formatted(columns, quoted), "/dev/null");
        builder.environment().put("TERM", "xterm");
        return new Pty(builder.redirectErrorStream(true).start(), columns);
    }

    private void read() {
        try (InputStream in = process.getInputStream()) {
            byte[] buffer = new byte[4096];
            var bytes = new java.io.ByteArrayOutputStream();
            for (int n; (n = in.read(buffer)) >= 0;) {
                bytes.write(buffer, 0, n);
                synchronized (shown) {
                    shown.setLength(0);
                    shown.append(bytes.toString(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // The terminal is closed when its last process ends.
        }
    }

    /** All that was written so far, with its control characters. */
    String raw() {
        synchronized (shown) {
            return shown.toString();
        }
    }

    /** Waits until what was written is as asked. */
    void await(Predicate<String> asked) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        while (!asked.test(raw())) {
            if (!process.isAlive() || System.nanoTime() > until)
                throw new AssertionError("on the terminal:\n" + screen());
            Thread.sleep(20);
        }
    }

    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    /** The exit code. */
    int end() throws InterruptedException {
        if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) throw new AssertionError("does not end:\n" + screen());
        reader.join();
        return process.exitValue();
    }

    /** The lines that a person sees in the end, with those that have scrolled away. */
    List<String> screen() {
        return screen(raw(), columns);
    }

    /** What a terminal makes of characters, carriage returns, line feeds and {@code ESC [ K}; no other escapes. */
    static List<String> screen(String written, int columns) {
        var lines = new ArrayList<StringBuilder>(List.of(new StringBuilder()));
        int row = 0, column = 0;
        for (int i = 0; i < written.length(); i++) {
            char c = written.charAt(i);
            if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                if (++row == lines.size()) lines.add(new StringBuilder());
            } else if (c == '\033') {
                if (!written.startsWith("[K", i + 1)) throw new AssertionError("unknown escape in " + written);
                StringBuilder line = lines.get(row);
                line.setLength(Math.min(line.length(), column));
                i += 2;
            } else {
                if (column == columns) {
                    column = 0;
                    if (++row == lines.size()) lines.add(new StringBuilder());
                }
                StringBuilder line = lines.get(row);
                while (line.length() <= column) line.append(' ');
                line.setCharAt(column++, c);
            }
        }
        return lines.stream().map(StringBuilder::toString).map(String::stripTrailing).toList();
    }

    @Override
    public void close() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }
}
