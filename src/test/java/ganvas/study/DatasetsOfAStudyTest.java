package ganvas.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.result.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A study whose arms learn from unlike datasets, and budgets with datasets and settings of their own. */
class DatasetsOfAStudyTest {
    private static final String FILE = """
            study: two
            title: Two datasets
            citation: Somebody 2020
            question: Which?
            dataset: {full: cifar10, short: "cifar10/frog,automobile"}
            length:
              full: {epochs: 10}
              short: {epochs: 1}
            set:
              batch: 256
              short: {channels: 16, batch: 32}
            arms:
              - {name: cars, model: hinrichsen-2023/biggan, printed: {epochs: 10, FID: 25, inception score: 5.9}}
              - {name: more-cars, model: hinrichsen-2023/biggan, set: {blocks: 5, short: {channels: 24}}}
              - {name: faces, model: hinrichsen-2023/vae-biggan, dataset: lfw, set: {batch: 128}}
            figures:
              - {kind: gan-losses, paper: figure 1, title: losses, arms: [cars, more-cars]}
              - {kind: vae-losses, paper: figure 2, title: faces, arms: [faces]}
            claims:
              - id: both
                says: Blocks help, and faces are easy.
                where: section 1
                measure: FID
                checks:
                  - {kind: ordering, metric: fid-judge-10k, first: more-cars, is: lower, than: [cars]}
                  - {kind: threshold, metric: recall, arms: [faces], above: 0.1}
            """;
    private static final Summary.DatasetInfo ALL = dataset("cifar10", 40_000),
            TWO = dataset("cifar10/frog,automobile", 8_000), FACES = dataset("lfw", 2_500);
    private static final Map<String, Summary.DatasetInfo> DATA = Map.of("cifar10", ALL, "cifar10/frog,automobile", TWO,
            "lfw", FACES);

    private static Summary.DatasetInfo dataset(String name, long train) {
        return new Summary.DatasetInfo(name, train, 100, 100, 3, 32, 32, List.of("a", "b"), name);
    }

    private static StudyFile read(String text) {
        return StudyFiles.parse("f.yaml", text, MadeCatalogue.get());
    }

    private static Study resolve(String budget, List<String> only) {
        return read(FILE).resolve(budget, only, List.of(), "c", DATA);
    }

    @Test
    void anArmLearnsFromItsOwnDatasetAndTheBudgetMayNarrowIt() {
        assertThat(read(FILE).datasets("full", List.of())).containsExactly("cifar10", "lfw");
        Study full = resolve("full", List.of()), less = resolve("short", List.of());
        assertThat(full.datasets()).containsExactly(ALL, FACES);
        assertThat(less.datasets()).containsExactly(TWO, FACES);
        assertThat(less.arms()).extracting(StudyArm::dataset).containsExactly("cifar10/frog,automobile",
                "cifar10/frog,automobile", "lfw");
        assertThat(full.arms()).as("an epoch is its own dataset's").extracting(StudyArm::images)
                .containsExactly(400_000L, 400_000L, 25_000L);
        assertThat(less.arms()).extracting(StudyArm::images).containsExactly(8_000L, 8_000L, 2_500L);
        assertThat(less.reproduced().orElseThrow().fullImages()).as("ten epochs of what there is to learn from")
                .containsEntry("cars", 80_000L).containsEntry("faces", 25_000L);
        assertThat(resolve("smoke", List.of()).datasets()).as("the budget full's, where nothing is said")
                .containsExactly(ALL, FACES);
    }

    @Test
    void whatTheArmSaysGoesFirstAndWhatTheBudgetSaysGoesBeforeAll() {
        Study full = resolve("full", List.of()), less = resolve("short", List.of());
        assertThat(full.arms()).extracting(StudyArm::set).containsExactly(Map.of("batch", 256L),
                Map.of("batch", 256L, "blocks", 5L), Map.of("batch", 128L));
        assertThat(less.arms()).extracting(StudyArm::set).containsExactly(Map.of("batch", 32L, "channels", 16L),
                Map.of("batch", 32L, "channels", 24L, "blocks", 5L), Map.of("batch", 128L, "channels", 16L));
        assertThat(full.arms()).extracting(StudyArm::reduced).containsOnly(List.of());
        assertThat(full.reproduced().orElseThrow().departs()).isEmpty();
        assertThat(less.arm("faces").reduced()).containsExactly("channels 16 instead of 96");
        assertThat(less.reproduced().orElseThrow().departs()).containsExactly(
                "On the budget short beside length, cars: dataset cifar10/frog,automobile instead of cifar10, batch "
                        + "32 instead of 256, channels 16 instead of 96.",
                "On the budget short beside length, more-cars: dataset cifar10/frog,automobile instead of cifar10, "
                        + "batch 32 instead of 256, channels 24 instead of 96.",
                "On the budget short beside length, faces: channels 16 instead of 96.");
    }

    @Test
    void onOneDatasetNothingSpeaksOfSeveral() {
        Study cars = resolve("full", List.of("cars", "more-cars"));
        assertThat(cars.arms()).extracting(StudyArm::dataset).containsOnlyNulls();
        assertThat(Json.pretty(cars)).contains("\"dataset\": {").doesNotContain("\"datasets\"", "\"reduced\"");
        assertThat(Json.pretty(Json.parse(Json.pretty(cars), Study.class, "study"))).isEqualTo(Json.pretty(cars));
        assertThat(cars.on(ALL)).isEqualTo(cars);
        assertThat(cars.reference(Path.of("out"), ALL)).isEqualTo(Study.reference(Path.of("out")));
    }

    @Test
    void severalAreAListAndEachIsAStudyOfItsOwn() {
        Study both = resolve("short", List.of());
        assertThat(Json.pretty(both)).contains("\"dataset\": [").contains("\"dataset\": \"lfw\"");
        assertThat(Json.pretty(Json.parse(Json.pretty(both), Study.class, "study"))).isEqualTo(Json.pretty(both));
        Study faces = both.on(FACES);
        assertThat(faces.arms()).extracting(StudyArm::name).containsExactly("faces");
        assertThat(faces.figures()).extracting(Figure::paper).containsExactly("figure 2");
        assertThat(faces.dataset()).isEqualTo(FACES);
        assertThat(both.reference(Path.of("out"), TWO)).isEqualTo(Path.of("out/reference/cifar10-frog,automobile"));
    }

    @Test
    void nothingIsComparedAcrossDatasets() {
        wrong("than: [cars]", "than: [cars, faces]", "25:91: claims[1].checks[1].than[2]: "
                + "expected an arm on cifar10, as more-cars is, found faces, which is on lfw");
        wrong("arms: [faces], above", "arms: [faces, cars], above",
                "26:57: claims[1].checks[2].arms[2]: expected an arm on lfw, as faces is, found cars, "
                        + "which is on cifar10");
        wrong("kind: vae-losses", "kind: labelled-grid", "arms: [faces]}", "arms: [faces, cars]}",
                "18:72: figures[2].arms[2]: expected an arm on lfw, as faces is, found cars, which is on cifar10");
        wrong("{kind: threshold, metric: recall, arms: [faces], above: 0.1}",
                "{kind: ratio, metric: seconds, of: faces, to: cars, at-most: 1}",
                "26:55: claims[1].checks[2].to: expected an arm on lfw, as faces is, found cars, which is on cifar10");
        wrong("{kind: threshold, metric: recall, arms: [faces], above: 0.1}",
                "{kind: equality, metric: recall, arms: [faces, cars], margin: 1}",
                "26:56: claims[1].checks[2].arms[2]: expected an arm on lfw, as faces is, found cars, "
                        + "which is on cifar10");
    }

    @Test
    void mistakesHaveTheirPlace() {
        wrong("{full: cifar10, short:", "{short:", "5:10: dataset: expected the key 'full'");
        wrong("short: \"cifar10/frog", "shrot: \"cifar10/frog",
                "5:26: dataset: expected one of full, short, smoke, found the key 'shrot'; did you mean 'short'?");
        wrong("dataset: lfw", "dataset: lfv",
                "15:63: arms[3].dataset: expected a dataset (mnist, cifar10, lfw), found 'lfv'; did you mean 'lfw'?");
        wrong("\"cifar10/frog,automobile\"", "cifar/frog",
                "5:33: dataset.short: expected a dataset (mnist, cifar10, lfw), found 'cifar/frog'; "
                        + "did you mean 'cifar10'?");
        wrong("short: {channels: 24}", "short: {chanels: 24}",
                "14:79: arms[2].set.short: expected a setting of hinrichsen-2023/biggan (",
                "found 'chanels'; did you mean 'channels'?");
        wrong("short: {channels: 24}", "shrt: {channels: 24}",
                "14:71: arms[2].set: expected a setting of hinrichsen-2023/biggan (",
                "found 'shrt'; did you mean 'short'?");
        wrong("short: {channels: 16,", "short: {channels: 5000,",
                "11:21: set.short.channels: expected a number from 0 to 1, found '5000'");
        wrong("short: {channels: 16, batch: 32}", "short: 16", "11:10: set.short: expected keys with values, found 16");
        wrong("short: {channels: 24}", "short: {full: {channels: 24}}",
                "14:79: arms[2].set.short: expected a setting of", "found 'full'");
    }

    /** @param changes pairs of old and new, then what the error has */
    private static void wrong(String... changes) {
        String text = FILE;
        int at = 0;
        while (at + 1 < changes.length && text.contains(changes[at])) {
            text = text.replace(changes[at], changes[at + 1]);
            at += 2;
        }
        String spoilt = text;
        assertThat(at).isPositive().isLessThan(changes.length);
        Problem p = catchThrowableOfType(Problem.class, () -> read(spoilt));
        assertThat(p).isNotNull();
        assertThat(p.exitCode()).isEqualTo(Problem.WRONG_INPUT);
        for (; at < changes.length; at++) assertThat(p.getMessage()).contains(changes[at]);
    }
}
