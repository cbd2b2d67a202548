package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.torch.Processor;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What trains in bf16 on a CPU without being asked to. */
class PrecisionTest {
    /** docs/speed.md has the numbers. khanna-2020's VAE was shown as well, but is slower in it. */
    @Test
    void whatTrainsInBf16UnaskedWasMeasured() throws IOException {
        var shown = Zoo.ALL.stream().filter(m -> m.trainsInBf16(m.resolve(Map.of()), "mnist")).map(ZooModel::name)
                .toList();
        assertThat(shown).containsExactly("tanwar-2023/vae-latent4", "khanna-2020/gan", "gaikwad-2020/cnn-vae");
        String arms = Files.readString(Path.of("bench/precision.yaml")),
                numbers = Files.readString(Path.of("docs/speed.md"));
        for (String name : shown) {
            assertThat(arms).contains("model: " + name + ", set: {precision: fp32}",
                    "model: " + name + ", set: {precision: bf16}");
            assertThat(numbers).containsPattern("\\| `" + name + "`, \\d+,000 images");
        }
    }

    @Test
    void onlyWhatWasShownIsTheDefault() throws IOException {
        String fast = Processor.here().bf16() ? "bf16" : "fp32";
        assertThat(train("tanwar-2023/vae-latent4")).isEqualTo(fast);
        assertThat(train("tanwar-2023/vae-latent4", "--precision", "fp32")).isEqualTo("fp32");
        assertThat(train("tanwar-2023/vae-latent4", "--set", "beta=4")).isEqualTo("fp32");
        assertThat(train("khanna-2020/vae")).isEqualTo("fp32");
        assertThat(train("khanna-2020/gan")).isEqualTo(fast);
        assertThat(train("khanna-2020/gan-vanishing")).isEqualTo("fp32");
        assertThat(train("ali-2020/gan")).isEqualTo("fp32");
    }

    private static String train(String model, String... more) throws IOException {
        String[] line = Stream.concat(Stream.of("train", model, "--device", "cpu", "--dry-run"), Stream.of(more))
                .toArray(String[]::new);
        return ganvas(line).json().at("/precision").asText();
    }
}
