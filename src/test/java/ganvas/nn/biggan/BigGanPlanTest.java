package ganvas.nn.biggan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.nn.Layer;
import ganvas.nn.ReLU;
import ganvas.nn.SelfAttention;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BigGanPlanTest {
    private static BigGanPlan plan(boolean deep, int resolution, int blocks, int attention) {
        return new BigGanPlan(deep, new BigGanPlan.Images(resolution, 3), new BigGanPlan.Inputs(20, 0),
                new BigGanPlan.Blocks(blocks, 4, attention), true, new ReLU());
    }

    /** As the author's code ends early: 8·ch at 4 × 4 for 32, 16·ch for 45, whose last step is 32 → 45. */
    @Test
    void stepsUp() {
        assertThat(shapes(plan(false, 28, 3, 0).generator().blocks(), 32, 4, 4)).containsExactly("16×8×8", "8×16×16",
                "4×28×28");
        assertThat(shapes(plan(false, 32, 3, 0).generator().blocks(), 32, 4, 4)).containsExactly("16×8×8", "8×16×16",
                "4×32×32");
        assertThat(shapes(plan(true, 32, 6, 0).generator().blocks(), 32, 4, 4))
                .containsExactly("32×4×4", "16×8×8", "16×8×8", "8×16×16", "8×16×16", "4×32×32");
        assertThat(shapes(plan(false, 45, 4, 0).generator().blocks(), 64, 4, 4)).containsExactly("32×8×8", "16×16×16",
                "8×32×32", "4×45×45");
        assertThat(shapes(plan(false, 128, 5, 0).generator().blocks(), 64, 4, 4))
                .containsExactly("64×8×8", "32×16×16", "16×32×32", "8×64×64", "4×128×128");
    }

    /** ch → 2·ch → 4·ch → 8·ch, and behind every second step of biggan-deep a block of one size. */
    @Test
    void stepsDown() {
        assertThat(shapes(plan(false, 28, 3, 0).trunk().blocks(), 3, 28, 28)).containsExactly("4×14×14", "8×7×7",
                "16×3×3", "32×3×3");
        assertThat(shapes(plan(false, 32, 3, 0).trunk().blocks(), 3, 32, 32)).containsExactly("4×16×16", "8×8×8",
                "16×4×4", "32×4×4");
        assertThat(shapes(plan(true, 45, 8, 0).trunk().blocks(), 4, 45, 45))
                .containsExactly("8×22×22", "8×22×22", "16×11×11", "16×11×11", "32×5×5", "32×5×5");
        assertThat(shapes(plan(true, 128, 10, 0).trunk().blocks(), 4, 128, 128))
                .endsWith("64×8×8", "64×8×8", "64×4×4", "64×4×4").hasSize(10);
        assertThat(plan(true, 45, 8, 0).features()).isEqualTo(32);
    }

    /** More blocks than steps stand before the steps up from 4 × 4 on, and behind the steps down from the end on. */
    @Test
    void moreBlocks() {
        assertThat(shapes(plan(false, 32, 5, 0).generator().blocks(), 32, 4, 4))
                .containsExactly("32×4×4", "16×8×8", "16×8×8", "8×16×16", "4×32×32");
        assertThat(shapes(plan(false, 32, 5, 0).trunk().blocks(), 3, 32, 32))
                .containsExactly("4×16×16", "8×8×8", "8×8×8", "16×4×4", "16×4×4", "32×4×4");
    }

    @Test
    void attentionStandsWhereItIsAsked() {
        var blocks = plan(true, 128, 10, 64).generator().blocks();
        assertThat(blocks.get(8)).isInstanceOf(SelfAttention.class);
        assertThat(blocks.get(8).output(8, 64, 64)).containsExactly(8, 64, 64);
        assertThat(blocks.stream().filter(SelfAttention.class::isInstance)).hasSize(1);
        assertThat(plan(true, 128, 10, 64).trunk().blocks().get(2)).isInstanceOf(SelfAttention.class);
        assertThat(plan(false, 28, 3, 16).trunk().blocks().get(1)).as("behind 14 × 14")
                .isInstanceOf(SelfAttention.class);
        assertThat(plan(false, 28, 3, 0).trunk().blocks()).noneMatch(SelfAttention.class::isInstance);
    }

    /** Every resolution has its end. */
    @Test
    void everyResolutionIsReached() {
        for (int r = BigGanPlan.SMALLEST; r <= BigGanPlan.LARGEST; r++) {
            var shapes = shapes(plan(false, r, BigGanPlan.steps(r), 0).generator().blocks(), 0, 4, 4);
            assertThat(shapes.getLast()).isEqualTo("4×%d×%d".formatted(r, r));
            assertThat(shapes(plan(true, r, BigGanPlan.steps(r), 0).trunk().blocks(), 0, r, r).getLast())
                    .matches("\\d+×([345])×\\1");
        }
    }

    /** 11 dimensions for a linear layer and three blocks: the blocks get alike, the linear layer the rest. */
    @Test
    void zIsCut() {
        assertThat(new BigGanPlan(false, new BigGanPlan.Images(32, 3), new BigGanPlan.Inputs(11, 10),
                new BigGanPlan.Blocks(3, 4, 0), true, new ReLU()).generator().slices())
                .containsExactly(5L, 2L, 2L, 2L);
        assertThat(new BigGanPlan(false, new BigGanPlan.Images(128, 3), new BigGanPlan.Inputs(120, 1000),
                new BigGanPlan.Blocks(5, 96, 64), true, new ReLU()).generator().slices())
                .containsOnly(20L).hasSize(6);
        assertThat(new BigGanPlan(true, new BigGanPlan.Images(32, 3), new BigGanPlan.Inputs(11, 10),
                new BigGanPlan.Blocks(6, 4, 0), true, new ReLU()).generator().slices()).isEmpty();
    }

    @Test
    void whatCannotBeIsSaid() {
        assertThatThrownBy(() -> plan(false, 20, 3, 0))
                .hasMessage("resolution: this architecture ends at 28 × 28 to 128 × 128; found 20. "
                        + "'--set resolution=N' resizes the dataset's images.");
        assertThatThrownBy(() -> plan(false, 250, 6, 0)).hasMessageContaining("found 250");
        assertThatThrownBy(() -> plan(false, 45, 3, 0))
                .hasMessageContaining("expected at least 4, the steps up from 4 × 4 to 45 × 45; found 3");
        assertThatThrownBy(() -> plan(false, 32, 3, 64))
                .hasMessageContaining("expected 0 for none or one of [8, 16, 32]").hasMessageContaining("found 64");
        assertThatThrownBy(() -> new BigGanPlan(false, new BigGanPlan.Images(32, 3), new BigGanPlan.Inputs(3, 10),
                new BigGanPlan.Blocks(3, 4, 0), true, new ReLU()))
                .hasMessageContaining("--set z: expected at least 4");
    }

    private static List<String> shapes(List<Layer> blocks, long... in) {
        long[][] shape = {in};
        return IntStream.range(0, blocks.size()).mapToObj(i -> {
            shape[0] = blocks.get(i).output(shape[0]);
            return shape[0][0] + "×" + shape[0][1] + "×" + shape[0][2];
        }).toList();
    }
}
