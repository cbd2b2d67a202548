package ganvas.metric.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.metric.score.QuickLook;
import ganvas.metric.score.Scorer;
import ganvas.metric.score.Scores;
import ganvas.problem.Problem;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One judge a dataset: which one it is, what it is asked about, and how those of photographs and faces are trained. */
class JudgesTest {
    private static final List<String> COLOURS = List.of("red", "green", "blue");

    @TempDir
    Path folder;

    /** Noise of which one channel is lighter: {@code label % 3} tells which. */
    private static Split colours(int n, int size, int labels, long seed) {
        Rng rng = Rng.at(seed, 0);
        Tensor noise = rng.uniform(Device.CPU, n, 3, size, size).mul(128);
        long[] label = LongStream.range(0, n).map(i -> i % labels).toArray();
        float[] light = new float[3 * n];
        for (int i = 0; i < n; i++) light[3 * i + (int) (label[i] % 3)] = 100;
        return new Split(noise.add(Tensor.of(light, n, 3, 1, 1)).to(Dtype.UINT8).keep(), Tensor.of(label, n).keep());
    }

    private static Dataset dataset(String name, List<String> classes, int size, int labels) {
        return new Dataset(name, classes, "0", colours(250, size, labels, 1), colours(100, size, labels, 2),
                colours(200, size, labels, 3));
    }

    private static Map<String, Double> byName(Scores scores) {
        var byName = new LinkedHashMap<String, Double>();
        for (ScoreLine line : scores.lines()) byName.put(line.name(), line.value());
        return byName;
    }

    @Test
    void everyJudgeOfTheListComesWithTheProgram() {
        for (Judges.Bundled bundled : Judges.ALL) {
            Judge judge = Judge.load(bundled.dataset(), Device.CPU);
            assertThat(judge.sha256()).isEqualTo(bundled.sha256());
            assertThat(judge.dataset()).isEqualTo(bundled.dataset());
            assertThat(judge.input()).isEqualTo(bundled.input());
            assertThat(judge.goodness()).matches("test (accuracy|verification) \\d\\d\\.\\d\\d %");
            assertThat(judge.about()).containsEntry("seed", String.valueOf(JudgeTraining.SEED)).containsKeys("again",
                    "how", "data");
        }
        assertThatThrownBy(() -> Judge.load("cifar", Device.CPU)).isInstanceOf(Problem.class)
                .hasMessageContaining("found 'cifar'");
    }

    /**
     * Threes and fives against the judge of all digits: what it takes for another digit is neither
     * legible nor among the classes.
     */
    @Test
    void aNarrowedDatasetIsJudgedByTheJudgeOfTheWhole() {
        Dataset whole = Datasets.open("mnist"), few = Datasets.open("mnist/5,3");
        Judge judge = Judge.of(few, Device.CPU);
        assertThat(judge.classes()).containsExactly("5", "3");
        assertThat(judge.sha256()).isEqualTo(Judge.load(Device.CPU).sha256());
        assertThat(judge.accuracy(few.test())).isGreaterThan(0.99);
        var scorer = new Scorer(few, judge);
        Scores real = scorer.score(few.validation().images().narrow(0, 0, 500));
        Map<String, Double> score = byName(real);
        assertThat(score.get("class-share/0") + score.get("class-share/1") + score.get("class-share/other"))
                .isCloseTo(1, within(1e-12));
        assertThat(score.get("class-share/other")).isLessThan(0.02);
        assertThat(score.get("class-entropy")).isBetween(0.68, Math.log(2));
        assertThat(score.get("is-judge-500")).isBetween(1.9, 2.05);
        assertThat(score.get("legible-share")).isGreaterThan(0.97);
        assertThat(
                real.lines().stream().filter(l -> l.name().equals("class-entropy")).findFirst().orElseThrow().recipe())
                .contains("even classes would give 0.693").contains("class-share/other");
        try (var _ = new Scope()) {
            assertThat(judge.read(few.test().images().narrow(0, 0, 9)).probabilities().sum(1).toDoubles())
                    .containsOnly(new double[] {1}, within(1e-12));
            long[] labels = whole.validation().labels().toLongs();
            long[] sevens = LongStream.range(0, labels.length).filter(i -> labels[(int) i] == 7).limit(200).toArray();
            Map<String, Double> foreign = byName(
                    scorer.score(whole.validation().images().indexSelect(0, Tensor.of(sevens, 200))));
            assertThat(foreign.get("class-share/other")).isGreaterThan(0.97);
            assertThat(foreign.get("legible-share")).isLessThan(0.03);
            assertThat(foreign.get("judge-confidence")).isLessThan(0.1);
        }
        Dataset foreign = new Dataset("mnist", List.of("3", "horse"), "0", few.train(), few.validation(), few.test());
        assertThatThrownBy(() -> Judge.of(foreign, Device.CPU)).isInstanceOf(Problem.class)
                .hasMessageContaining("in the classes 0, 1, 2");
        Dataset mine = new Dataset("folder/size=28:mine", whole.classes(), "0", few.train(), few.validation(),
                few.test());
        assertThatThrownBy(() -> Judge.of(mine, Device.CPU)).isInstanceOf(Problem.class)
                .hasMessageContaining("which a judge was trained on")
                .hasMessageContaining("--features inception");
        assertThat(QuickLook.of(mine, Device.CPU)).isEmpty();
    }

    /** The recipe of CIFAR-10 on colours: it learns, it is the same again, and what is written is read again. */
    @Test
    void theJudgeOfPhotographsLearnsAndIsReproducible() throws IOException {
        Dataset images = dataset("cifar10:somewhere", COLOURS, 8, 3);
        var told = new ArrayList<JudgeTraining.Progress>();
        Judge judge = JudgeTraining.train(images, 3, 8000, "made of noise", Device.CPU, told::add);
        assertThat(told.getLast().loss()).isLessThan(0.3);
        assertThat(judge.accuracy(images.test())).isGreaterThan(0.9);
        assertThat(judge.about()).containsEntry("class names", "red, green, blue")
                .containsEntry("network", "residual 32 64 128 128")
                .containsEntry("note", "made of noise").containsEntry("data", "cifar10, SHA-256 0");
        Judge first = JudgeTraining.train(images, 3, 250, Device.CPU, _ -> {}),
                again = JudgeTraining.train(images, 3, 250, Device.CPU, _ -> {});
        assertThat(first.sha256()).isEqualTo(again.sha256()).isNotEqualTo(judge.sha256());
        Path file = folder.resolve("judge.safetensors");
        judge.write(file);
        Judge read = Judge.read(file, Device.CPU);
        assertThat(read.sha256()).isEqualTo(judge.sha256());
        try (var _ = new Scope()) {
            assertThat(read.read(images.test().images()).logits().toFloats())
                    .isEqualTo(judge.read(images.test().images()).logits().toFloats());
            Opinion opinion = read.read(images.test().images());
            assertThat(opinion.features().shape()).containsExactly(200, 128);
            assertThat(opinion.features().lt(0).to(Dtype.FLOAT64).sum().item()).isZero();
        }
        Dataset two = new Dataset("cifar10/blue,red", List.of("blue", "red"), "1", images.train(), images.validation(),
                images.test());
        assertThat(Judges.fits(read, two)).isTrue();
        try (var _ = new Scope()) {
            long[] labels = read.over(two).read(images.test().images()).labels();
            // Of the six colours red, green, blue, red, … with blue as 0 and red as 1, green is another.
            assertThat(labels).startsWith(1, 2, 0, 1, 2, 0);
        }
    }

    /** The recipe of faces: 30 people of three complexions. It is scored by its features alone. */
    @Test
    void theJudgeOfFacesHasFeaturesAndNoOpinions() {
        List<String> people = java.util.stream.IntStream.range(0, 30).mapToObj(i -> "P" + i).toList();
        Dataset faces = dataset("lfw/classes=people:somewhere", people, 8, 30);
        Judge judge = JudgeTraining.train(faces, 5, 1500, Device.CPU, _ -> {});
        assertThat(judge.tellsClasses()).isFalse();
        assertThat(judge.classes()).isEmpty();
        assertThat(judge.about()).containsEntry("people", "30").containsEntry("data", "lfw, SHA-256 0")
                .containsKey("test verification");
        assertThat(judge.about().get("verification")).contains("pairs of one person").doesNotContain("somewhere");
        Dataset plain = new Dataset("lfw:somewhere", List.of("face"), "0", faces.train(), faces.validation(),
                faces.test());
        Scores scores = new Scorer(plain, judge).score(faces.validation().images());
        assertThat(byName(scores)).containsOnlyKeys("fid-judge-100", "kid-judge-100", "precision", "recall", "density",
                "coverage", "vendi-judge-100", "sharpness", "contrast");
        assertThat(scores.notMeasured()).hasSize(5).contains("is-judge-100: " + Judge.NO_CLASSES)
                .contains("legible-share: " + Judge.NO_CLASSES);
        assertThat(scores.labels().label()).isEmpty();
        assertThat(scores.lines().getFirst().protocol()).containsEntry("features",
                "judge, the 64 before the logits, in units of their root mean square over the reference");
        assertThatThrownBy(() -> JudgeTraining.train(plain, 1, 1000, Device.CPU, _ -> {})).isInstanceOf(Problem.class)
                .hasMessageContaining("lfw/classes=people");
    }

    @Test
    void whatNoJudgeCouldBeMadeOfIsRefusedBeforeTraining() {
        Dataset comma = dataset("folder/classes=folders:somewhere", List.of("apples, red", "pears"), 8, 2);
        assertThatThrownBy(() -> JudgeTraining.train(comma, 1, 1000, Device.CPU, _ -> {})).isInstanceOf(Problem.class)
                .hasMessageContaining("the class 'apples, red' has a comma and a space in its name");
        List<String> people = java.util.stream.IntStream.range(0, 250).mapToObj(i -> "P" + i).toList();
        Dataset strangers = dataset("lfw/classes=people:somewhere", people, 8, 250);
        assertThatThrownBy(() -> JudgeTraining.train(strangers, 1, 1000, Device.CPU, _ -> {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("pairs of pictures of one person and of two")
                .hasMessageContaining("100 pictures of 100 people");
    }

    @Test
    void areaUnderTheCurve() {
        assertThat(FacePairs.area(new double[] {3, 1}, new double[] {2, 0})).isEqualTo(0.75);
        assertThat(FacePairs.area(new double[] {1, 1}, new double[] {1, 0})).as("ties count half").isEqualTo(0.75);
        assertThat(FacePairs.area(new double[] {5}, new double[] {4, 3, 2})).isEqualTo(1);
        try (var _ = new Scope()) {
            Tensor features = Tensor.of(new float[] {2, 0.1f, 2, -0.1f, -1, 2, -1, 2.2f, -1, -4}, 5, 2);
            FacePairs.Found found = FacePairs.compare(features, new long[] {7, 7, 4, 4, 9});
            assertThat(found.same()).isEqualTo(2);
            assertThat(found.other()).isEqualTo(8);
            assertThat(found.area()).isEqualTo(1);
            long[] one = new long[13];
            one[12] = 1;
            assertThat(FacePairs.compare(Rng.at(1, 1).normal(Device.CPU, 13, 4), one).same())
                    .as("ten pictures a person")
                    .isEqualTo(45);
        }
    }

    /**
     * A photograph is shifted by whole pixels and mirrored or not, and nothing else is done to it where it is
     * not turned, zoomed or lit.
     */
    @Test
    void photographsAreShiftedAndMirrored() {
        try (var _ = new Scope()) {
            byte[] ramp = new byte[3 * 9 * 9];
            for (int i = 0; i < ramp.length; i++) ramp[i] = (byte) i;
            Tensor image = Tensor.of(ramp, 1, 3, 9, 9), many = Tensor.cat(java.util.Collections.nCopies(40, image), 0);
            float[] out = new JudgeAugmentation(0, 0, 1, true, 0).apply(many, Rng.at(1, 1)).mul(255).round().toFloats();
            int mirrored = 0, shifted = 0;
            for (int i = 0; i < 40; i++) {
                int here = i * ramp.length + 4 * 9, step = Math.round(out[here + 5] - out[here + 4]);
                assertThat(Math.abs(step)).isEqualTo(1);
                if (step < 0) mirrored++;
                if (out[here + 4] != 40) shifted++;
            }
            assertThat(mirrored).isBetween(10, 30);
            assertThat(shifted).isBetween(20, 39);
        }
    }
}
