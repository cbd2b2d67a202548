package ganvas.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.result.ModelCard;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A card of a run records the model's default beside the run's own value. */
class DefaultsTest {
    @ParameterizedTest
    @CsvSource({"khanna-2020/vae, latent, 8", "khanna-2020/vae, beta, 4.0", "khanna-2020/gan, loss, saturating",
            "hinrichsen-2023/biggan, channels, 8", "dcgan, batch, 7", "ali-2020/gan, rate, 0.5"})
    void theCardHasTheModelsOwnDefault(String model, String setting, String value) {
        ModelCard plain = Zoo.get(model).card(Zoo.get(model).resolve(Map.of())),
                changed = Zoo.get(model).card(Zoo.get(model).resolve(Map.of(setting, value)));
        ModelCard.Setting was = setting(plain, setting), is = setting(changed, setting);
        assertThat(is.value()).hasToString(value).isNotEqualTo(is.usual());
        assertThat(is.byDefault()).contains(was.value());
        assertThat(was.usual()).isEqualTo(was.value());
        assertThat(Json.line(is)).contains("\"default\":");
    }

    private static ModelCard.Setting setting(ModelCard card, String name) {
        return card.settings().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
    }
}
