package ganvas.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.gan.GanStep;
import ganvas.lab.Compute;
import ganvas.result.RunFolder;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Generates;
import ganvas.train.Step;
import ganvas.vae.VaeStep;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With untrained models, which draw what their weights say. */
class LatentPicturesTest {
    private static final Dataset MNIST = Datasets.open("mnist");
    private static final Compute COMPUTE = new Compute(Device.CPU, Precision.FP32, 2, 1, false);
    private static final VaeStep VAE = (VaeStep) make("khanna-2020/vae", Map.of("latent", "3"));
    private static final GanStep TOLD = (GanStep) make("hinrichsen-2023/biggan",
            Map.of("channels", "4", "classes", "10", "z", "8"));

    @TempDir
    Path folder;

    @AfterAll
    static void free() {
        VAE.free();
        TOLD.free();
    }

    private static Step make(String name, Map<String, String> set) {
        ZooModel m = Zoo.get(name);
        return m.make(m.resolve(set), 1, 28, 28, 5, Device.CPU, Precision.FP32);
    }

    private static byte[] image(Npz images, int i) {
        int size = images.pixels().length / images.n();
        return Arrays.copyOfRange(images.pixels(), i * size, (i + 1) * size);
    }

    private static Npz drawn(Generates generator, float[] z) {
        try (var _ = new Scope()) {
            return Sampling.npz(generator.sample(Tensor.of(z, z.length / generator.latent(), generator.latent())));
        }
    }

    @Test
    void theGreatCircleKeepsTheNorm() {
        try (var _ = new Scope()) {
            Tensor a = Tensor.of(new double[] {3, 0, 0}, 1, 3), b = Tensor.of(new double[] {0, 3, 0}, 1, 3);
            assertThat(Interpolation.SLERP.at(a, b, 1 / 3.0).toDoubles())
                    .containsExactly(new double[] {3 * Math.cos(Math.PI / 6), 1.5, 0}, within(1e-9));
            assertThat(Interpolation.LINEAR.at(a, b, 1 / 3.0).toDoubles()).containsExactly(new double[] {2, 1, 0},
                    within(1e-12));
            Tensor opposite = a.mul(-2);
            assertThat(Interpolation.SLERP.at(a, opposite, 0.5).toDoubles()).as("no circle")
                    .containsExactly(new double[] {-1.5, 0, 0}, within(1e-9));
        }
    }

    @Test
    void aRowBeginsAndEndsAtItsSamples() {
        var latents = new Latents(40, 9, 0);
        Npz samples = Sampling.sample(VAE, latents, COMPUTE, _ -> {});
        for (Interpolation path : Interpolation.values()) {
            LatentPictures.Rows rows = LatentPictures.interpolation(VAE, latents,
                    List.of(new LatentPictures.Pair(3, 17), new LatentPictures.Pair(39, 0)), path, 5, Device.CPU);
            assertThat(rows.images().n()).isEqualTo(10);
            assertThat(rows.grid().width()).isEqualTo(5 * 28);
            int[] ends = {3, 17, 39, 0};
            for (int i = 0; i < 4; i++) near(image(rows.images(), new int[] {0, 4, 5, 9}[i]), image(samples, ends[i]));
            assertThat(image(rows.images(), 2)).isNotEqualTo(image(rows.images(), 0));
        }
    }

    /** Drawn in other company and from rounded latents, an image may differ by a level. */
    private static void near(byte[] found, byte[] expected) {
        for (int i = 0; i < expected.length; i++) assertThat(found[i] & 255).isCloseTo(expected[i] & 255, within(1));
    }

    @Test
    void aRowOfATraversalChangesOneDimension() {
        var latents = new Latents(64, 2, 0);
        float[] z;
        try (var _ = new Scope()) {
            z = Rng.at(2, 0).normal(Device.CPU, 64, 3).narrow(0, 0, 1).toFloats();
        }
        LatentPictures.Rows rows = LatentPictures.traversal(VAE, latents, new int[] {2, 0}, 7, Device.CPU);
        near(image(rows.images(), 0), image(drawn(VAE, new float[] {z[0], z[1], -3}), 0));
        near(image(rows.images(), 5), image(drawn(VAE, new float[] {z[0], z[1], 2}), 0));
        near(image(rows.images(), 13), image(drawn(VAE, new float[] {3, z[1], z[2]}), 0));
    }

    @Test
    void dimensionsThatSayMostComeFirst() {
        double[] kl = LatentPictures.kl(VAE, MNIST, Device.CPU);
        try (var _ = new Scope()) {
            var q = VAE.posterior(MNIST.test().images().narrow(0, 0, 1000));
            float[] mean = q.mean().toFloats(), logVariance = q.logVariance().toFloats();
            double[] sums = new double[3];
            for (int i = 0; i < 3000; i++)
                sums[i % 3] += (mean[i] * mean[i] + Math.exp(logVariance[i]) - 1 - logVariance[i]) / 2000;
            assertThat(kl).containsExactly(sums, within(1e-5));
        }
        assertThat(LatentPictures.byKl(new double[] {0.5, 3, 0, 1})).containsExactly(1, 3, 0, 2);
    }

    @Test
    void aFilmGoesForthAndBack() {
        byte[] pixels = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        var film = new LatentPictures.Rows(3, new Npz(12, 1, 1, 1, pixels)).film(40);
        assertThat(film.frames().stream().map(Png::pixels)).containsExactly(new byte[] {1, 5, 9, 0},
                new byte[] {2, 6, 10, 0}, new byte[] {3, 7, 11, 0},
                new byte[] {4, 8, 12, 0}, new byte[] {3, 7, 11, 0}, new byte[] {2, 6, 10, 0});
        assertThat(film.frames().getFirst().width()).isEqualTo(2);
    }

    @Test
    void reconstructionsStandBelowTestImages() {
        Png picture = LatentPictures.reconstructions(VAE, VAE, MNIST, 14, -1, Device.CPU);
        assertThat(picture.width()).isEqualTo(12 * 28);
        assertThat(picture.height()).isEqualTo(4 * 28);
        try (var _ = new Scope()) {
            Tensor real = MNIST.test().images().narrow(0, 0, 14);
            assertThat(picture.tile(0, 3, 28, 28).pixels()).isEqualTo(real.narrow(0, 3, 1).toBytes());
            assertThat(picture.tile(2, 1, 28, 28).pixels()).isEqualTo(real.narrow(0, 13, 1).toBytes());
            near(picture.tile(1, 3, 28, 28).pixels(), VAE.sample(VAE.encode(real.narrow(0, 3, 1))).toBytes());
            near(picture.tile(3, 1, 28, 28).pixels(), VAE.sample(VAE.encode(real.narrow(0, 13, 1))).toBytes());
            assertThat(picture.tile(3, 2, 28, 28).pixels()).containsOnly(0);
        }
        Png sevens = LatentPictures.reconstructions(VAE, VAE, MNIST, 1, 7, Device.CPU);
        long[] labels = MNIST.test().labels().toLongs();
        int first = 0;
        while (labels[first] != 7) first++;
        assertThat(sevens.tile(0, 0, 28, 28).pixels()).isEqualTo(MNIST.test().images().narrow(0, first, 1).toBytes());
    }

    /** Told nothing else, image i is of class i modulo ten. */
    @Test
    void aClassIsToldToEveryImage() {
        try (var _ = new Scope()) {
            Tensor z = Rng.at(1, 0).normal(Device.CPU, 12, 8);
            var fours = new SingleClassGenerator(TOLD, 4);
            float[] all = TOLD.draw(z).detach().toFloats(), four = fours.draw(z).detach().toFloats();
            assertThat(Arrays.copyOfRange(four, 4 * 784, 5 * 784))
                    .containsExactly(Arrays.copyOfRange(all, 4 * 784, 5 * 784), within(1e-5f));
            assertThat(Arrays.copyOfRange(four, 5 * 784, 6 * 784))
                    .isNotEqualTo(Arrays.copyOfRange(all, 5 * 784, 6 * 784));
            assertThat(Sampling.npz(fours.sample(z)).pixels()[4 * 784] & 255).isCloseTo(Math.round(four[4 * 784] * 255),
                    within(1));
            assertThat(fours.latent()).isEqualTo(8);
            assertThatThrownBy(() -> VAE.sample(z, Optional.of(z))).hasMessage("this model is told no classes");
        }
    }

    @Test
    void trainingIsThePicturesThatItLeft() {
        var run = new RunFolder(folder);
        for (int i = 0; i < 3; i++)
            new Png(1, 2, 1, new byte[] {(byte) i, (byte) (i == 0 ? 0 : 200)}).write(run.grid(100L * i));
        var film = LatentPictures.training(run, 300, 50);
        assertThat(film.frames().stream().map(f -> f.pixels()[0])).containsExactly((byte) 0, (byte) 1, (byte) 2);
        assertThat(film.last()).isEqualTo(500);
        assertThat(LatentPictures.training(run, 2, 50).frames().stream().map(f -> f.pixels()[0])).as("first and last")
                .containsExactly((byte) 0, (byte) 2);
        new Png(1, 2, 3, new byte[] {9, 8, 7, 6, 5, 4}).write(run.grid(300));
        assertThat(LatentPictures.training(run, 300, 50).frames())
                .allSatisfy(f -> assertThat(f.channels()).isEqualTo(3));
        new Png(2, 2, 1, new byte[4]).write(run.grid(400));
        assertThatThrownBy(() -> LatentPictures.training(run, 300, 50))
                .hasMessageContaining("expected 2 × 1 pixels, as the pictures before it have; found 2 × 2");
        assertThatThrownBy(() -> LatentPictures.training(new RunFolder(folder.resolve("none")), 300, 50))
                .hasMessageContaining("expected two pictures or more");
    }
}
