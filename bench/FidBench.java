import ganvas.metric.formulas.Fid;
import ganvas.torch.Engine;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** FID of two files of float64 [N, 2048], raw and little-endian: the value and the seconds that it took, features given. */
public final class FidBench {
    private static final int FEATURES = 2048;

    public static void main(String[] files) throws Exception {
        Engine.threads(Integer.parseInt(files[2]));
        try (var _ = new Scope()) {
            Tensor real = read(files[0]), fake = read(files[1]);
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                double value = Engine.withBlasThreads(() -> {
                    try (var _ = new Scope()) {
                        return new Fid(real).of(fake);
                    }
                });
                System.out.printf("%.9f %.3f%n", value, (System.nanoTime() - start) / 1e9);
            }
        }
    }

    private static Tensor read(String file) throws Exception {
        DoubleBuffer in = ByteBuffer.wrap(Files.readAllBytes(Path.of(file))).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        double[] values = new double[in.remaining()];
        in.get(values);
        return Tensor.of(values, values.length / FEATURES, FEATURES);
    }
}
