package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.NoGrad;
import ganvas.torch.Precision;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A checkpoint that rots costs the stretch since the one before it, and is told; nothing else is lost. */
class CheckpointTest {
    private static final String MODEL = "khanna-2020/vae";
    private static Step step;

    @TempDir
    Path folder;

    private final List<String> warnings = new ArrayList<>();
    private Path newest;
    private Checkpoint checkpoint;

    @BeforeAll
    static void make() {
        step = Zoo.get(MODEL).make(Zoo.get(MODEL).resolve(Map.of()), 1, 28, 28, 0, Device.CPU, Precision.FP32);
    }

    @AfterAll
    static void free() {
        step.free();
    }

    @BeforeEach
    void name() {
        newest = folder.resolve("state.safetensors");
        checkpoint = new Checkpoint(newest, MODEL);
    }

    private void save(long shown) {
        checkpoint.save(step, new Checkpoint.Counters(shown, 0, 0, Map.of(), List.of()));
    }

    private long load() {
        return checkpoint.load(step, warnings::add).shown();
    }

    private static void flip(Path file, double where) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) (where * bytes.length)] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void theNewestIsTakenAndTheOneBeforeKept() {
        assertThat(checkpoint.exists()).isFalse();
        save(10);
        save(20);
        save(30);
        assertThat(load()).isEqualTo(30);
        assertThat(new Checkpoint(folder.resolve("previous.safetensors"), MODEL).load(step, warnings::add).shown())
                .isEqualTo(20);
        assertThat(warnings).isEmpty();
    }

    /** In the header, in the first tensor, in the last byte. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 0.001, 0.5, 0.9999999})
    void oneRottenBitIsSeen(double where) throws IOException {
        save(10);
        save(20);
        flip(newest, where);
        assertThat(load()).isEqualTo(10);
        assertThat(warnings).singleElement().asString().contains(newest.toString())
                .contains("The checkpoint before it is taken")
                .contains("state.safetensors.damaged");
        save(30);  // the good one before is not pushed out by the damaged one
        flip(newest, where);
        assertThat(load()).isEqualTo(10);
    }

    /** A counter that rots would send the run to another place without a word. */
    @Test
    void aRottenCounterIsSeen() throws IOException {
        save(10);
        save(20);
        String text = Files.readString(newest, StandardCharsets.ISO_8859_1),
                rotten = text.replace("\\\"shown\\\":20", "\\\"shown\\\":24");
        assertThat(rotten).isNotEqualTo(text);
        Files.writeString(newest, rotten, StandardCharsets.ISO_8859_1);
        assertThat(load()).isEqualTo(10);
        assertThat(warnings).singleElement().asString().contains("its header is not what was written");
    }

    /** Who only samples leaves the folder as it is. */
    @Test
    void aReaderMovesNothing() throws IOException {
        save(10);
        save(20);
        flip(newest, 0.5);
        assertThat(checkpoint.loadWeights(step, warnings::add).shown()).isEqualTo(10);
        assertThat(warnings).singleElement().asString().endsWith("The checkpoint before it is taken.");
        assertThat(newest).exists();
    }

    @Test
    void aFailedSaveLeavesBothAsTheyWere() throws IOException {
        save(10);
        save(20);
        Files.createDirectories(folder.resolve(".state.safetensors.part/taken"));  // no place to write to
        assertThatThrownBy(() -> save(30)).isInstanceOf(Problem.class).hasMessageContaining("cannot write " + newest);
        assertThat(load()).isEqualTo(20);
        assertThat(new Checkpoint(folder.resolve("previous.safetensors"), MODEL).load(step, warnings::add).shown())
                .isEqualTo(10);
    }

    @Test
    void aWeightOrAMomentThatIsNotFiniteIsSeen() {
        assertThat(Checkpoint.isFinite(step)).isTrue();
        Tensor moment = step.optimizers().get("vae").state().values().iterator().next();
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor before = moment.copy();
            for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
                moment.copy_(before.add(bad));
                assertThat(Checkpoint.isFinite(step)).isFalse();
            }
            moment.copy_(before.add(1e30));
            assertThat(Checkpoint.isFinite(step)).as("large is not infinite").isTrue();
            moment.copy_(before);
        }
    }

    @Test
    void aTornFileIsSeen() throws IOException {
        save(10);
        save(20);
        byte[] bytes = Files.readAllBytes(newest);
        Files.write(newest, Arrays.copyOf(bytes, bytes.length * 2 / 3));
        assertThat(load()).isEqualTo(10);
        assertThat(warnings).hasSize(1);
    }

    /** A kill between the two renames of a save. */
    @Test
    void withoutTheNewestTheOneBeforeIsTaken() throws IOException {
        save(10);
        save(20);
        Files.delete(newest);
        assertThat(checkpoint.exists()).isTrue();
        assertThat(load()).isEqualTo(10);
        assertThat(warnings).isEmpty();
    }

    @Test
    void withBothDamagedItIsAnErrorThatNamesOne() throws IOException {
        save(10);
        save(20);
        flip(newest, 0.5);
        flip(folder.resolve("previous.safetensors"), 0.5);
        assertThatThrownBy(this::load).isInstanceOf(Problem.class).hasMessageContaining("previous.safetensors")
                .hasMessageContaining("its data is not what was written");
        assertThat(newest).exists();
    }
}
