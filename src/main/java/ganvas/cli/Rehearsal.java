package ganvas.cli;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * Runs the examples of {@link QuickVerbs} one after the other, without output. The launcher runs this before the
 * first quick command, so that the JVM's archive of loaded classes has what each of them needs, and not only
 * what the first one needed.
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
