package ganvas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The form of the source files that no formatter holds. */
class FormTest {
    private static final int COLUMNS = 120;
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern TYPE = Pattern.compile(
            "(?m)^(?:(?:public|abstract|final|sealed|non-sealed|strictfp) "
                    + ")*(?:class|interface|@interface|enum|record) (\\w+)");

    @Test
    void noLineIsLongerThan120Columns() throws IOException {
        var found = new ArrayList<String>();
        for (Path root : List.of(Path.of("src"), Path.of("examples"), Path.of("bench"))) {
            for (Path file : sources(root)) {
                int number = 0;
                for (String line : Files.readString(file).lines().toList()) {
                    number++;
                    int columns = line.codePointCount(0, line.length());
                    if (columns > COLUMNS) found.add("%s:%d has %d columns".formatted(file, number, columns));
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void aTopLevelTypesNameStandsOnceInTheProgram() throws IOException {
        var files = new TreeMap<String, List<Path>>();
        for (Path file : sources(MAIN)) {
            TYPE.matcher(withoutTextBlocks(Files.readString(file))).results()
                    .forEach(m -> files.computeIfAbsent(m.group(1), _ -> new ArrayList<>()).add(file));
        }
        files.values().removeIf(f -> f.size() == 1);
        assertThat(files).isEmpty();
    }

    private static List<Path> sources(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }

    /** A type is declared at a line's start, where a text block may have any word. */
    private static String withoutTextBlocks(String source) {
        return source.replaceAll("(?s)\"\"\".*?(?<!\\\\)\"\"\"", "");
    }
}
