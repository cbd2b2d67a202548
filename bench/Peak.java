import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Processor;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the machine can do: GFLOP/s of a product of matrices of 4096 × 4096 in fp32, and in bf16 where the processor has
 * it, the best of several, on THREADS threads. In fp32 the better of two libraries: OpenBLAS, and oneDNN, which
 * Ganvas's linear layers run on.
 */
public final class Peak {
    private static final int SIZE = 4096, ROUNDS = 4;

    public static void main(String[] args) {
        Engine.threads(Integer.parseInt(args[0]));
        Tensor a = Rng.at(0, 0).normal(Device.CPU, SIZE, SIZE).keep(),
                b = Rng.at(0, 1).normal(Device.CPU, SIZE, SIZE).keep();
        double fp32 = Math.max(Engine.withBlasThreads(() -> best(() -> a.matmul(b))), best(() -> a.linear(b, null)));
        if (!Processor.here().bf16()) {
            System.out.printf(Locale.ROOT, "{\"fp32\": %.1f}%n", fp32);
            return;
        }
        Tensor halfA = a.to(Dtype.BFLOAT16).keep(), halfB = b.to(Dtype.BFLOAT16).keep();
        System.out.printf(Locale.ROOT, "{\"fp32\": %.1f, \"bf16\": %.1f}%n", fp32, best(() -> halfA.matmul(halfB)));
    }

    private static double best(Supplier<Tensor> product) {
        double best = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long begun = System.nanoTime();
            try (var _ = new Scope()) {
                product.get();
            }
            best = Math.max(best, 2.0 * SIZE * SIZE * SIZE / (System.nanoTime() - begun));
        }
        return best;
    }
}
