package ganvas.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.lab.Compute;
import ganvas.lab.evaluate.EvaluationBudget;
import ganvas.lab.evaluate.RunEvaluator;
import ganvas.lab.sample.Inversion;
import ganvas.lab.sample.PictureFiles;
import ganvas.lab.sample.Sampling;
import ganvas.metric.judge.JudgeChoice;
import ganvas.nn.Chain;
import ganvas.torch.Adam;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Batch;
import ganvas.train.Generates;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which class a model is told, wherever it is asked for many images. */
class ToldClassesTest {
    private static final Compute COMPUTE = Compute.of("cpu", "fp32", 0, 1e9);

    /**
     * Samples have the grey of their class's number; what is drawn with gradients is white where the latent's sign
     * suits an even class, or does not an odd one.
     */
    private record Told(long classes) implements Step, Generates {
        @Override
        public Tensor sample(Tensor z) { throw new AssertionError("not told a class"); }
        @Override
        public Tensor draw(Tensor z) { throw new AssertionError("not told a class"); }
        @Override
        public Tensor sample(Tensor z, Optional<Tensor> labels) {
            return labels.orElseThrow().to(Dtype.UINT8).reshape(-1, 1, 1, 1);
        }
        @Override
        public Tensor draw(Tensor z, Optional<Tensor> labels) {
            // Sin is 1 for even, −1 for odd.
            Tensor odd = labels.orElseThrow().to(Dtype.FLOAT32).mul(Math.PI).add(Math.PI / 2);
            return z.mul(Tensor.of(sines(odd.toFloats()), z.size(0), 1)).sigmoid().reshape(-1, 1, 1, 1);
        }
        private static float[] sines(float[] angles) {
            float[] sines = new float[angles.length];
            for (int i = 0; i < sines.length; i++) sines[i] = (float) Math.sin(angles[i]);
            return sines;
        }
        @Override
        public long latent() { return 1; }
        @Override
        public Map<String, Chain> networks() { return Map.of(); }
        @Override
        public Map<String, Adam> optimizers() { return Map.of(); }
        @Override
        public void update(Batch batch, Rng rng, Stats stats) {}
    }

    @Test
    void samplesAreOfEachClassInTurnBeyondABlock() {
        Npz images = Sampling.sample(new Told(7), 1202, 0, COMPUTE);
        for (int i = 0; i < images.n(); i++) assertThat(images.pixels()[i]).isEqualTo((byte) (i % 7));
    }

    @Test
    void aRowOfAnInterpolationIsOfOneClass() {
        try (var _ = new Scope()) {
            Png rows = PictureFiles.interpolation(new Told(4), Device.CPU);
            for (int r = 0; r < 6; r++) {
                Set<Byte> seen = new TreeSet<>();
                for (int c = 0; c < 12; c++) seen.add(rows.pixels()[12 * r + c]);
                assertThat(seen).containsExactly((byte) (r % 4));
            }
        }
    }

    /** The draw that an image starts from was drawn of the image's own class, and so is what is found. */
    @Test
    void anImageIsSearchedForInItsOwnClass() {
        try (var _ = new Scope()) {
            Tensor white = Tensor.full(255, Device.CPU, 5, 1, 1, 1).to(Dtype.UINT8),
                    classes = Tensor.of(new long[] {1, 0, 1, 1, 0}, 5);
            for (double error : new Inversion(500, 0).of(new Told(2), white, Optional.of(classes), Device.CPU).error())
                assertThat(error).isLessThan(0.01);
        }
    }

    @Test
    void tooFewTestImagesAreSaidBeforeTraining(@TempDir Path folder) {
        var split = new Split(Tensor.zeros(Dtype.UINT8, Device.CPU, 99, 1, 28, 28),
                Tensor.zeros(Dtype.INT64, Device.CPU, 99));
        var few = new Dataset("mnist", List.of("0"), "0", split, split, split);
        assertThat(new RunEvaluator(few, COMPUTE, new EvaluationBudget(100), folder, JudgeChoice.BUNDLED).unjudged())
                .hasValue("they need at least 100 test images; dataset mnist has 99 of 297 pictures");
    }
}
