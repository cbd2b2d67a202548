package ganvas.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command as it was typed, for provenance. A mixin without options. */
@Command
final class Invocation {
    /**
     * The exit code of a training that was stopped. A signal makes the process end with its own
     * code, 128 and its number.
     */
    static final int STOPPED = 130;

    @Spec(Spec.Target.MIXEE)
    CommandSpec verb;

    /** With quotes where a shell needs them: {@code ./ganvas compare --out 'my run'}. */
    String text() {
        return text(verb.root().commandLine().getParseResult().originalArgs());
    }

    static String text(List<String> args) {
        return ("./ganvas " + String.join(" ", args.stream().map(Invocation::quoted).toList())).strip();
    }

    private static String quoted(String arg) {
        return arg.matches("[\\w@%+=:,./-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'";
    }
}
