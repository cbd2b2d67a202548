package ganvas.cli;

import ganvas.file.UserPath;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.torch.NativeFolder;
import ganvas.torch.TorchException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;

/** {@code ganvas}: the list of verbs, and how errors are printed. */
@Command(name = "ganvas", mixinStandardHelpOptions = true, versionProvider = GanvasCommand.Version.class,
        description = "Trains GANs and VAEs, measures both by the same rules, and says which is better for what.",
        synopsisSubcommandLabel = "VERB",
        footerHeading = "%nExamples:%n",
        footer = {
                "  ganvas compare                      a GAN and a VAE on MNIST, side by side, in about five minutes",
                "  ganvas compare --seeds 3            the same three times each: enough for a claim",
                "  ganvas train khanna-2020/gan        one model, at the paper's length",
                "  ganvas evaluate mine.npz            scores for anybody's samples",
                "  ganvas VERB --help                  options and examples of a verb",
                "",
                "Exit codes: 0 done, 1 failed, 2 wrong usage or input, 130 interrupted, 143 terminated "
                        + "(the same command goes on)."})
final class GanvasCommand {
    private static final int LONGEST_MESSAGE = 4000;
    private static final List<Class<?>> VERBS = List.of(CompareCommand.class, StudyCommand.class, TrainCommand.class,
            SampleCommand.class, EvaluateCommand.class, ReportCommand.class, ModelsCommand.class, DatasetsCommand.class,
            MetricsCommand.class, DescribeCommand.class, JudgeCommand.class, WeightsCommand.class, DoctorCommand.class,
            CompletionCommand.class);

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"ganvas %s (commit %s, libtorch %s)".formatted(Build.THIS.version(),
                    Build.THIS.commit(), Build.THIS.libtorch())};
        }
    }

    private GanvasCommand() {}

    /** Runs one command; errors go to standard error in words. */
    static int run(String... args) {
        try (var output = CleanOutput.install()) {
            return run(output, args);
        }
    }

    private static int run(CleanOutput output, String... args) {
        CommandLine line = withVerbs(List.of(args));
        line.setOut(output.ownOut());                          // help, whose colours are the program's own
        line.setExpandAtFiles(false);                          // a path may begin with @
        line.setExecutionExceptionHandler((e, _, _) -> tell(e, line.getErr()));
        line.setParameterExceptionHandler(new UsageErrors());
        HelpScreen.install(line, List.of(args));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(Path.class, UserPath::of);
        try {
            return args.length == 0 ? usage(line, output) : line.execute(args);
        } catch (OutOfMemoryError e) {
            line.getErr().println("ganvas: " + outOf(e));
        } catch (LinkageError e) {
            Optional<String> missing = Libraries.missing();
            if (missing.isPresent()) line.getErr().println("ganvas: " + missing.get());
            else line.getErr().printf("ganvas: libtorch cannot be loaded here: %s. './ganvas doctor' checks the "
                    + "machine.%n", NativeFolder.why(e));
        }
        return Problem.FAILED;
    }

    /** Threads have a limit of their own, which more memory does not move. */
    private static String outOf(OutOfMemoryError e) {
        String why = String.valueOf(e.getMessage());
        if (why.contains("native thread")) return "no more threads may be started here (%s). Raise the limit of "
                .formatted(why) + "processes (ulimit -u, or pids.max of the container), or ask for fewer --threads.";
        return "out of memory (%s). Give it more with GANVAS_JAVA_OPTS=-Xmx4g, or ask for less at a time."
                .formatted(why);
    }

    /**
     * Adds the verbs. Only the requested verb gets its options: reading the options of all verbs takes most of the time
     * of a short command.
     *
     * @param typed the command line; empty for all verbs with their options
     */
    static CommandLine withVerbs(List<String> typed) {
        CommandLine line = new CommandLine(new GanvasCommand());
        for (Class<?> verb : VERBS) {
            Command says = verb.getAnnotation(Command.class);
            CommandSpec nameOnly = CommandSpec.create();
            nameOnly.usageMessage().description(says.description());
            line.addSubcommand(says.name(), typed.isEmpty() || typed.contains(says.name()) ? verb : nameOnly);
        }
        return line;
    }

    private static int usage(CommandLine line, CleanOutput output) {
        line.usage(output.ownErr());
        return Problem.WRONG_INPUT;
    }

    /** A message that quotes a file may be of any length. */
    private static String shortened(String message) {
        int half = LONGEST_MESSAGE / 2, length = message.length();
        return length <= LONGEST_MESSAGE ? message
                : "%s … (%,d more letters) … %s".formatted(message.substring(0, half), length - LONGEST_MESSAGE,
                        message.substring(length - half));
    }

    private static int tell(Exception e, PrintWriter err) {
        if (e instanceof Problem p) {
            err.println("ganvas: " + shortened(p.getMessage()));
            return p.exitCode();
        }
        if (e instanceof InvalidPathException p) {
            err.println("ganvas: '%s' cannot be a file or a folder on this system: %s. If it has letters beyond ASCII, "
                    .formatted(p.getInput(), p.getReason()) + "set LC_ALL=C.UTF-8.");
            return Problem.WRONG_INPUT;
        }
        if (e instanceof RuntimeException r && TorchException.shortened(r) instanceof TorchException t) {
            err.println("ganvas: libtorch: " + t.getMessage());
            return Problem.FAILED;
        }
        err.println("ganvas: this is a mistake in Ganvas, please report it:");
        e.printStackTrace(err);
        return Problem.FAILED;
    }
}
