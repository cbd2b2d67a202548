package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.torch.Processor;
import ganvas.zoo.Model;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What trains in bf16 on a CPU without being asked to. */
class PrecisionTest {
    /** docs/speed.md has the numbers; ali-2020's VAE is khanna-2020's. */
    @Test
    void whatTrainsInBf16UnaskedWasMeasured() throws IOException {
        var shown = Zoo.ALL.stream().filter(Model::asWellInBf16).map(Model::name).toList();
        assertThat(shown).containsExactly("tanwar-2023/vae-latent4", "khanna-2020/vae", "ali-2020/vae", "gaikwad-2020/cnn-vae");
        String arms = Files.readString(Path.of("bench/precision.yaml")), numbers = Files.readString(Path.of("docs/speed.md"));
        for (String name : shown) {
            if (name.equals("ali-2020/vae")) continue;
            assertThat(arms).contains("model: " + name + ", set: {precision: fp32}", "model: " + name + ", set: {precision: bf16}");
            assertThat(numbers).contains("| `" + name + "`, 1");
        }
        Model of = Zoo.get("khanna-2020/vae"), same = Zoo.get("ali-2020/vae");
        assertThat(same.resolve(Map.of())).isEqualTo(of.resolve(Map.of()));
        assertThat(same.card(same.resolve(Map.of())).networks()).usingRecursiveComparison().isEqualTo(of.card(of.resolve(Map.of())).networks());
    }

    @Test
    void onlyWhatWasShownIsTheDefault() throws IOException {
        String fast = Processor.here().bf16() ? "bf16" : "fp32";
        assertThat(train("khanna-2020/vae")).isEqualTo(fast);
        assertThat(train("khanna-2020/vae", "--precision", "fp32")).isEqualTo("fp32");
        assertThat(train("khanna-2020/vae", "--set", "beta=4")).isEqualTo("fp32");
        assertThat(train("khanna-2020/gan")).isEqualTo("fp32");
    }

    private static String train(String model, String... more) throws IOException {
        String[] line = Stream.concat(Stream.of("train", model, "--device", "cpu", "--dry-run"), Stream.of(more)).toArray(String[]::new);
        return ganvas(line).json().at("/precision").asText();
    }
}
