package ganvas.cli;

import ganvas.result.Capability;
import ganvas.zoo.Zoo;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists the models.",
        footerHeading = "%nExamples:%n", footer = {"  ganvas models", "  ganvas describe khanna-2020/gan"})
final class ModelsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    record Line(String name, String family, String title, String paper, List<Capability> capabilities) {}

    @Override
    public Integer call() {
        var lines = Zoo.ALL.stream().map(m -> new Line(m.name(), m.family(), m.title(), m.paper(), m.capabilities()))
                .toList();
        if (json) {
            new JsonOutput().with("models", lines).printIndented();
            return 0;
        }
        String row = "%%-%ds  %%-%ds  %%-%ds  %%s%%n".formatted(width(lines, Line::name),
                width(lines, Line::family), width(lines, Line::title));
        for (Line l : lines) System.out.printf(row, l.name, l.family.toUpperCase(Locale.ROOT), l.title, l.paper);
        return 0;
    }

    private static int width(List<Line> lines, Function<Line, String> column) {
        return lines.stream().map(column).mapToInt(String::length).max().orElse(1);
    }
}
