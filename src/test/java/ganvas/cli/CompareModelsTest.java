package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison of models of any kind. */
class CompareModelsTest {
    @TempDir
    Path folder;

    private static List<StudyArm> arms(String... words) {
        Said said = ganvas(words);
        assertThat(said.code()).as(said.err()).isZero();
        return Json.parse(said.out(), Study.class, "study").arms();
    }

    @Test
    void modelsAreNamedByTheirLastPartsIfTheseDiffer() {
        assertThat(arms("compare", "khanna-2020/vae", "tanwar-2023/vae-base", "larsen-2016/vae-gan", "--dry-run"))
                .extracting(StudyArm::name).containsExactly("vae", "vae-base", "vae-gan");
        assertThat(arms("compare", "khanna-2020/vae", "ali-2020/vae", "--dry-run")).extracting(StudyArm::name)
                .containsExactly("khanna-2020-vae", "ali-2020-vae");
    }

    @Test
    void aModelIsComparedWithItselfUnderNames() {
        assertThat(arms("compare", "few=khanna-2020/vae", "many=khanna-2020/vae", "--set", "many.latent=20", "--set",
                "batch=64", "--dry-run")).extracting(StudyArm::name, StudyArm::model, StudyArm::set)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("few", "khanna-2020/vae", Map.of("batch", 64)),
                        org.assertj.core.groups.Tuple.tuple("many", "khanna-2020/vae",
                                Map.of("batch", 64, "latent", 20)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "khanna-2020/vae | expected two or more models to compare; found one, khanna-2020/vae",
            "khanna-2020/vae khanna-2020/vae | expected a name of its own for each model; found 'khanna-2020-vae'",
            "khanna-2020/vae ali-2020/vae --gan ali-2020/gan | by --gan and --vae; found both",
            "khanna-2020/vae ali-2020/va | did you mean 'ali-2020/vae'?",
            "A=khanna-2020/vae b=ali-2020/vae | expected a name of small letters, digits and hyphens",
            "a=khanna-2020/vae b=ali-2020/vae --set c.latent=3 | with the name a or b",
            "--gan khanna-2020/vae | 'ganvas compare MODEL MODEL' takes models of any kind"})
    void whatCannotBeComparedIsSaid(String words, String says) {
        Said said = ganvas(("compare " + words + " --dry-run").split(" "));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains(says);
    }

    @Test
    void threeModelsHaveOneReport() throws Exception {
        Path out = folder.resolve("three");
        String[] command = {"compare", "few=khanna-2020/vae", "many=khanna-2020/vae", "gaikwad-2020/dense-vae", "--set",
                "many.latent=20", "--images", "512", "--samples", "200", "--out", out.toString()};
        Said said = ganvas(command);
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.err()).contains("khanna-2020/vae, khanna-2020/vae and gaikwad-2020/dense-vae");
        assertThat(Json.read(Study.summary(out), Summary.class).arms()).containsOnlyKeys("few", "many", "dense-vae");
        assertThat(Files.readString(Study.report(out))).contains("dense-vae", "many");

        String next = said.out().lines().filter(l -> l.startsWith("Next: ./ganvas ")).findFirst().orElseThrow();
        String[] words = next.substring("Next: ./ganvas ".length()).split(" ");
        Path picture = folder.resolve("next.png");
        Said typed = ganvas(
                Stream.concat(Stream.of(words), Stream.of("--to", picture.toString())).toArray(String[]::new));
        assertThat(typed.code()).as(typed.err()).isZero();
        assertThat(picture).exists();

        Said again = ganvas(command);
        assertThat(again.code()).isZero();
        assertThat(again.err()).contains("Already done: 3 runs (few, many, dense-vae)").doesNotContain("images/s");
    }
}
