package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Help of one screen, and help with everything. */
class HelpScreenTest {
    /** Lines of a window of usual height. */
    private static final int SCREEN = 42;

    static Stream<List<String>> verbs() {
        var all = new ArrayList<List<String>>();
        gather(GanvasCommand.withVerbs(List.of()), List.of(), all);
        return all.stream();
    }

    private static void gather(CommandLine line, List<String> path, List<List<String>> all) {
        if (!line.getCommandSpec().usageMessage().hidden()) all.add(path);
        line.getSubcommands().forEach((name, below) -> {
            var deeper = new ArrayList<>(path);
            deeper.add(name);
            gather(below, deeper, all);
        });
    }

    private static String help(List<String> verb, String option) {
        Said said = ganvas(Stream.concat(verb.stream(), Stream.of(option)).toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isZero();
        return said.out();
    }

    @ParameterizedTest
    @MethodSource("verbs")
    void helpFitsAScreenAndNamesEveryOption(List<String> verb) {
        String help = help(verb, "--help");
        assertThat(help.lines().count()).isLessThanOrEqualTo(SCREEN);
        CommandLine line = GanvasCommand.withVerbs(List.of());
        for (String word : verb) line = line.getSubcommands().get(word);
        List<String> names = line.getCommandSpec().options().stream().filter(o -> !o.hidden())
                .map(OptionSpec::longestName).toList();
        assertThat(names).filteredOn(name -> !help.contains(name)).isSubsetOf("--version");
        if (!help.contains("--help-all")) return;
        String all = help(verb, "--help-all");
        assertThat(names).allMatch(name -> all.lines().anyMatch(l -> l.contains(name) && l.startsWith("  ")));
        assertThat(all).doesNotContain("Explained by");
    }
}
