package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The texts of the help of every verb, those of sub-verbs too. */
class HelpTextsTest {
    private static final int COLUMNS = 100;
    /** The verbs that train, and therefore save. */
    private static final Set<String> SAVING = Set.of("ganvas train", "ganvas compare", "ganvas study run");
    /** Verbs without --json, each with its reason. */
    private static final Set<String> NO_JSON = Set.of(
            "ganvas completion", // prints a script
            "ganvas judge", "ganvas study", "ganvas weights"); // only name the verbs below them

    static Stream<CommandLine> verbs() {
        return all(GanvasCommand.withVerbs(List.of()))
                .filter(line -> !line.getCommandSpec().usageMessage().hidden() && line.getParent() != null);
    }

    private static Stream<CommandLine> all(CommandLine line) {
        return Stream.concat(Stream.of(line), line.getSubcommands().values().stream().flatMap(HelpTextsTest::all));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void everyVerbHasJson(CommandLine line) {
        CommandSpec verb = line.getCommandSpec();
        assertThat(verb.findOption("--json") == null).as(verb.qualifiedName())
                .isEqualTo(NO_JSON.contains(verb.qualifiedName()));
    }

    /** The list of verbs shows the first line of each. */
    @ParameterizedTest
    @MethodSource("verbs")
    void theDescriptionsFirstLineIsASentence(CommandLine line) {
        CommandSpec verb = line.getCommandSpec();
        String[] description = verb.usageMessage().description();
        assertThat(description).as(verb.qualifiedName()).isNotEmpty();
        assertThat(description).as(verb.qualifiedName()).allMatch(sentence -> sentence.matches("(?s)[A-Z].*[.]"));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void hasExamplesOfItselfThatFitTheScreen(CommandLine line) {
        CommandSpec verb = line.getCommandSpec();
        String[] footer = verb.usageMessage().footer();
        assertThat(footer).as(verb.qualifiedName()).isNotEmpty()
                .allMatch(example -> example.startsWith("  ") && example.length() <= COLUMNS)
                .anyMatch(example -> example.contains(verb.qualifiedName()));
        String usage = line.setUsageHelpWidth(COLUMNS).getUsageMessage(CommandLine.Help.Ansi.OFF);
        assertThat(usage.substring(usage.indexOf("Examples:") + 9).lines().filter(l -> !l.isBlank()))
                .as(verb.qualifiedName()).allMatch(l -> l.startsWith("  "));
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void onlyWhatTrainsAsksWhenToSave(CommandLine line) {
        String name = line.getCommandSpec().qualifiedName();
        assertThat(line.getCommandSpec().findOption("--checkpoint-seconds") != null).as(name)
                .isEqualTo(SAVING.contains(name));
    }

    /** Every example is a command line that is understood. */
    @ParameterizedTest
    @MethodSource("verbs")
    void itsExamplesAreUnderstood(CommandLine line) {
        var wrong = new ArrayList<String>();
        for (String example : line.getCommandSpec().usageMessage().footer()) {
            if (!example.startsWith("  ganvas ") || example.contains(" > ")) continue;
            List<String> words = List.of(example.strip().split(" {2,}")[0].split(" "));
            try {
                CommandLine program = GanvasCommand.withVerbs(List.of());
                program.setExpandAtFiles(false).registerConverter(java.nio.file.Path.class, ganvas.file.UserPath::of)
                        .parseArgs(words.subList(1, words.size()).toArray(String[]::new));
            } catch (CommandLine.ParameterException e) {
                wrong.add(example + ": " + e.getMessage());
            }
        }
        assertThat(wrong).isEmpty();
    }
}
