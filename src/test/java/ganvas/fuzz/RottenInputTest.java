package ganvas.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Some rotten files of every format that is read; {@code bench/fuzz} makes thousands of each. */
class RottenInputTest {
    private static final int CASES = 100;
    /** Of formats whose reading decodes many pictures or writes a report. */
    private static final int FEW = 15;

    @TempDir
    Path folder;

    static List<String> formats() {
        return Format.all().stream().map(Format::name).toList();
    }

    @ParameterizedTest
    @MethodSource("formats")
    void isReadOrRefusedInWords(String name) throws IOException {
        Format format = Format.all().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
        var cases = new Cases(format, 2, folder);
        int refused = 0;
        int count = name.matches("png|jpg|gif|bmp|lfw.*|.*json.?|results file|statistics.*") ? FEW : CASES;
        for (int i = 0; i < count; i++) {
            Cases.Outcome outcome = cases.run(i);
            assertThat(outcome.ending()).as("%s:2:%d %s", name, i, outcome.text()).isNotEqualTo(Cases.Ending.FOUND);
            if (outcome.ending() == Cases.Ending.REFUSED) refused++;
        }
        assertThat(refused).as("a format of which everything is taken would be no test").isGreaterThan(count / 20);
        assertThat(Path.of("ganvas-fuzz-ran")).as("a command in a pickle was run").doesNotExist();
    }
}
