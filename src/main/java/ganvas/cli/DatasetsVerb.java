package ganvas.cli;

import ganvas.data.Datasets;
import ganvas.result.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "datasets", mixinStandardHelpOptions = true, description = "Lists the datasets.",
        footerHeading = "%nExamples:%n", footer = {"  ganvas datasets", "  ganvas compare --dataset mnist:DIR"})
final class DatasetsVerb implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON")
    boolean json;

    record Line(String dataset, String meaning, String forms) {}

    @Override
    public Integer call() {
        var lines = Datasets.ALL.stream().map(d -> new Line(d.name(), d.meaning(), d.forms())).toList();
        if (json) System.out.print(Json.pretty(lines));
        else for (Line l : lines) System.out.printf("%-10s %s%n%-10s --dataset %s%n", l.dataset, l.meaning, "", l.forms);
        return 0;
    }
}
