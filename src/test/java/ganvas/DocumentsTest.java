package ganvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages for people: their size, their links, and the one that a program writes. A log may be of any length. */
class DocumentsTest {
    private static final long LARGEST = 8 * 1024;
    private static final Path PAPERS = Path.of("docs/papers.md"), LOG = Path.of("bench/LOG.md"),
            CHANGES = Path.of("CHANGELOG.md");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");

    @TempDir
    Path folder;

    @Test
    void theVerdictsAreThoseOfTheKeptResults() throws Exception {
        Path written = folder.resolve("papers.md"), log = folder.resolve("log");
        String java = ProcessHandle.current().info().command().orElseThrow();
        var command = List.of(java, "-cp", System.getProperty("java.class.path"), "bench/Papers.java", "results",
                written.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(log)).isZero();
        assertThat(written).as("docs/papers.md is written by bench/papers").hasSameTextualContentAs(PAPERS);
    }

    @Test
    void aPageIsShort() throws IOException {
        for (Path page : pages()) {
            if (Set.of(PAPERS, LOG, CHANGES).contains(page)) continue;
            assertThat(Files.size(page)).as(page.toString()).isLessThanOrEqualTo(LARGEST);
        }
    }

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        var broken = new ArrayList<String>();
        for (Path page : pages()) {
            for (String link : LINK.matcher(text(page)).results().map(m -> m.group(1)).toList()) {
                if (!link.matches("https?:.*") && !leadsSomewhere(page, link)) broken.add(page + ": " + link);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageStandsInTheIndex() throws IOException {
        Path index = Path.of("docs/README.md");
        var linked = LINK.matcher(text(index)).results().map(m -> m.group(1)).toList();
        try (Stream<Path> docs = Files.walk(index.getParent())) {
            var pages = docs.filter(file -> file.toString().endsWith(".md") && !file.equals(index))
                    .map(file -> index.getParent().relativize(file).toString().replace('\\', '/')).toList();
            assertThat(pages).isNotEmpty();
            assertThat(linked).as("links of docs/README.md").containsAll(pages);
        }
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(file) && (parts.length == 1 || anchors(file).contains(parts[1]));
    }

    /** The anchors of a page's headings, as GitHub makes them. */
    private static List<String> anchors(Path page) throws IOException {
        return text(page).lines().filter(line -> line.startsWith("#")).map(line -> line.replaceFirst("^#+ ", ""))
                .map(heading -> heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    /** Without what stands between fences, which is code. */
    private static String text(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?s)```.*?```", "");
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            var others = Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/LOG.md").map(Path::of);
            return Stream.concat(others, docs.filter(file -> file.toString().endsWith(".md")).sorted()).toList();
        }
    }
}
