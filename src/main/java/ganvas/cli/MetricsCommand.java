package ganvas.cli;

import ganvas.metric.Metrics;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Question;
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
    @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
    boolean json;

    @Override
    public Integer call() {
        List<MetricInfo> all = Metrics.every().toList();
        if (json) {
            new JsonOutput().with("metrics", all.stream().map(MetricsCommand::keys).toList()).printIndented();
            return 0;
        }
        for (Question question : Question.values()) {
            List<MetricInfo> answers = all.stream().filter(m -> m.reading().question() == question).toList();
            if (answers.isEmpty()) continue;
            System.out.printf("%s%n%n", asks(question));
            answers.forEach(MetricsCommand::print);
        }
        return 0;
    }

    private static String asks(Question question) {
        return switch (question) {
            case GOOD -> "Are the images good?";
            case VARIED -> "Are they varied?";
            case SHARP -> "Are they sharp?";
            case RECONSTRUCTS -> "Does the model reconstruct images?";
            case CODES -> "What do its latent codes hold?";
            case NEW -> "Are the images new, and not copies of training images?";
        };
    }

    private static void print(MetricInfo m) {
        String arrow = switch (m.reading().better()) {
            case LOWER -> "lower is better; ";
            case HIGHER -> "higher is better; ";
            case ONE -> "1 is best; ";
            case NONE -> "";
        };
        String unit = m.reading().unit();
        System.out.printf("  %-19s %s%n  %-19s %s%s%s%n%n", m.nameAt(10_000), m.definition().meaning(), "", arrow,
                m.definition().source(), unit.isEmpty() ? "" : ", in " + unit);
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
