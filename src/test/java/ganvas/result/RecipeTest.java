package ganvas.result;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.words.Protocols;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recipe decides which scores compare; who made the samples and who measured them is told beside it. */
class RecipeTest {
    private static final Map<String, Object> SCORED = new LinkedHashMap<>();

    static {
        SCORED.put("generated", 10_000);
        SCORED.put("latents", "seed 0");
        SCORED.put("quantisation", "uint8, rounded");
        SCORED.put("dataset", "mnist");
        SCORED.put("split", "test");
        SCORED.put("reference images", 10_000);
        SCORED.put("reference SHA-256", "ab");
        SCORED.put("reference quantisation", "uint8, as in the dataset");
        SCORED.put("judge SHA-256", "cd");
        SCORED.put("ganvas", "0.1.0");
    }

    private static ScoreLine line(Map<String, Object> protocol) {
        return new ScoreLine("fid", "FID", 1, null, null, "good", "lower", "", "", protocol);
    }

    private static Map<String, Object> with(String key, Object value) {
        var changed = new LinkedHashMap<>(SCORED);
        changed.put(key, value);
        return changed;
    }

    @ParameterizedTest
    @CsvSource({"latents, unknown: the samples came from a file", "quantisation, uint8 as in the file",
            "reference quantisation, uint8 as in the file", "dataset, of a file", "split, unknown", "ganvas, 0.2.0"})
    void whateverMadeThem(String key, String value) {
        Map<String, Object> other = with(key, value);
        assertThat(line(other).fingerprint()).isEqualTo(line(SCORED).fingerprint()).matches("[0-9a-f]{12}");
        assertThat(Protocols.differences(SCORED, other)).isEmpty();
        assertThat(Recipe.provenance(other)).containsEntry(key, value);
        assertThat(Recipe.of(other)).doesNotContainKey(key);
    }

    /** As a file of an older version, in which a key was not yet written. */
    @ParameterizedTest
    @CsvSource({"latents", "quantisation", "ganvas"})
    void whatAnOlderVersionDidNotTell(String key) {
        var older = new LinkedHashMap<>(SCORED);
        older.remove(key);
        assertThat(line(older).fingerprint()).isEqualTo(line(SCORED).fingerprint());
    }

    @ParameterizedTest
    @CsvSource({"generated, 9999", "reference SHA-256, ac", "reference images, 100", "judge SHA-256, ce", "k, 5",
            "resize, bilinear"})
    void whatDecidesTheNumber(String key, String value) {
        Map<String, Object> other = with(key, value);
        assertThat(line(other).fingerprint()).isNotEqualTo(line(SCORED).fingerprint());
        assertThat(Protocols.differences(SCORED, other)).hasSize(1).first().asString().startsWith("`" + key + "` (");
    }

    /** Without a checksum the name is all that is known of the pictures; of the ELBO the split is the question. */
    @Test
    void namesWithoutAChecksumDecide() {
        Map<String, Object> test = Map.of("split", "test", "dataset", "ab"), train = Map.of("split", "train", "dataset",
                "ab");
        assertThat(Protocols.differences(test, train)).isEqualTo(List.of("`split` (test against train)"));
        assertThat(line(test).fingerprint()).isNotEqualTo(line(train).fingerprint());
    }
}
