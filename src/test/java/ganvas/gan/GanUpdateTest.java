package ganvas.gan;

import ganvas.data.Pixels;
import ganvas.nn.BatchNorm;
import ganvas.nn.Chain;
import ganvas.nn.Conv2d;
import ganvas.nn.ConvTranspose2d;
import ganvas.nn.Flatten;
import ganvas.nn.LeakyReLU;
import ganvas.nn.Linear;
import ganvas.nn.Reshape;
import ganvas.nn.Sigmoid;
import ganvas.nn.Tanh;
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
 * Algorithm 1 of Goodfellow et al. 2014 compared with PyTorch. On two threads each model is executed in another way.
 *
 * <ul>
 * <li>Dense: real and generated images in two passes at the same time, then the generator's step on half batches.
 * <li>Convolutions: real and generated images in one pass.
 * <li>Batch norm in both: two passes at the same time, then the generator's step on the whole batch.
 * </ul>
 */
@Timeout(60)
class GanUpdateTest {
    private static final GoldenUpdates PYTORCH = new GoldenUpdates("gan");
    private static final double BETA1 = 0.5;
    private static final LeakyReLU ACT = new LeakyReLU(0.2);
    private static final long LATENT = GoldenUpdates.LATENT;
    private static final int SIZE = GoldenUpdates.SIZE;

    @RegisterExtension
    final Threads threads = new Threads(2);

    record DenseGenerator(Linear hidden, LeakyReLU act, Linear output, Tanh tanh, Reshape image) implements Chain {}

    record DenseDiscriminator(Flatten flat, Linear hidden, LeakyReLU act, Linear output, Sigmoid sigmoid)
            implements Chain {}

    record Generator(Linear input, Reshape maps, ConvTranspose2d up1, BatchNorm norm, LeakyReLU act,
            ConvTranspose2d up2, Tanh tanh) implements Chain {}

    record Discriminator(Conv2d down1, LeakyReLU act1, Conv2d down2, LeakyReLU act2, Flatten flat, Linear output,
            Sigmoid sigmoid) implements Chain {}

    record NormedDiscriminator(Conv2d down1, LeakyReLU act1, Conv2d down2, BatchNorm norm, LeakyReLU act2,
            Flatten flat, Linear output, Sigmoid sigmoid) implements Chain {}

    @ParameterizedTest
    @ValueSource(strings = {"dense", "convolutions", "batch-norm-in-both"})
    void threeUpdatesAreThoseOfPyTorch(String model) {
        PYTORCH.compare(model, step(model), BETA1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "convolutions", "batch-norm-in-both"})
    void onOneThreadTheyAreTheSame(String model) {
        Engine.threads(1);
        PYTORCH.compare(model, step(model), BETA1);
    }

    @Test
    void latentsAreThoseThatPyTorchWasGiven() {
        PYTORCH.compareRandomNumbers();
    }

    private static GanStep step(String model) {
        var training = new Training(GanLoss.NON_SATURATING, 0, 1, Penalty.NONE, DiffAugment.NONE,
                new AdamSettings(5e-3, BETA1, 0.999), new AdamSettings(1e-2, BETA1, 0.999));
        return new GanStep(new GanNetworks(generator(model), discriminator(model)), new LatentSpace(LATENT), training,
                Target.unresized(new Pixels(SIZE, -1, 1)), Where.CPU, GoldenUpdates.SEED);
    }

    private static Chain generator(String model) {
        if (model.equals("dense")) {
            return new DenseGenerator(Linear.of(LATENT, 12), ACT, Linear.of(12, 64), new Tanh(), new Reshape(1, 8, 8));
        }
        return new Generator(Linear.of(LATENT, 32), new Reshape(8, 2, 2), ConvTranspose2d.dcgan(8, 6, 4, 2, 1),
                BatchNorm.of(6), ACT, ConvTranspose2d.dcgan(6, 1, 4, 2, 1), new Tanh());
    }

    private static Chain discriminator(String model) {
        return switch (model) {
            case "dense" ->
                    new DenseDiscriminator(new Flatten(), Linear.of(64, 12), ACT, Linear.of(12, 1), new Sigmoid());
            case "convolutions" ->
                    new Discriminator(Conv2d.of(1, 4, 4, 2, 1), ACT, Conv2d.dcgan(4, 6, 4, 2, 1), ACT, new Flatten(),
                            Linear.of(24, 1), new Sigmoid());
            case "batch-norm-in-both" ->
                    new NormedDiscriminator(Conv2d.of(1, 4, 4, 2, 1), ACT, Conv2d.dcgan(4, 6, 4, 2, 1), BatchNorm.of(6),
                            ACT, new Flatten(), Linear.of(24, 1), new Sigmoid());
            default -> throw new IllegalArgumentException(model);
        };
    }
}
