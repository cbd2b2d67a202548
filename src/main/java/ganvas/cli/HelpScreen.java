package ganvas.cli;

import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * Help that fits one screen: the options that most users need, the names of the others, the examples.
 * {@code --help-all} explains every option.
 */
final class HelpScreen {
    private static final String ALL = "--help-all";
    private static final int WIDEST = 100, NARROWEST = 60;

    private HelpScreen() {}

    /** Gives a command and the verbs below it such help. Verbs without {@link Further} options show all they have. */
    static void install(CommandLine line, List<String> typed) {
        int columns = typed.isEmpty() || typed.stream().anyMatch(w -> w.equals("-h") || w.startsWith("--help"))
                ? ErrorTerminal.textColumns() : WIDEST;
        line.setUsageHelpWidth(Math.max(columns, NARROWEST));
        installIn(line);
    }

    private static void installIn(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        spec.usageMessage().abbreviateSynopsis(true);
        if (spec.options().stream().anyMatch(HelpScreen::isFurther)) {
            spec.addOption(OptionSpec.builder(ALL).usageHelp(true).type(boolean.class).arity("0")
                    .description("Explain every option and exit.").build());
            line.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, HelpScreen::options);
        }
        line.getSubcommands().values().forEach(HelpScreen::installIn);
    }

    private static String options(Help help) {
        CommandSpec spec = help.commandSpec();
        boolean all = Boolean.TRUE.equals(spec.findOption(ALL).getValue());
        List<OptionSpec> shown = spec.options().stream()
                .filter(o -> !o.hidden() && (all || !isFurther(o) && !o.longestName().equals("--version"))).toList();
        String list = help.optionListExcludingGroups(shown,
                help.createDefaultLayout(shown, List.of(), help.colorScheme()), help.createDefaultOptionSort(),
                help.parameterLabelRenderer());
        return all ? list : list + further(spec);
    }

    private static String further(CommandSpec spec) {
        String names = spec.options().stream().filter(o -> !o.hidden() && isFurther(o)).map(OptionSpec::longestName)
                .sorted().collect(Collectors.joining(", "));
        var table = Help.TextTable.forColumnWidths(Help.defaultColorScheme(Help.Ansi.OFF),
                spec.usageMessage().width());
        table.addRowValues("Explained by " + ALL + ": " + names + ".");
        return table.toString();
    }

    private static boolean isFurther(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement field && field.isAnnotationPresent(Further.class);
    }
}
