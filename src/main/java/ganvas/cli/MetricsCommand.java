package ganvas.cli;

import ganvas.metric.Metrics;
import ganvas.file.Json;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "metrics", mixinStandardHelpOptions = true, subcommands = MetricsSelftestCommand.class,
        description = "Lists the measures, what they mean and where they are defined.",
        footerHeading = "%nExamples:%n", footer = {"  ganvas metrics", "  ganvas metrics --json", "  ganvas metrics selftest        are they to be trusted?"})
final class MetricsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Override
    public Integer call() {
        List<Metrics.Entry> all = Metrics.every().toList();
        if (json) {
            System.out.print(Json.pretty(all));
            return 0;
        }
        for (Metrics.Entry m : all) {
            String arrow = switch (m.better()) {
                case "lower" -> "lower is better";
                case "higher" -> "higher is better";
                case "one" -> "1 is best";
                default -> "";
            };
            System.out.printf("%-19s %s%n%-19s %s%s%n%n", m.nameAt(10_000), m.meaning(), arrow, m.source(), m.unit().isEmpty() ? "" : ", in " + m.unit());
        }
        return 0;
    }
}
