package ganvas.metric.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.metric.score.Memorisation;
import ganvas.metric.score.SampleOrigin;
import ganvas.metric.score.Scorer;
import ganvas.problem.Problem;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A judge of the user's own, in the place of those that come with the program. */
class OwnJudgeTest {
    private static final List<String> TWO = List.of("dark", "light");

    @TempDir
    Path folder;

    private static Split split(int n, long seed) {
        float[] light = new float[n];
        for (int i = 0; i < n; i++) light[i] = 120 * (i % 2);
        Tensor noise = Rng.at(seed, 0).uniform(Device.CPU, n, 1, 8, 8).mul(128);
        return new Split(noise.add(Tensor.of(light, n, 1, 1, 1)).to(Dtype.UINT8).keep(),
                Tensor.of(LongStream.range(0, n).map(i -> i % 2).toArray(), n).keep());
    }

    private static Dataset dataset(String name, List<String> classes) {
        return new Dataset(name, classes, "0", split(250, 1), split(100, 2), split(120, 3));
    }

    private Path trained(Dataset data, String name) {
        Path file = folder.resolve(name);
        JudgeTraining.train(data, 1, 1000, Device.CPU, _ -> {}).write(file);
        return file;
    }

    /** Its recipes and fingerprints say which judge it is; those of the program's judges say what they always said. */
    @Test
    void scoresSayWhichJudge() {
        Dataset mine = dataset("folder/size=8,channels=1,classes=folders:somewhere/mine", TWO);
        Path file = trained(mine, "mine.safetensors");
        Judge judge = Judge.own(file, mine, Device.CPU);
        assertThat(judge.isOwn()).isTrue();
        assertThat(judge.accuracy(mine.test())).isGreaterThan(0.9);
        assertThat(judge.words()).startsWith("folder/size=8,channels=1,classes=folders, test accuracy ")
                .endsWith("SHA-256 " + judge.sha256().substring(0, 12));
        try (var _ = new Scope()) {
            Scorer scorer = new Scorer(mine, judge);
            List<ScoreLine> lines = scorer.score(mine.validation().images()).lines();
            assertThat(lines).hasSizeGreaterThan(10).allSatisfy(l -> {
                assertThat(l.recipe()).contains("The judge is mine.safetensors (folder/size=8")
                        .doesNotContain("somewhere");
                assertThat(l.protocol()).containsEntry("judge SHA-256", judge.sha256()).containsEntry("judge",
                        "own, trained on " + judge.made());
            });
            var memory = new Memorisation(mine, judge, scorer, new Memorisation.Sizes(10, 20, 100))
                    .of(mine.validation().images(), SampleOrigin.UNSAID);
            assertThat(memory.lines()).hasSize(3).allSatisfy(
                    l -> assertThat(l.protocol()).containsKey("judge").containsEntry("judge SHA-256", judge.sha256()));
        }
        Judge program = Judge.load(Device.CPU);
        Path copy = folder.resolve("copy.safetensors");
        program.write(copy);
        assertThat(Judge.read(copy, Device.CPU).isOwn()).as("the program's own in a file").isFalse();
        assertThat(program.fingerprint()).containsOnlyKeys("judge SHA-256");
    }

    @Test
    void oneForOtherPicturesIsRefused() {
        Dataset whole = dataset("folder/size=8,channels=1,classes=folders:there", TWO);
        Path file = trained(whole, "mine.safetensors");
        refused(dataset("folder/size=8,channels=1:there", List.of("picture")), file,
                "expected a judge of folder, 1 x 8 x 8 (channels x height x width) in the "
                        + "classes picture; found one of folder, 1 x 8 x 8 in the classes dark, light",
                "'ganvas judge train folder/classes=folders:DIR --to FILE'");
        refused(dataset("mnist/3,5", List.of("3", "5")), file, "--judge " + file + ": expected a judge of mnist",
                "'ganvas judge train mnist/3,5 --to FILE' makes one");
        refused(new Dataset("folder/classes=folders:there", TWO, "0", large(), large(), large()), file,
                "expected a judge of folder, 3 x 8 x 8", "found one of folder, 1 x 8 x 8");
        assertThat(Judge.own(file, dataset("folder/light:elsewhere", List.of("light")), Device.CPU).knowsOthers())
                .as("one class of two").isTrue();
        refused(whole, folder.resolve("none.safetensors"),
                "which 'ganvas judge train DATASET --to FILE' writes; there is no such file");
        assertThatThrownBy(
                () -> JudgeTraining.train(dataset("folder:there", List.of("picture")), 1, 1000, Device.CPU, _ -> {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("expected two or more, found picture alone")
                .hasMessageContaining("folder/classes=folders:DIR");
    }

    private static Split large() {
        return new Split(Tensor.zeros(Dtype.UINT8, Device.CPU, 4, 3, 8, 8), Tensor.of(new long[4], 4));
    }

    private static void refused(Dataset data, Path file, String... words) {
        assertThatThrownBy(() -> Judge.own(file, data, Device.CPU)).isInstanceOfSatisfying(Problem.class, p -> {
            assertThat(p.getMessage()).contains(words);
            assertThat(p.exitCode()).isEqualTo(Problem.WRONG_INPUT);
        });
    }
}
