package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.torch.Device;
import ganvas.torch.Tensor;
import java.util.HashMap;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private final Split numbered = numbered(100);

    private static Split numbered(int n) {
        byte[] pixels = new byte[n];
        long[] labels = new long[n];
        for (int i = 0; i < n; i++) labels[i] = pixels[i] = (byte) i;
        return new Split(Tensor.of(pixels, n, 1, 1, 1).keep(), Tensor.of(labels, n).keep());
    }

    @Test
    void everyImageOnceAnEpochAlsoAcrossItsBorder() {
        var batches = new Batches(numbered, 30, 5, Device.CPU);
        var seen = new HashMap<Long, Integer>();
        for (long shown = 0; shown < 300; shown += 30) {
            for (long label : batches.labelsAt(shown, 30).toLongs()) seen.merge(label, 1, Integer::sum);
        }
        assertThat(seen).hasSize(100).allSatisfy((_, count) -> assertThat(count).isEqualTo(3));
    }

    @Test
    void aFunctionOfSeedAndImagesShown() {
        var a = new Batches(numbered, 30, 5, Device.CPU);
        var b = new Batches(numbered, 30, 5, Device.CPU);
        for (long shown = 0; shown < 210; shown += 30) a.at(shown, 30);
        assertThat(b.at(210, 30).toBytes()).isEqualTo(a.at(210, 30).toBytes());
        assertThat(new Batches(numbered, 30, 6, Device.CPU).at(210, 30).toBytes())
                .isNotEqualTo(a.at(210, 30).toBytes());
    }

    @Test
    void pixelsThereAndBack() {
        byte[] all = new byte[28 * 28];
        for (int i = 0; i < all.length; i++) all[i] = (byte) i;
        Tensor stored = Tensor.of(all, 1, 1, 28, 28);
        assertThat(new Pixels(28, -1, 1).toStored(new Pixels(28, -1, 1).toNetwork(stored), 28, 28).toBytes())
                .isEqualTo(all);
        assertThat(new Pixels(28, 0, 1).toStored(new Pixels(28, 0, 1).toNetwork(stored), 28, 28).toBytes())
                .isEqualTo(all);
    }

    /** PyTorch 2.13: interpolate(arange(6).reshape(1, 1, 1, 6), size=(1, 4), mode='bilinear', antialias=True). */
    @Test
    void resizeIsPyTorchs() {
        float[] row = {0, 1, 2, 3, 4, 5};
        float[] smaller = Pixels.resize(Tensor.of(row, 1, 1, 1, 6), 1, 4).toFloats();
        float[] larger = Pixels.resize(Tensor.of(row, 1, 1, 1, 6), 1, 8).toFloats();
        for (int i = 0; i < 4; i++) assertThat(smaller[i]).isCloseTo(PYTORCH_4[i], within(1e-5f));
        for (int i = 0; i < 8; i++) assertThat(larger[i]).isCloseTo(PYTORCH_8[i], within(1e-5f));
    }

    private static final float[] PYTORCH_4 = {0.375f, 1.777778f, 3.222222f, 4.625f};
    private static final float[] PYTORCH_8 = {0f, 0.625f, 1.375f, 2.125f, 2.875f, 3.625f, 4.375f, 5f};
}
