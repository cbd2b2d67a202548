package ganvas.vae;

import ganvas.data.Pixels;
import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Flatten;
import ganvas.nn.GaussianHeads;
import ganvas.nn.LeakyReLU;
import ganvas.nn.Linear;
import ganvas.nn.ReLU;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.torch.AdamSettings;
import ganvas.torch.Engine;
import ganvas.torch.Threads;
import ganvas.torch.Where;
import ganvas.train.GoldenUpdates;
import ganvas.train.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Auto-encoding variational Bayes (Kingma and Welling 2014) compared with PyTorch. Two threads take half of the batch
 * each for the dense model. The other has batch norm, which needs the whole batch.
 */
@Timeout(60)
class VaeUpdateTest {
    private static final GoldenUpdates PYTORCH = new GoldenUpdates("vae");
    private static final double BETA1 = 0.9;
    private static final LeakyReLU ACT = new LeakyReLU(0.2);
    private static final long LATENT = GoldenUpdates.LATENT;
    private static final int SIZE = GoldenUpdates.SIZE;

    @RegisterExtension
    final Threads threads = new Threads(2);

    record DenseEncoder(Flatten flat, Linear hidden, ReLU act, GaussianHeads heads) implements Chain {}

    record DenseDecoder(Linear hidden, ReLU act, Linear output, Reshape image, Sigmoid sigmoid) implements Chain {}

    record Encoder(Conv2d down1, LeakyReLU act1, Conv2d down2, BatchNorm norm, LeakyReLU act2, Flatten flat,
            GaussianHeads heads) implements Chain {}

    record Decoder(Linear input, LeakyReLU act1, Reshape maps, ConvTranspose2d up1, BatchNorm norm, LeakyReLU act2,
            ConvTranspose2d up2, Sigmoid sigmoid) implements Chain {}

    @ParameterizedTest
    @ValueSource(strings = {"dense", "convolutions"})
    void threeUpdatesAreThoseOfPyTorch(String model) {
        PYTORCH.compare(model, step(model), BETA1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "convolutions"})
    void onOneThreadTheyAreTheSame(String model) {
        Engine.threads(1);
        PYTORCH.compare(model, step(model), BETA1);
    }

    @Test
    void noiseIsThatWhichPyTorchWasGiven() {
        PYTORCH.compareRandomNumbers();
    }

    private static VaeStep step(String model) {
        var objective = new VaeStep.Objective(KlTerm.of(1), Likelihood.BERNOULLI, new AdamSettings(1e-2, BETA1, 0.999));
        return new VaeStep(new VaeStep.Networks(encoder(model), decoder(model), LATENT), objective,
                Target.unresized(new Pixels(SIZE, 0, 1)), Where.CPU, GoldenUpdates.SEED);
    }

    private static Chain encoder(String model) {
        if (model.equals("dense")) {
            return new DenseEncoder(new Flatten(), Linear.of(64, 12), new ReLU(), GaussianHeads.of(12, LATENT));
        }
        return new Encoder(Conv2d.of(1, 4, 4, 2, 1), ACT, Conv2d.dcgan(4, 6, 4, 2, 1), BatchNorm.of(6), ACT,
                new Flatten(), GaussianHeads.of(24, LATENT));
    }

    private static Chain decoder(String model) {
        if (model.equals("dense")) {
            return new DenseDecoder(Linear.of(LATENT, 12), new ReLU(), Linear.of(12, 64), new Reshape(1, 8, 8),
                    new Sigmoid());
        }
        return new Decoder(Linear.of(LATENT, 24), ACT, new Reshape(6, 2, 2), ConvTranspose2d.dcgan(6, 4, 4, 2, 1),
                BatchNorm.of(4), ACT, ConvTranspose2d.dcgan(4, 1, 4, 2, 1), new Sigmoid());
    }
}
