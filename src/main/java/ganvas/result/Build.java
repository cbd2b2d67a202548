package ganvas.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * The version of Ganvas.
 *
 * @param commit   abbreviated, followed by {@code +} if the working tree had changes; {@code unknown} without git
 * @param libtorch version of the bindings, such as {@code 2.13.0-1.5.14}
 */
public record Build(String version, String commit, String libtorch) {
    public static final Build THIS = read();

    private static Build read() {
        var p = new Properties();
        try (var in = Build.class.getResourceAsStream("/ganvas/build.properties")) {
            p.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String commit = p.getProperty("commit");
        if (commit.startsWith("$")) commit = "unknown";
        return new Build(p.getProperty("version"), commit + (p.getProperty("dirty").equals("true") ? "+" : ""),
                p.getProperty("libtorch"));
    }
}
