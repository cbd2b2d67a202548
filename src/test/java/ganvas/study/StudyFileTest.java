package ganvas.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.result.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a good study file becomes. */
class StudyFileTest {
    static final List<String> NAMES = StudyFiles.PACKAGED;
    static final Summary.DatasetInfo MNIST = new Summary.DatasetInfo("mnist", 50_000, 10_000, 10_000, 1, 28, 28,
            List.of("0", "1"), "abc");
    private static final Map<String, Summary.DatasetInfo> DATA = Map.of("mnist", MNIST);
    private static final Catalogue CATALOGUE = MadeCatalogue.get();

    private static final String OWN = """
            study: my-rates
            title: Two rates
            dataset: mnist
            seeds: [4, 7]
            length:
              full: {epochs: 10}
              short: {images: 50000}
            arms:
              - {name: slow, model: khanna-2020/vae, set: {rate: 1e-4, latent: 2}}
              - {name: fast, model: khanna-2020/vae, set: {rate: 1e-2}, length: {short: {epochs: 0.5}}}
            figures:
              - {kind: vae-losses, title: losses, arms: [slow, fast]}
            claims:
              - id: slow-settles
                says: |
                  The slow one
                  settles.
                measure: its loss, "late"
                checks:
                  - {kind: trend, metric: loss, arm: slow, from-epoch: 5, to-epoch: 10, goes: nowhere, margin: 1}
                  - {kind: ordering, metric: "final:loss", first: slow, is: lower, than: [fast]}
              - id: fast-alone
                says: The fast one learns.
                measure: loss
                checks: [{kind: trend, metric: loss, arm: fast, from-epoch: 0, to-epoch: 10, goes: down}]
            """;

    @TempDir
    Path folder;

    @Test
    void everyKeyArrives() {
        StudyFile f = StudyFiles.parse("mine.yaml", OWN, CATALOGUE);
        assertThat(f.study()).isEqualTo("my-rates");
        assertThat(f.seeds()).containsExactly(4L, 7L);
        assertThat(f.about().citation()).isEmpty();
        assertThat(f.arms().get(0).arm())
                .isEqualTo(new StudyArm("slow", "vae", "khanna-2020/vae", 0, Map.of("rate", 1e-4)));
        assertThat(f.claims().get(0).says()).isEqualTo("The slow one settles.");
        assertThat(f.claims().get(0).checks()).containsExactly(
                new ClaimCheck.Trend("loss", "slow", 5, 10, "nowhere", 1.0),
                new ClaimCheck.Ordering("final:loss", "slow", "lower", List.of("fast")));
        assertThat(f.figures())
                .containsExactly(new Figure(Figure.Kind.VAE_LOSSES, "", "losses", List.of("slow", "fast")));
    }

    @Test
    void budgetsDecideTheLength() {
        StudyFile f = StudyFiles.parse("mine.yaml", OWN, CATALOGUE);
        assertThat(images(f, "full")).containsExactly(500_000L, 500_000L);
        assertThat(images(f, "short")).as("an arm's own length goes first").containsExactly(50_000L, 25_000L);
        assertThat(images(f, "smoke")).as("of which the file says nothing").containsExactly(1024L, 1024L);
        assertThatThrownBy(() -> images(f, "shrot"))
                .hasMessage("expected a budget (full, short, smoke), found 'shrot'; did you mean 'short'?");
        StudyFile without = StudyFiles.parse("mine.yaml", OWN.replace("  short: {images: 50000}\n", ""), CATALOGUE);
        assertThatThrownBy(() -> images(without, "short"))
                .hasMessage(
                        "mine.yaml: arm slow: expected a length for the budget short, found none; add it under "
                                + "length, or take the budget full");
    }

    private static List<Long> images(StudyFile f, String budget) {
        return f.resolve(budget, List.of(), List.of(), "c", data(f)).arms().stream().map(StudyArm::images).toList();
    }

    /** What a packaged study learns from, of the sizes that the datasets have. */
    private static Map<String, Summary.DatasetInfo> data(StudyFile f) {
        var train = Map.of("mnist", 50_000, "cifar10", 40_000, "cifar10/frog,automobile", 8_000, "lfw", 2_500);
        return StudyFile.BUDGETS.stream().flatMap(b -> f.datasets(b, List.of()).stream()).distinct()
                .collect(java.util.stream.Collectors.toMap(d -> d,
                        d -> d.equals("mnist") ? MNIST : new Summary.DatasetInfo(d, train.get(d), 300, 700, 3, 32, 32,
                                List.of("a", "b"), "abc")));
    }

    @Test
    void withoutAPaperTheTrendIsBroughtToTheLength() {
        Study study = StudyFiles.parse("mine.yaml", OWN, CATALOGUE).resolve("short", List.of(), List.of(1L),
                "./ganvas study run mine.yaml", DATA);
        assertThat(study.reproduced()).isEmpty();
        assertThat(study.paperBudget()).isEmpty();
        assertThat(study.seeds()).containsExactly(1L);
        assertThat(study.command()).isEqualTo("./ganvas study run mine.yaml");
        assertThat(study.claims().get(0).checks().get(0))
                .isEqualTo(new ClaimCheck.Trend("loss", "slow", 0.5, 1, "nowhere", 1.0));
    }

    @Test
    void whatNeedsAnAbsentArmIsLeftOutAndNamed() {
        StudyFile f = StudyFiles.parse("mine.yaml", OWN, CATALOGUE);
        Study study = f.resolve("full", List.of("fast"), List.of(), "c", DATA);
        assertThat(study.arms()).extracting(StudyArm::name).containsExactly("fast");
        assertThat(study.claims()).extracting(Claim::id).containsExactly("fast-alone");
        assertThat(study.figures().get(0).arms()).containsExactly("fast");
        assertThat(study.notMeasured()).containsExactly("claim slow-settles: it needs slow, which this run leaves out",
                "vae-losses of slow: this run leaves that out");
        assertThatThrownBy(() -> f.resolve("full", List.of("fsat"), List.of(), "c", DATA))
                .isInstanceOf(Problem.class)
                .hasMessage("expected arms of my-rates (slow, fast), found 'fsat'; did you mean 'fast'?");
    }

    /** A key of a check has a value for each budget; checks that are the same on one are one there. */
    @Test
    void checksOfEachBudget() {
        String text = OWN.replace(
                "{kind: trend, metric: loss, arm: slow, from-epoch: 5, to-epoch: 10, goes: nowhere, margin: 1}",
                "{kind: ordering, metric: {full: fid-10k, short: sharpness}, first: slow, is: {full: lower, short: "
                        + "higher}, than: [fast]}")
                .replace("metric: \"final:loss\"", "metric: {full: fid-10k, short: recall, smoke: coverage}");
        StudyFile f = StudyFiles.parse("mine.yaml", text, CATALOGUE);
        var fid = new ClaimCheck.Ordering("fid-10k", "slow", "lower", List.of("fast"));
        assertThat(f.claims("full").getFirst().checks()).containsExactly(fid);
        assertThat(f.claims("short").getFirst().checks()).containsExactly(
                new ClaimCheck.Ordering("sharpness", "slow", "higher", List.of("fast")),
                new ClaimCheck.Ordering("recall", "slow", "lower", List.of("fast")));
        assertThat(f.claims("smoke").getFirst().checks()).extracting(ClaimCheck::metric).containsExactly("sharpness",
                "coverage");
        assertThat(f.resolve("short", List.of(), List.of(), "c", DATA).claims().getFirst())
                .isEqualTo(f.claims("short").getFirst());
        assertThatThrownBy(
                () -> StudyFiles.parse("mine.yaml", text.replace("short: recall", "short: recal"), CATALOGUE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("claims[1].checks[2].metric.short: expected a score")
                .hasMessageContaining("did you mean 'recall'?");
        assertThatThrownBy(
                () -> StudyFiles.parse("mine.yaml", text.replace("smoke: coverage", "smok: coverage"), CATALOGUE))
                .hasMessageContaining("expected one of full, short, smoke, found the key 'smok'");
    }

    @Test
    void aTrendBeyondALengthInImagesIsRefused() {
        StudyFile f = StudyFiles.parse("mine.yaml", OWN.replace("full: {epochs: 10}", "full: {images: 100000}"),
                CATALOGUE);
        assertThatThrownBy(() -> f.resolve("full", List.of(), List.of(), "c", DATA)).hasMessage(
                "mine.yaml: claim slow-settles: expected a trend within the full length of slow (100,000 images), "
                        + "found to-epoch 10.0");
    }

    @ParameterizedTest
    @FieldSource("NAMES")
    void packagedStudiesAreWhole(String name) {
        StudyFile f = StudyFiles.load(name, CATALOGUE);
        assertThat(f.study()).isEqualTo(name);
        assertThat(f.claims()).hasSizeGreaterThan(5);
        assertThat(f.figures()).hasSizeGreaterThan(3);
        assertThat(f.about().chosen()).hasSizeGreaterThan(4).allMatch(s -> s.endsWith("."));
        assertThat(f.about().departs()).hasSizeGreaterThan(2).allMatch(s -> s.endsWith("."));
        for (String budget : StudyFile.BUDGETS) {
            Study study = f.resolve(budget, List.of(), List.of(), "./ganvas study run " + name, data(f));
            assertThat(study.reproduced().orElseThrow().fullImages()).containsOnlyKeys(study.arms().stream()
                    .map(StudyArm::name).toList());
            assertThat(study.claims()).isEqualTo(f.claims(budget));
            assertThat(Json.pretty(Json.parse(Json.pretty(study), Study.class, "study"))).isEqualTo(Json.pretty(study));
        }
        assertThat(images(f, "smoke")).allMatch(n -> n <= 1024);
        assertThat(f.resolve("full", List.of(), List.of(), "c", data(f)).reproduced().orElseThrow().fullImages()
                .values())
                .containsExactlyElementsOf(images(f, "full"));
    }

    /**
     * By speeds measured on two cores of an AMD EPYC (Zen 5), in images a second, and 20 s of scoring a run: an older
     * machine takes twice as long.
     */
    @Test
    void shortTakesAboutTwoHoursAtMost() {
        var speed = new java.util.HashMap<>(Map.of("khanna-2020/gan", 6800, "khanna-2020/gan-vanishing", 11_000,
                "khanna-2020/vae", 21_000, "ali-2020/vae", 21_000, "ali-2020/gan", 1070, "ali-2020/gan-notebook",
                1070));
        speed.putAll(Map.of("gaikwad-2020/dense-gan", 8300, "gaikwad-2020/dense-gan-deep", 5000, "gaikwad-2020/cnn-gan",
                1370, "gaikwad-2020/dense-vae", 13_000, "gaikwad-2020/cnn-vae", 1700));
        for (String name : NAMES) {
            if (name.equals("hinrichsen-2023")) continue;
            Study study = StudyFiles.load(name, CATALOGUE).resolve("short", List.of(), List.of(), "c", DATA);
            double seconds = study.arms().stream().mapToDouble(a -> 20 + (double) a.images()
                    / speed.getOrDefault(a.model(), a.family().equals("gan") ? 670 : 3400)).sum()
                    * study.seeds().size();
            assertThat(seconds / 60).as(name).isBetween(40.0, 130.0);
        }
    }

    @Test
    void aNameOrAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("mine"), "\uFEFF" + OWN);
        assertThat(StudyFiles.load(file.toString(), CATALOGUE).source()).isEqualTo(file.toString());
        assertThatThrownBy(() -> StudyFiles.load("tanwar-2032", CATALOGUE)).isInstanceOf(Problem.class)
                .hasMessage("expected a study that comes with the program "
                        + "(tanwar-2023, khanna-2020, ali-2020, gaikwad-2020, hinrichsen-2023) or a study file, found "
                        + "'tanwar-2032'; did you mean 'tanwar-2023'?");
        assertThatThrownBy(() -> StudyFiles.load("none.yaml", CATALOGUE))
                .hasMessage("none.yaml: expected a study file, found none: there is no such file");
        assertThatThrownBy(() -> StudyFiles.load(folder.toString(), CATALOGUE))
                .hasMessage(folder + ": expected a study file, found a folder");
    }
}
