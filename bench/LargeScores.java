import ganvas.metric.formulas.Fid;
import ganvas.metric.formulas.Kid;
import ganvas.metric.formulas.Prdc;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * FID, KID, precision, recall, density and coverage of N against N rows of 2048 features, each with its interval:
 * values, seconds and the largest memory that the process held. {@code java -cp target/ganvas.jar
 * bench/LargeScores.java [N]}; 50,000 by default, 16 minutes and 4.6 GB on two cores. Linux only, for the memory.
 */
public final class LargeScores {
    private static final int FEATURES = 2048, K = 5;

    public static void main(String[] args) throws Exception {
        int n = args.length > 0 ? Integer.parseInt(args[0]) : 50_000;
        Engine.threads(Runtime.getRuntime().availableProcessors());
        try (var _ = new Scope()) {
            Tensor real = features("real", n, 1), fake = features("fake", n, 1.1);
            tell("features");
            tell("FID " + Engine.withBlasThreads(() -> new Fid(real).withInterval(fake)));
            tell("KID " + Engine.withBlasThreads(() -> new Kid(real).withInterval(fake)));
            Prdc.Estimates p = Engine.withBlasThreads(() -> new Prdc(real, K).withIntervals(fake));
            tell("precision %s%nrecall %s%ndensity %s%ncoverage %s".formatted(p.precision(), p.recall(), p.density(),
                    p.coverage()));
        }
    }

    /** Squares of normal numbers: none negative, as those of Inception's last pooling. float64 [N, 2048]. */
    private static Tensor features(String name, int n, double scale) {
        try (var _ = new Scope()) {
            return Rng.named(0, name).normal(Device.CPU, n, FEATURES).square().mul(scale).to(Dtype.FLOAT64).keep();
        }
    }

    private static final long START = System.nanoTime();

    private static void tell(String what) throws Exception {
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmHWM"))
                .findFirst().orElse("");
        System.out.printf("%s%n    after %.0f s, %s%n", what, (System.nanoTime() - START) / 1e9,
                peak.replaceAll("\\s+", " "));
    }
}
