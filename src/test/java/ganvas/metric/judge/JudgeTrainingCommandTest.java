package ganvas.metric.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a judge's file says of how to train it again can be typed: a folder needs its path. */
class JudgeTrainingCommandTest {
    @Test
    void aFolderHasAPlaceForItsPath() {
        assertThat(JudgeTraining.command("folder/size=32,classes=folders", 1, 1000))
                .isEqualTo("ganvas judge train folder/size=32,classes=folders:DIR --seed 1 --images 1000");
        assertThat(JudgeTraining.command("folder", 2, 3000)).contains(" folder:DIR ");
    }

    @Test
    void otherDatasetsNeedNone() {
        assertThat(JudgeTraining.command("mnist", 1, 60000))
                .isEqualTo("ganvas judge train mnist --seed 1 --images 60000");
    }
}
