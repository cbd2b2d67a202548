package ganvas.cli;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Runs the examples of {@link QuickVerbs} one after the other, without output. The launcher runs this before the first
 * quick command. The JVM's archive of loaded classes then holds the classes of all quick commands, not only of the
 * first one.
 */
final class Rehearsal {
    private Rehearsal() {}

    public static void main(String[] args) {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        for (QuickVerbs.Quick quick : QuickVerbs.ALL) {
            for (String example : quick.examples()) Main.run(example.split(" "));
        }
    }
}
