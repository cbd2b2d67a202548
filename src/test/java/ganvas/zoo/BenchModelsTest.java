package ganvas.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The comparison with others in {@code bench/} is of the whole zoo: a model that has no row there
 * is named, with the reason.
 */
class BenchModelsTest {
    private static final Path LIST = Path.of("bench/bench_models.py"), PEER = Path.of("bench/peer.py");

    @Test
    void everyModelHasARowOrAReason() throws IOException {
        var named = new ArrayList<>(keys(LIST, "MODELS"));
        named.addAll(keys(LIST, "OMITTED"));
        assertThat(named).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Zoo.ALL.stream().map(ZooModel::name).toList());
    }

    @Test
    void thePeerHasWhatIsCompared() throws IOException {
        assertThat(keys(PEER, "MODELS")).containsExactlyElementsOf(keys(LIST, "MODELS"));
    }

    /** Keys of the dictionary that <code>name = {</code> begins, up to the brace that stands alone. */
    private static List<String> keys(Path file, String name) throws IOException {
        String text = Files.readString(file);
        int start = text.indexOf("\n" + name + " = {\n"), end = text.indexOf("\n}\n", start);
        assertThat(start).as("%s in %s", name, file).isNotNegative();
        return Pattern.compile("^ {4}\"([^\"]+)\":", Pattern.MULTILINE).matcher(text.substring(start, end)).results()
                .map(m -> m.group(1)).toList();
    }
}
