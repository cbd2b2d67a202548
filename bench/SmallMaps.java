import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.Map;

/**
 * Tanwar's first transposed convolution, 256 → 128 channels, 5 × 5 on 7 × 7, batch 256: by the convolution theorem and
 * as libtorch does it, in turn. Medians in milliseconds of the forward pass, and of forward, both gradients and Adam's
 * step. {@code java -cp target/ganvas.jar bench/SmallMaps.java}.
 */
public final class SmallMaps {
    private static final int ROUNDS = 15;

    public static void main(String[] args) {
        Engine.threads(Runtime.getRuntime().availableProcessors());
        Tensor x = Rng.at(0, 0).normal(Device.CPU, 256, 256, 7, 7).requiresGrad().keep();
        Tensor w = Rng.at(0, 1).normal(Device.CPU, 256, 128, 5, 5).requiresGrad().keep();
        var adam = new Adam(Map.of("x", x, "w", w), new AdamSettings(0, 0.9, 0.999));
        Runnable forward = () -> x.convTranspose2d(w, null, 1, 2, 0);
        Runnable step = () -> adam.minimize(x.convTranspose2d(w, null, 1, 2, 0).square().mean());
        tell("forward", forward);
        tell("forward, gradients, Adam", step);
    }

    private static void tell(String what, Runnable work) {
        double[] fast = new double[ROUNDS], plain = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            fast[i] = milliseconds(work);
            plain[i] = Engine.plainly(() -> milliseconds(work));
        }
        Arrays.sort(fast);
        Arrays.sort(plain);
        double a = fast[ROUNDS / 2], b = plain[ROUNDS / 2];
        System.out.printf("%-26s %6.1f by the convolution theorem, %6.1f plain: %.2f times as fast%n", what, a, b,
                b / a);
    }

    private static double milliseconds(Runnable work) {
        long start = System.nanoTime();
        try (var _ = new Scope()) {
            work.run();
        }
        return (System.nanoTime() - start) / 1e6;
    }
}
