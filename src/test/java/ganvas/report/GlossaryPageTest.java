package ganvas.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The glossary of the docs says of each term what the report's glossary says. */
class GlossaryPageTest {
    @Test
    void everyTermOfTheReportHasTheSameMeaningInTheDocs() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("docs/glossary.md"));
        assertThat(Glossary.meanings()).isNotEmpty().allSatisfy((term, meaning) -> assertThat(lines)
                .as(term).anyMatch(line -> line.equals("| " + term + " | " + meaning + " |")
                        || line.startsWith("| " + term + " | " + meaning + ". ")));
    }
}
