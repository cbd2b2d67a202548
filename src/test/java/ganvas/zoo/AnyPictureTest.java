package ganvas.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.nn.MapPyramid;
import ganvas.nn.MapSize;
import ganvas.problem.Problem;
import ganvas.result.ModelCard;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Batch;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models for images of any height and width. */
class AnyPictureTest {
    private static final List<String> MODELS = List.of("dcgan", "conv-vae", "resnet-vae");
    private static final Map<String, String> SMALL = Map.of("channels", "4", "latent", "6");

    /** Levels, and the smallest maps. */
    @ParameterizedTest
    @CsvSource({"8,8,1,4,4", "9,13,1,5,7", "11,8,1,6,4", "28,28,3,4,4", "32,32,3,4,4", "45,45,3,6,6", "48,64,4,3,4",
            "64,64,4,4,4", "255,250,6,4,4", "256,256,6,4,4", "8,256,1,4,128"})
    void theSmallestMapsAreAboutFour(int height, int width, int levels, int lowest, int leftmost) {
        var maps = MapPyramid.of(new MapSize(height, width), 3, 32);
        assertThat(maps.levels()).isEqualTo(levels);
        assertThat(maps.size(levels)).isEqualTo(new MapSize(lowest, leftmost));
        assertThat(maps.channels(levels)).isEqualTo(Math.min(256, 32L << (levels - 1)));
    }

    @ParameterizedTest
    @CsvSource({"3,8,8", "1,9,13", "3,28,45", "1,31,33", "3,48,64", "3,8,100"})
    void everySizeComesBackFromEveryModel(int channels, int height, int width) {
        for (String name : MODELS) {
            ZooModel m = Zoo.get(name);
            Step step = step(m, SMALL, channels, height, width);
            try (var _ = new Scope()) {
                Tensor images = pictures(3, channels, height, width);
                step.update(new Batch(images, Tensor.zeros(Dtype.INT64, Device.CPU, 3)), Rng.at(0, 0), new Stats());
                assertThat(((Generates) step).sample(Rng.at(0, 1).normal(Device.CPU, 2, 6)).shape()).as(name)
                        .containsExactly(2, channels, height, width);
                if (step instanceof Encodes encoder)
                    assertThat(encoder.encode(images).shape()).as(name).containsExactly(3, 6);
                ModelCard card = m.card(m.fit(m.resolve(SMALL), channels, height, width, 1));
                ModelCard.Network drawing = card.networks().stream()
                        .filter(n -> n.name().matches("generator|decoder")).findFirst().orElseThrow();
                assertThat(drawing.layers().getLast().output()).as(name).containsExactly(channels, height, width);
            } finally {
                step.free();
            }
        }
    }

    /** Worked out from the layers, for colour images of 32 × 32 with the default settings. */
    @ParameterizedTest
    @CsvSource({
            // 128·2048; norms 2·(128 + 64 + 32); 25·(128·64 + 64·32 + 32·3)
            "dcgan,      generator,     520992",
            // 25·(3·32 + 32·64 + 64·128); norms 2·(64 + 128); 2048
            "dcgan,      discriminator, 260832",
            "conv-vae,   decoder,       520992",
            // the discriminator's convolutions and norms; 2·2048·128
            "conv-vae,   encoder,       783072",
            // a block: 10·in·out + 9·out² + 2·in + 5·out; the stem 3·16·9 + 16; norm 2·128; heads 2·(2048·128 + 128)
            "resnet-vae, encoder,       827648",
            // 128·2048 + 2048; blocks 128 to 64, 64 to 32, 32 to 16; norm 2·16; 16·3·9 + 3
            "resnet-vae, decoder,       421571"})
    void parameters(String model, String network, long count) {
        ZooModel m = Zoo.get(model);
        var card = m.card(m.fit(m.resolve(Map.of()), 3, 32, 32, 1));
        assertThat(card.networks().stream().filter(n -> n.name().equals(network)).findFirst().orElseThrow().trainable())
                .isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conv-vae", "resnet-vae"})
    void aShortTrainingLowersTheLossOfAVae(String name) {
        double[] losses = losses(name, "reconstruction");
        assertThat(mean(losses, 25, 30)).isLessThan(mean(losses, 0, 5) - 100);
    }

    /** A discriminator learns in a few updates to tell smooth images from an untrained generator's. */
    @Test
    void aShortTrainingLowersTheLossOfTheDiscriminator() {
        double[] losses = losses("dcgan", "D/loss");
        assertThat(mean(losses, 5, 10)).isLessThan(losses[0]);
    }

    private static double[] losses(String name, String value) {
        Step step = step(Zoo.get(name), Map.of("channels", "8", "latent", "6"), 3, 13, 16);
        var losses = new double[30];
        try (var _ = new Scope()) {
            Tensor images = pictures(16, 3, 13, 16);
            for (int i = 0; i < losses.length; i++) {
                var stats = new Stats();
                step.update(new Batch(images, Tensor.zeros(Dtype.INT64, Device.CPU, 16)), Rng.at(0, 16L * i), stats);
                losses[i] = stats.values().get(value).getFirst();
            }
        } finally {
            step.free();
        }
        return losses;
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).average().orElseThrow();
    }

    @Test
    void theBatchFitsASmallSetAndOneThatIsSetIsChecked() {
        ZooModel m = Zoo.get("dcgan");
        assertThat(Zoo.fit(m, m.resolve(Map.of()), set(20, 3, 16, 12))).containsEntry("batch", 20L);
        assertThat(Zoo.fit(m, m.resolve(Map.of("d-steps", "2")), set(20, 3, 16, 12))).containsEntry("batch", 10L);
        assertThat(Zoo.fit(m, m.resolve(Map.of()), set(500, 3, 16, 12))).containsEntry("batch", 32L)
                .containsEntry("height", 16L).containsEntry("width", 12L).containsEntry("image-channels", 3L);
        assertThatThrownBy(() -> Zoo.fit(m, m.resolve(Map.of("batch", "21")), set(20, 3, 16, 12)))
                .isInstanceOf(Problem.class)
                .hasMessage("--set batch: expected at most 20, as dataset folder:x has 20 images to train on; found "
                        + "21. '--set batch=20' trains on them");
        ZooModel digits = Zoo.get("khanna-2020/vae");
        assertThatThrownBy(() -> Zoo.fit(digits, digits.resolve(Map.of()), set(32, 1, 28, 28)))
                .hasMessageContaining("expected at most 32, as dataset folder:x has 32 images to train on; found 100");
    }

    @Test
    void theLengthFollowsTheDatasetUnlessEpochsAreSet() {
        ZooModel m = Zoo.get("conv-vae");
        assertThat(m.usualImages(m.resolve(Map.of()), set(1000, 3, 32, 32))).isEqualTo(200_000);
        assertThat(m.usualImages(m.resolve(Map.of()), set(1000, 3, 64, 64))).isEqualTo(50_000);
        assertThat(m.usualImages(m.resolve(Map.of()), set(40, 1, 8, 8))).isEqualTo(20_000);
        assertThat(m.usualImages(m.resolve(Map.of("epochs", "3")), set(40, 1, 8, 8))).isEqualTo(120);
    }

    @Test
    void aRefusalNamesTheModelsThatTakeTheImages() {
        ZooModel digits = Zoo.get("khanna-2020/gan"), any = Zoo.get("dcgan");
        ZooModel squares = Zoo.get("hinrichsen-2023/biggan");
        assertThatThrownBy(() -> Zoo.fit(digits, digits.resolve(Map.of()), set(20, 3, 48, 20)))
                .hasMessage("khanna-2020/gan takes grey images of 28 × 28; the dataset's are 48 × 20 with 3 channels. "
                        + "Models that take them: %s", String.join(", ", Zoo.taking(3, 48, 20)));
        assertThat(Zoo.taking(3, 48, 20)).startsWith("dcgan", "conv-vae", "resnet-vae").doesNotContain(digits.name());
        assertThat(Zoo.taking(1, 28, 28)).contains("khanna-2020/gan", "dcgan");
        assertThatThrownBy(() -> Zoo.fit(squares, squares.resolve(Map.of()), set(20, 3, 12, 12)))
                .hasMessageContaining("found 12")
                .hasMessageEndingWith("Models that take them: dcgan, conv-vae, resnet-vae");
        assertThatThrownBy(() -> Zoo.fit(any, any.resolve(Map.of()), set(20, 3, 512, 300)))
                .hasMessage("dcgan takes images of 8 to 256 pixels a side; found a height of 512. '--set height=64' "
                        + "resizes them for the networks. No model of the zoo takes such images as they are");
        assertThat(any.fit(any.resolve(Map.of("height", "64", "width", "40")), 3, 512, 300, 1))
                .containsEntry("height", 64L).containsEntry("width", 40L);
        assertThatThrownBy(() -> any.fit(any.resolve(Map.of("image-channels", "1")), 3, 32, 32, 1))
                .hasMessageContaining("is to learn from images of 3 channels; found 1");
    }

    /** What a model is said to take it takes, and what it is not said to take it refuses. */
    @Test
    void everyModelTakesWhatItIsSaidToTake() {
        for (ZooModel m : Zoo.ALL) {
            for (int[] s : new int[][] {{1, 28, 28}, {3, 28, 28}, {3, 32, 32}, {3, 30, 64}, {1, 8, 8}, {3, 7, 64},
                    {3, 128, 256}, {3, 64, 257}}) {
                boolean takes = true;
                try {
                    m.fit(m.resolve(Map.of()), s[0], s[1], s[2], 1);
                } catch (Problem p) {
                    takes = false;
                }
                assertThat(m.takes(s[0], s[1], s[2])).as("%s, %s", m.name(), Arrays.toString(s)).isEqualTo(takes);
            }
        }
    }

    private static Step step(ZooModel m, Map<String, String> set, int channels, int height, int width) {
        var all = new HashMap<>(set);
        all.put("batch", "3");
        return m.make(m.resolve(all), channels, height, width, 3, Device.CPU, Precision.FP32);
    }

    /** Smooth images: slopes of random directions. uint8 [n, channels, height, width]. */
    private static Tensor pictures(int n, int channels, int height, int width) {
        byte[] pixels = new byte[n * channels * height * width];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width, y = i / width % height, image = i / (width * height * channels);
            pixels[i] = (byte) (40 + 10 * image + 100 * x / width + 60 * y / height);
        }
        return Tensor.of(pixels, n, channels, height, width);
    }

    private static Dataset set(int train, int channels, int height, int width) {
        try (var _ = new Scope()) {
            var split = new Split(Tensor.zeros(Dtype.UINT8, Device.CPU, train, channels, height, width).keep(),
                    Tensor.zeros(Dtype.INT64, Device.CPU, train).keep());
            return new Dataset("folder:x", List.of("picture"), "", split, split, split);
        }
    }
}
