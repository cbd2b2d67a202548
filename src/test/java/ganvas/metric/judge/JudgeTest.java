package ganvas.metric.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgeTest {
    @TempDir
    Path folder;

    @Test
    void theEmbeddedJudgeReadsAsItSays() throws IOException {
        Judge judge = Judge.load(Device.CPU);
        Dataset mnist = Datasets.open("mnist");
        double accuracy = judge.accuracy(mnist.test());
        assertThat(accuracy).isGreaterThanOrEqualTo(0.994);
        assertThat(judge.about().get("test accuracy")).isEqualTo(String.valueOf(accuracy));
        assertThat(judge.about()).containsEntry("seed", String.valueOf(JudgeTraining.SEED))
                .containsEntry("images shown", String.valueOf(JudgeTraining.images(mnist)));
        assertThat(judge.sha256()).isEqualTo(Judges.get("mnist").sha256());
        Path copy = folder.resolve("judge.safetensors");
        judge.write(copy);
        assertThat(Files.size(copy)).isLessThan(2_000_000);
        assertThat(Judge.read(copy, Device.CPU).sha256()).isEqualTo(Judges.get("mnist").sha256());
    }

    @Test
    void trainingIsAFunctionOfTheSeed() {
        Dataset all = Datasets.open("mnist");
        var mnist = new Dataset(all.name(), all.classes(), all.sha256(), all.train(), first(all.validation()),
                first(all.test()));
        var told = new ArrayList<JudgeTraining.Progress>();
        Judge first = JudgeTraining.train(mnist, 7, 1250, Device.CPU, told::add);
        Judge again = JudgeTraining.train(mnist, 7, 1250, Device.CPU, _ -> {});
        Judge other = JudgeTraining.train(mnist, 8, 125, Device.CPU, _ -> {});
        assertThat(told).singleElement().satisfies(p -> assertThat(p.validation()).isGreaterThan(0.15));
        assertThat(first.sha256()).isEqualTo(again.sha256()).isNotEqualTo(other.sha256());
        assertThat(first.about()).containsEntry("input", "1 x 28 x 28").containsEntry("classes", "10");
        assertThat(first.read(mnist.test().images().narrow(0, 0, 3)).features().shape()).containsExactly(3,
                JudgeNet.FEATURES);
    }

    private static Split first(Split split) {
        return new Split(split.images().narrow(0, 0, 1000), split.labels().narrow(0, 0, 1000));
    }

    @Test
    void anotherFileIsRefusedByName() throws IOException {
        Path file = Files.write(folder.resolve("x.safetensors"), new byte[] {2, 0, 0, 0, 0, 0, 0, 0, '{', '}'});
        try (var _ = new Scope()) {
            assertThatThrownBy(() -> Judge.read(file, Device.CPU)).isInstanceOf(Problem.class)
                    .hasMessageContaining("x.safetensors")
                    .hasMessageContaining("written by 'ganvas judge train'");
        }
    }
}
