package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistyped commands, and the script that keeps a user from typing them. */
class UsageErrorsTest {
    @TempDir
    Path folder;

    /** One line with the reason and what was meant, one with where to read on; never the whole help. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "train khanna-2020/vae --batch 64 | It is a setting of the model: --set batch=64",
            "train khanna-2020/vae --lr=0.1 | It is a setting of the model: --set rate=0.1",
            "train khanna-2020/vae --learning_rate 0.1 | It is a setting of the model: --set rate=0.1",
            "train khanna-2020/vae --batch-size=8 | It is a setting of the model: --set batch=8",
            "train khanna-2020/vae --latent-dim 8 | It is a setting of the model: --set latent=8",
            "train khanna-2020/vae --images 20k | --images: expected a whole number; found '20k'; did you mean 20000?",
            "train khanna-2020/vae --images 1.5M | did you mean 1500000?",
            "train khanna-2020/vae --images 60,000 | did you mean 60000?",
            "train khanna-2020/vae --images many | --images: expected a whole number; found 'many'",
            "train khanna-2020/vae --set beta 4 | --set: expected KEY=VALUE, such as --set batch=64; found 'beta'",
            "train khanna-2020/vae --set lr=2 | did you mean 'rate'?",
            "train khanna-2020/vae --set Learning_Rate=2 | did you mean 'rate'?",
            "train khanna-2020/vae --images | --images needs N",
            "train khanna-2020/vae --epoch 3 | did you mean '--epochs'?",
            "train khanna-2020/gann | did you mean 'khanna-2020/gan'? 'ganvas models' lists them.",
            "train a b | takes no further word; found 'b'",
            "train | 'ganvas train' needs MODEL",
            "study rn x | there is no verb 'rn'; did you mean 'run'?"})
    void aUsageErrorIsTwoLines(String typed, String says) {
        Said said = ganvas(typed.split(" "));
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.out()).isEmpty();
        assertThat(said.err()).startsWith("ganvas: ").contains(says);
        assertThat(said.err().lines().count()).isLessThanOrEqualTo(2);
    }

    @Test
    void completionIsAScriptOfBash() throws Exception {
        Path script = Files.writeString(folder.resolve("completion"), ganvas("completion").out());
        Process bash = new ProcessBuilder("bash", "-c", "source " + script
                + "; COMP_WORDS=(ganvas train khanna); COMP_CWORD=2; _complete_ganvas; echo ${COMPREPLY[@]}").start();
        assertThat(new String(bash.getInputStream().readAllBytes()).trim())
                .isEqualTo("khanna-2020/gan khanna-2020/gan-vanishing khanna-2020/vae");
    }
}
