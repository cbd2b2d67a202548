package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ganvas.file.Json;
import ganvas.study.Catalogue;
import ganvas.study.MadeCatalogue;
import ganvas.study.StudyFile;
import ganvas.study.StudyFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code study list} and {@code study show}: words, JSON and exit codes. */
class StudyCommandTest {
    static final List<String> NAMES = StudyFiles.PACKAGED;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @FieldSource("NAMES")
    void packagedStudiesNameWhatTheProgramHas(String name) {
        assertThat(StudyFiles.load(name, StudyCatalogue.get()).study()).isEqualTo(name);
    }

    @Test
    void listFindsAll() throws IOException {
        assertThat(JSON.readTree(ganvas("study", "list", "--json").out()).findValuesAsText("name")).isEqualTo(NAMES);
    }

    @Test
    void listSaysHowLongItTakes() throws IOException {
        Catalogue catalogue = MadeCatalogue.get();
        var lines = NAMES.stream().map(n -> StudyText.line(StudyFiles.load(n, catalogue), catalogue)).toList();
        assertThat(StudyText.list(lines)).contains("tanwar-2023     Evaluation and Comparison of VAE and GAN networks",
                "6 arms, 3 seeds each, 8 claims; images in all: full 90,000,000, short 4,500,000, smoke 18,432");
        JsonNode json = JSON.readTree(Json.pretty(lines));
        assertThat(json.findValuesAsText("name")).isEqualTo(NAMES);
        assertThat(json.at("/0/images/short").asLong()).isEqualTo(6 * 3 * 250_000);
        assertThat(json.at("/0/arms/1").asText()).isEqualTo("gan-batchnorm");
    }

    /** How many images an epoch has, only the files of such a dataset can tell. */
    @Test
    void aNarrowedDatasetIsShownInEpochs() throws IOException {
        Path file = Files.writeString(folder.resolve("frogs.yaml"), """
                study: frogs
                title: Two classes
                dataset: cifar10/frog,automobile:some/folder
                length:
                  full: {epochs: 5}
                  short: {images: 3000}
                arms:
                  - {name: one, model: khanna-2020/vae}
                """);
        Said said = ganvas("study", "show", file.toString());
        assertThat(said.code()).as(said.err()).isZero();
        assertThat(said.out()).contains("Dataset cifar10/frog,automobile:some/folder",
                "full 5 epochs, short 3,000 images, smoke 1,024 images");
        assertThat(JSON.readTree(ganvas("study", "show", file.toString(), "--json").out())
                .at("/arms/0/lengths/full/images").isMissingNode()).isTrue();
        Files.writeString(file, Files.readString(file).replace("cifar10/", "cifar/"));
        assertThat(ganvas("study", "show", file.toString()).err())
                .contains("expected a dataset (mnist, cifar10, cifar100, idx, lfw, folder)", "did you mean 'cifar10'?");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void showFitsTheConsole(String name) {
        Catalogue catalogue = MadeCatalogue.get();
        StudyFile f = StudyFiles.load(name, catalogue);
        String text = StudyText.text(StudyText.shown(f, catalogue), name);
        assertThat(text.lines()).allMatch(l -> l.length() <= 100);
        assertThat(text).contains("Chosen where", "Otherwise than", "Not measured", "Run it: ganvas study run " + name)
                .doesNotContain("null");
        f.claims().forEach(c -> assertThat(text).contains("  " + c.id() + " (" + c.where() + ")"));
    }

    @Test
    void showInWordsAndAsJson() throws IOException {
        Path file = own("{rate: 1e-2}");
        Said said = ganvas("study", "show", file.toString());
        assertThat(said.err()).isEmpty();
        assertThat(said.code()).isZero();
        assertThat(said.out()).contains("my-rates: Two rates", "fast: khanna-2020/vae with rate=0.01",
                "full 500,000 images (10 epochs), smoke 1,024 images", "“The fast one learns sooner.”",
                "Measure: its loss", "- loss at the end of training of fast is lower than that of slow",
                "vae-losses: losses (slow, fast)");
        assertThat(ganvas("study", "show", file.toString(), "--budget", "smoke").out())
                .contains("    smoke 1,024 images\n").doesNotContain("500,000");
        JsonNode json = JSON.readTree(ganvas("study", "show", file.toString(), "--json", "--budget", "full").out());
        assertThat(json.at("/arms/1/set/rate").asDouble()).isEqualTo(0.01);
        assertThat(json.at("/arms/1/lengths/full/images").asLong()).isEqualTo(500_000);
        assertThat(json.at("/arms/1/lengths").has("smoke")).isFalse();
        assertThat(json.at("/claims/0/checks/0/kind").asText()).isEqualTo("ordering");
        assertThat(json.at("/figures/0/kind").asText()).isEqualTo("vae-losses");
    }

    @Test
    void theExampleOfTheDocumentationAndItsErrorsAreTrue() throws IOException {
        String page = Files.readString(Path.of("docs/study-files.md"));
        String example = page.substring(page.indexOf("```yaml\n") + 8,
                page.indexOf("```\n", page.indexOf("```yaml\n")));
        Path file = Files.writeString(folder.resolve("my-rates.yaml"), example);
        assertThat(ganvas("study", "show", file.toString()).out()).contains("fast: khanna-2020/vae with rate=0.01",
                "- test ELBO of fast is lower than that of usual");
        String error = ganvas("study", "show", Files.writeString(file, example.replace("{rate:", "{raet:")).toString())
                .err();
        String shown = page.lines().filter(l -> l.startsWith("my-rates.yaml:") && l.contains("raet")).findFirst()
                .orElseThrow();
        assertThat(error).contains(shown.substring(0, shown.indexOf("(epochs")))
                .contains(shown.substring(shown.indexOf("), found")).strip());
        error = ganvas("study", "show", Files.writeString(file, example.replace("test-elbo", "test-eblo")).toString())
                .err();
        assertThat(error.strip()).endsWith(page.lines().filter(l -> l.contains("test-eblo")).findFirst().orElseThrow());
    }

    @Test
    void errorsSayWhere() throws IOException {
        wrong("mine.yaml:8:54: arms[2].set.rate: expected a number from 0.0 to 1.0, found '7'", "show",
                own("{rate: 7}").toString());
        wrong("mine.yaml:8:48: arms[2].set: expected a setting of khanna-2020/vae (", "show",
                own("{raet: 7}").toString());
        wrong("found 'raet'; did you mean 'rate'?", "show", own("{raet: 7}").toString());
        wrong("found 'tanwar2023'; did you mean 'tanwar-2023'?", "show", "tanwar2023");
        wrong("study: expected list, show, run, keep or overview");
        wrong("--budget: expected one of full, short, smoke; found 'shrt'; did you mean 'short'?", "show",
                own("{rate: 1e-2}").toString(), "--budget", "shrt");
    }

    @Test
    void thePlaceOfADatasetIsAnOptionOfTheRunAndNoPartOfItsName() throws IOException {
        String file = own("{rate: 1e-2}").toString(), nowhere = folder.resolve("nowhere").toString();
        wrong("--data mnst: expected a dataset of this run (mnist); did you mean 'mnist'?", "run", file, "--data",
                "mnst=x", "--budget", "smoke");
        wrong(nowhere, "run", file, "--data", "mnist=" + nowhere, "--budget", "smoke");
        Path idx = Path.of("../shared/data/mnist");
        org.junit.jupiter.api.Assumptions.assumeTrue(Files.isDirectory(idx),
                idx + " is not here: no dataset was read from a place of its own");
        JsonNode study = JSON.readTree(
                ganvas("study", "run", file, "--data", "mnist=" + idx, "--budget", "smoke", "--dry-run").out());
        assertThat(study.at("/dataset/name").asText()).isEqualTo("mnist");
        assertThat(study.at("/command").asText()).contains("--data mnist=" + idx);
    }

    @Test
    void aStudyOnTwoDatasetsIsShownArmByArm() throws IOException {
        String text = ganvas("study", "show", "hinrichsen-2023").out();
        assertThat(text).contains("Datasets cifar10, lfw, seeds 0, 1, 2",
                "cifar-gan: hinrichsen-2023/biggan on cifar10", "lfw-vae: hinrichsen-2023/vae-biggan on lfw",
                "on the budget short: dataset cifar10/frog,automobile instead of cifar10,");
        assertThat(ganvas("study", "show", "hinrichsen-2023", "--budget", "short").out())
                .contains("Datasets cifar10/frog,automobile, lfw");
        JsonNode json = JSON.readTree(ganvas("study", "show", "hinrichsen-2023", "--json").out());
        assertThat(json.at("/arms/4/dataset").asText()).isEqualTo("lfw");
        assertThat(json.at("/arms/0/reduced/short").size()).isGreaterThan(1);
        assertThat(json.at("/arms/0/lengths/full/images").asLong()).isEqualTo(314 * 40_000L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"study", "study list", "study show"})
    void helpHasExamples(String verb) {
        String[] args = (verb + " --help").split(" ");
        assertThat(ganvas(args).out()).contains("Examples:").contains("ganvas " + verb);
    }

    /** No class of libtorch's wrapper is loaded, so the answer comes at once. */
    @Test
    void needsNoLibtorch() throws Exception {
        Path log = folder.resolve("classes");
        var process = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(),
                "-Xlog:class+load:file=" + log, "-cp", System.getProperty("java.class.path"), "ganvas.cli.Main",
                "study", "show", "ali-2020").redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(Files.readString(log)).contains("ganvas.study.StudyFile").doesNotContain("org.bytedeco");
    }

    private Path own(String set) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), """
                study: my-rates
                title: Two rates
                dataset: mnist
                length:
                  full: {epochs: 10}
                arms:
                  - {name: slow, model: khanna-2020/vae}
                  - {name: fast, model: khanna-2020/vae, set: %s}
                figures:
                  - {kind: vae-losses, title: losses, arms: [slow, fast]}
                claims:
                  - id: fast-learns-sooner
                    says: The fast one learns sooner.
                    measure: its loss
                    checks: [{kind: ordering, metric: "final:loss", first: fast, is: lower, than: [slow]}]
                """.formatted(set));
    }

    private static void wrong(String words, String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "study";
        System.arraycopy(args, 0, all, 1, args.length);
        Said said = ganvas(all);
        assertThat(said.err()).contains(words).doesNotContain("\tat ");
        assertThat(said.code()).isEqualTo(2);
    }
}
