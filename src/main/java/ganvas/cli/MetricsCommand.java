package ganvas.cli;

import ganvas.file.Json;
import ganvas.metric.Metrics;
import ganvas.words.MetricInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "metrics", mixinStandardHelpOptions = true, subcommands = MetricsSelftestCommand.class,
        description = "Lists the measures, what they mean and where they are defined.",
        footerHeading = "%nExamples:%n", footer = {"  ganvas metrics", "  ganvas metrics --json",
                "  ganvas metrics selftest        are they to be trusted?"})
final class MetricsCommand implements Callable<Integer> {
    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Override
    public Integer call() {
        List<MetricInfo> all = Metrics.every().toList();
        if (json) {
            System.out.print(Json.pretty(all.stream().map(MetricsCommand::keys).toList()));
            return 0;
        }
        for (MetricInfo m : all) {
            String arrow = switch (m.reading().better()) {
                case LOWER -> "lower is better";
                case HIGHER -> "higher is better";
                case ONE -> "1 is best";
                case NONE -> "";
            };
            String unit = m.reading().unit();
            System.out.printf("%-19s %s%n%-19s %s%s%n%n", m.nameAt(10_000), m.definition().meaning(), arrow,
                    m.definition().source(), unit.isEmpty() ? "" : ", in " + unit);
        }
        return 0;
    }

    /** Keys and values of {@code --json}. */
    private static Map<String, Object> keys(MetricInfo m) {
        var keys = new LinkedHashMap<String, Object>();
        keys.put("name", m.name());
        keys.put("counted", m.isCounted());
        keys.put("label", m.label().title());
        keys.put("question", m.reading().question().word());
        keys.put("better", m.reading().better().word());
        keys.put("unit", m.reading().unit());
        keys.put("meaning", m.definition().meaning());
        keys.put("needs", m.definition().needs());
        keys.put("fewest", m.fewest());
        keys.put("source", m.definition().source());
        return keys;
    }
}
