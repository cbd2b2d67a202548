package ganvas.cli;

import ganvas.file.Json;
import ganvas.zoo.Zoo;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "models", mixinStandardHelpOptions = true, description = "Lists the models.",
        footerHeading = "%nExamples:%n", footer = {"  ganvas models", "  ganvas describe khanna-2020/gan"})
final class ModelsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON")
    boolean json;

    record Line(String model, String family, String title, String paper) {}

    @Override
    public Integer call() {
        var lines = Zoo.ALL.stream().map(m -> new Line(m.name(), m.family(), m.title(), m.paper())).toList();
        if (json) System.out.print(Json.pretty(lines));
        else for (Line l : lines)
            System.out.printf("%-27s %-4s %-44s %s%n", l.model, l.family.toUpperCase(Locale.ROOT), l.title, l.paper);
        return 0;
    }
}
