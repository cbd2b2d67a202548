package ganvas.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command as the user typed it, for provenance. A mixin without options. */
@Command
final class Invocation {
    /**
     * The exit code of a training that was stopped. After a signal the process ends with the signal's own code, 128
     * plus its number.
     */
    static final int STOPPED = 130;

    @Spec(Spec.Target.MIXEE)
    CommandSpec verb;

    /** The text of the command, with quotes if a shell needs them: {@code ./ganvas compare --out 'my run'}. */
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
