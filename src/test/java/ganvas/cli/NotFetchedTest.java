package ganvas.cli;

import static ganvas.cli.CommandTest.wrong;
import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Weights and datasets that are fetched, before they are. */
class NotFetchedTest {
    @TempDir
    Path folder;

    @Test
    void weightsThatAreNotThereYet() throws IOException {
        String cache = folder.resolve("cache").toString();
        assertThat(ganvas("weights", "list", "--cache", cache).out())
                .contains("not here; 'ganvas weights fetch inception' brings it").contains("Apache-2.0");
        assertThat(ganvas("weights", "list", "--cache", cache, "--json").json().at("/weights/0/available")
                .asBoolean(true)).isFalse();
        wrong("did you mean 'inception'?", "weights", "fetch", "incepton", "--cache", cache);
        wrong("there is no such file", "weights", "fetch", "inception", "--cache", cache, "--from",
                folder.resolve("none.pth").toString());
        wrong("expected 'fetch' or 'list'", "weights");
        Path other = Files.write(folder.resolve("other.pth"), new byte[2_000_000]);
        Said said = ganvas("weights", "fetch", "inception", "--cache", cache, "--from", other.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("licence Apache-2.0");
        assertThat(said.err())
                .contains("expected a file whose SHA-256 is "
                        + "6726825d0af5f729cebd5821db510b11b1cfad8faad88a03f1befd49fb9129b2; "
                        + "found 2,000,000 bytes with");
        assertThat(folder.resolve("cache/weights")).isEmptyDirectory();
    }

    @Test
    void datasetsThatAreNotThereYet() throws IOException {
        String cache = folder.resolve("cache").toString();
        JsonNode list = ganvas("datasets", "--cache", cache, "--json").json();
        assertThat(list.findValuesAsText("name")).containsExactly("mnist", "cifar10", "cifar100", "idx", "lfw",
                "folder");
        assertThat(list.at("/datasets/1/available").asBoolean(true)).isFalse();
        assertThat(list.at("/datasets/0/available").asBoolean()).isTrue();
        assertThat(list.at("/datasets/0/shape").toString()).isEqualTo("[1,28,28]");
        assertThat(list.at("/datasets/4/train").isMissingNode()).as("lfw's depends on its files").isTrue();
        assertThat(ganvas("datasets", "--cache", cache).out())
                .contains("not here; 'ganvas datasets fetch lfw' brings it", "3 × 32 × 32", "no licence stated");
        wrong("did you mean 'cifar10'?", "datasets", "fetch", "cifar", "--cache", cache);
        wrong("there is no such file", "datasets", "fetch", "lfw", "--cache", cache, "--from",
                folder.resolve("none.tgz").toString());
        Path other = Files.write(folder.resolve("cifar-10-python.tar.gz"), new byte[2_000_000]);
        Said said = ganvas("datasets", "fetch", "cifar10", "--cache", cache, "--from", other.toString());
        assertThat(said.code()).isEqualTo(1);
        assertThat(said.out()).contains("Python version").contains("none stated");
        assertThat(said.err())
                .contains("expected a file whose MD5 is c58f30108f718f92721af3b95e74349a; found 2,000,000 bytes with");
        assertThat(folder.resolve("cache/datasets/cifar10")).isEmptyDirectory();
        wrong("expected classes of it (0, 1, 2,", "train", "khanna-2020/vae", "--dataset", "mnist/eight");
        wrong("cannot be read: 11 of 11", "train", "khanna-2020/vae", "--dataset", "folder:" + rubbish());
    }

    private Path rubbish() throws IOException {
        Path rubbish = Files.createDirectories(folder.resolve("rubbish"));
        for (int i = 0; i < 11; i++) Files.writeString(rubbish.resolve(i + ".png"), "no picture");
        return rubbish;
    }
}
