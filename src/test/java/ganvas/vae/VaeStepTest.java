package ganvas.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Chain;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Threads;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Target;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two threads work on a part of the batch each: the same step as that of the whole, to rounding. */
@Timeout(120)
class VaeStepTest {
    @RegisterExtension
    final Threads threads = new Threads(2);

    @Test
    void aDenseModelTrainsInPartsAsItDoesWhole() {
        same(() -> KhannaVae.Encoder.of(20), () -> KhannaVae.Decoder.of(20), 20);
    }

    @Test
    void aModelOfConvolutionsTrainsInPartsAsItDoesWhole() {
        same(() -> TanwarVae.Encoder.of(4), () -> TanwarVae.Decoder.of(4), 4);
    }

    private interface Network {
        Chain make();
    }

    private static void same(Network encoder, Network decoder, long latent) {
        Map<String, float[]> whole = Engine.plainly(() -> trained(encoder, decoder, latent));
        Map<String, float[]> parts = trained(encoder, decoder, latent), again = trained(encoder, decoder, latent);
        parts.forEach((name, values) -> {
            assertThat(Arrays.equals(again.get(name), values)).as("the same bits again: " + name).isTrue();
            float[] expected = whole.get(name);
            double largest = IntStream.range(0, expected.length).mapToDouble(i -> Math.abs(expected[i])).max()
                    .orElseThrow();
            for (int i = 0; i < values.length; i++)
                assertThat((double) values[i]).as(name).isCloseTo(expected[i], within(1e-4 * largest));
        });
    }

    /** Sums of gradients, which rounding moves little, and what is reported, after two updates of 70 images. */
    private static Map<String, float[]> trained(Network encoder, Network decoder, long latent) {
        var objective = new VaeStep.Objective(KlTerm.of(1), Likelihood.BERNOULLI, new AdamSettings(1e-4, 0.9, 0.999));
        var step = new VaeStep(new VaeStep.Networks(encoder.make(), decoder.make(), latent), objective,
                Target.unresized(new Pixels(28, 0, 1)), Where.CPU, 5);
        var stats = new Stats();
        var found = new LinkedHashMap<String, float[]>();
        try (var _ = new Scope()) {
            Tensor images = Rng.at(5, 1).integers(256, Device.CPU, 70, 1, 28, 28).to(Dtype.UINT8);
            for (int i = 0; i < 2; i++) step.update(Batch.unlabelled(images), Rng.at(5, 70L * i), stats);
            step.optimizers().get("vae").state().forEach((name, t) -> found.put(name, t.toFloats()));
            stats.means().forEach((name, mean) -> found.put(name, new float[] {mean.floatValue()}));
        }
        step.free();
        return found;
    }
}
