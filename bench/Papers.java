import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Writes {@code docs/papers.md}: every claim of every paper in {@code results/*.json}, with its verdict, its evidence
 * and the length of the runs. The study files tell which runs are shorter than the paper's. Both kinds of files are
 * read as plain data, so this program knows their formats and none of Ganvas's classes.
 *
 * <pre>bench/papers [RESULTS [PAGE [STUDIES]]]</pre>
 */
public final class Papers {
    private static final String START = """
            # What became of the papers' claims

            <!-- Written by bench/papers from results/*.json. Do not edit it by hand. -->

            Each claim below is a sentence of one of the five papers.
            Ganvas trained the paper's models, measured them, and judged the claim by [fixed rules](claims.md).
            A claim **holds** if all its checks hold and **fails** if one of them fails.
            It is **undecided** if these runs leave both ways open.
            Ranges are 95 % intervals unless the line says otherwise.

            "In a shortened run" means that a model of this claim was trained on fewer images than in the paper,
            was smaller, or learned from less data. Such a verdict speaks of the short runs.
            A number of parameters is the same at any length.

            `./ganvas study run NAME --budget full` runs a study at the paper's own length.
            `./ganvas study show NAME` tells how each claim is measured.

            """;

    private static final String OLDER = """
            These runs were made before the study had the arms and claims that it has now, and were judged by the
            rules of then. They are to be made again.

            """;

    /** {@code , over three seeds} at the end of a sentence or of a bracket. */
    private static final String SEEDS = ",? over [a-z]+ seeds(?=[.;)])";

    private Papers() {}

    public static void main(String[] args) throws IOException {
        Path results = Path.of(args.length > 0 ? args[0] : "results");
        Path page = Path.of(args.length > 1 ? args[1] : "docs/papers.md");
        Path studies = Path.of(args.length > 2 ? args[2] : "studies");
        Files.writeString(page, page(papers(results, studies)), StandardCharsets.UTF_8);
    }

    /** A result file and the study file of the same name. */
    private record Paper(JsonNode result, JsonNode study) {
        String name() { return text(result, "name"); }

        int count(String verdict) {
            return (int) stream(result.get("claims")).filter(c -> text(c, "verdict").equals(verdict)).count();
        }

        /** Whether some run is shorter or smaller than the paper's. */
        boolean isShort() {
            return !result.get("paperLength").asBoolean();
        }

        /** Whether a run that decides this claim is. What counts parameters needs no run. */
        boolean isShort(JsonNode claim) {
            if (!isShort()) return false;
            JsonNode now = byKey(study.get("claims"), "id", text(claim, "id"));
            if (now == null) return true;                       // the study has other claims since this result
            JsonNode checks = now.get("checks");
            return stream(checks).filter(check -> !text(check, "kind").equals("count")).flatMap(Papers::words)
                    .anyMatch(this::isShortArm);
        }

        /** Whether the study file has other claims, or an arm that was not trained. */
        boolean isOlderThanTheStudy() {
            return !ids(result.get("claims"), "id").equals(ids(study.get("claims"), "id"))
                    || ids(study.get("arms"), "name").stream().anyMatch(arm -> !result.get("arms").has(arm));
        }

        private static List<String> ids(JsonNode list, String key) {
            return stream(list).map(entry -> text(entry, key)).toList();
        }

        private boolean isShortArm(String name) {
            JsonNode arm = byKey(study.get("arms"), "name", name), trained = result.get("arms").get(name);
            return arm != null && (trained != null && trained.hasNonNull("reduced")
                    || !Objects.equals(length(arm, text(result, "budget")), length(arm, "full")));
        }

        /** The arm's own length on a budget goes before the study's. */
        private JsonNode length(JsonNode arm, String budget) {
            JsonNode own = arm.path("length").get(budget);
            return own != null ? own : study.path("length").get(budget);
        }
    }

    /** Every result file of the folder, in the order of their names. */
    private static List<Paper> papers(Path results, Path studies) throws IOException {
        var json = new ObjectMapper();
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        var papers = new ArrayList<Paper>();
        try (Stream<Path> files = Files.list(results)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".json")).sorted().toList()) {
                JsonNode result = json.readTree(file.toFile());
                String study = Files.readString(studies.resolve(text(result, "name") + ".yaml"));
                papers.add(new Paper(result, json.valueToTree(yaml.<Object>load(study))));
            }
        }
        return papers;
    }

    private static String page(List<Paper> papers) {
        var page = new StringBuilder(START);
        page.append("| paper | holds | fails | undecided | runs |\n|---|---|---|---|---|\n");
        for (Paper paper : papers) {
            page.append("| [%s](#%1$s) | %d | %d | %d | %s |\n".formatted(paper.name(), paper.count("holds"),
                    paper.count("fails"), paper.count("undecided"),
                    paper.isShort() ? "shortened" : "as long as the paper's"));
        }
        page.append("| all | %d | %d | %d | |\n".formatted(sum(papers, "holds"), sum(papers, "fails"),
                sum(papers, "undecided")));
        papers.forEach(paper -> page.append(section(paper)));
        return page.toString();
    }

    private static String section(Paper paper) {
        JsonNode result = paper.result, origin = result.get("origin");
        var section = new StringBuilder("\n## " + paper.name() + "\n\n" + text(result, "citation") + ".\n\n");
        section.append("- **Length:** ").append(text(result, "length")).append(".\n");
        section.append("- **Training runs of each model:** %d.\n".formatted(result.get("seeds").size()));
        section.append("- **Data:** `%s`.\n".formatted(String.join("`, `", words(result.get("dataset")).toList())));
        section.append("- **Made by:** `%s`, Ganvas %s, %s; [all numbers](../results/%s.json).\n\n".formatted(
                text(result, "command"), text(origin, "ganvas"), text(origin, "date"), paper.name()));
        if (paper.isOlderThanTheStudy()) section.append(OLDER);
        section.append("| the paper says | verdict | evidence |\n|---|---|---|\n");
        for (JsonNode claim : result.get("claims")) {
            section.append("| %s%s | **%s**%s | %s |\n".formatted(cell(text(claim, "says")), part(result, claim),
                    text(claim, "verdict"), paper.isShort(claim) ? " in a shortened run" : "", evidence(claim)));
        }
        return section.toString();
    }

    /** The id, where several claims are taken from one sentence. */
    private static String part(JsonNode result, JsonNode claim) {
        String says = text(claim, "says");
        boolean shared = stream(result.get("claims")).filter(c -> text(c, "says").equals(says)).count() > 1;
        return shared ? " (`" + text(claim, "id") + "`)" : "";
    }

    /** A sentence a line, without the number of seeds, which stands above the table. */
    private static String evidence(JsonNode claim) {
        Stream<String> lines = text(claim, "evidence").lines();
        return String.join("<br>", lines.map(line -> cell(line.replaceAll(SEEDS, ""))).toList());
    }

    private static int sum(List<Paper> papers, String verdict) {
        return papers.stream().mapToInt(paper -> paper.count(verdict)).sum();
    }

    /** Every text in a tree. */
    private static Stream<String> words(JsonNode node) {
        return node.isContainerNode() ? stream(node).flatMap(Papers::words) : Stream.of(node.asText());
    }

    /** The entry of a list whose {@code key} is {@code value}; null if there is none. */
    private static JsonNode byKey(JsonNode list, String key, String value) {
        return stream(list).filter(entry -> text(entry, key).equals(value)).findFirst().orElse(null);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static String text(JsonNode node, String key) {
        return node.get(key).asText();
    }

    private static String cell(String text) {
        return text.strip().replaceAll("\\s+", " ").replace("\\", "\\\\").replace("|", "\\|").replace("*", "\\*")
                .replace("<", "&lt;");
    }
}
