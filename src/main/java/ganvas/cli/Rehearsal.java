package ganvas.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/**
 * The commands that end at once, one after the other and without a word: the launcher runs this before the first of them, so that the JVM's archive of
 * loaded classes has what each of them needs, and not only what the first one needed.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        for (String line : List.of("--help", "compare --help", "models", "datasets", "metrics", "metrics --json", "weights list", "weights list --json", "study list",
                "study list --json", "study show ali-2020", "study show ali-2020 --json", "describe ali-2020/gan", "describe khanna-2020/vae --json")) {
            Main.run(line.split(" "));
        }
    }
}
