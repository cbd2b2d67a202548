import ganvas.metric.formulas.Estimate;
import ganvas.metric.formulas.Fid;
import ganvas.metric.formulas.Kid;
import ganvas.metric.formulas.Prdc;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How often the 95 % intervals of FID, KID, precision, recall, density and coverage hold the value that they are about:
 * the mean over fresh samples of one model, against fixed real rows. Real rows are normal; generated ones are normal
 * and wider, narrower, moved, or of a few points with noise. Each setting is drawn REPETITIONS times; the mean of the
 * values stands for the true one.
 */
public final class IntervalCoverage {
    private static final int K = 5;

    /** Rows real and generated, features, and how the generated ones are made. */
    private record Setting(String name, int real, int generated, int features, Model model) {}

    private interface Model {
        /** float64 [rows, features]. */
        Tensor draw(Rng rng, int rows, int features);
    }

    private static final List<Setting> SETTINGS = List.of(
            new Setting("the same", 500, 500, 16, scaled(1, 0)),
            new Setting("moved by 0.5", 500, 500, 16, scaled(1, 0.5)),
            new Setting("moved by 1", 500, 500, 16, scaled(1, 1)),
            new Setting("narrow, 0.7", 500, 500, 16, scaled(0.7, 0)),
            new Setting("wide, 1.3", 500, 500, 16, scaled(1.3, 0)),
            new Setting("ten points", 500, 500, 16, IntervalCoverage::points),
            new Setting("few rows", 500, 40, 16, scaled(1, 0)),
            new Setting("many rows", 500, 2000, 16, scaled(1, 0)));

    public static void main(String[] args) {
        int repetitions = args.length > 0 ? Integer.parseInt(args[0]) : 300;
        Engine.threads(Runtime.getRuntime().availableProcessors());
        System.out.printf("%-14s %5s %5s", "setting", "real", "gen.");
        boolean first = true;
        for (Setting s : SETTINGS) {
            Map<String, Estimate[]> found = Engine.withBlasThreads(() -> measure(s, repetitions));
            if (first) found.keySet().forEach(name -> System.out.printf(" %14s", name));
            if (first) System.out.println();
            first = false;
            System.out.printf("%-14s %5d %5d", s.name, s.real, s.generated);
            found.values().forEach(all -> System.out.printf(Locale.ROOT, " %6.3f (%5.2f)", mean(all), held(all)));
            System.out.println();
        }
        System.out.printf("Mean value, and in brackets the share of %d intervals that hold it.%n", repetitions);
    }

    private static Map<String, Estimate[]> measure(Setting s, int repetitions) {
        var found = new LinkedHashMap<String, Estimate[]>();
        try (var _ = new Scope()) {
            Tensor real = scaled(1, 0).draw(Rng.named(0, "real"), s.real, s.features);
            var fid = new Fid(real);
            var kid = new Kid(real);
            var prdc = new Prdc(real, K);
            for (int r = 0; r < repetitions; r++) {
                try (var _ = new Scope()) {
                    Tensor fake = s.model.draw(Rng.named(r, "generated"), s.generated, s.features);
                    Prdc.Estimates p = prdc.withIntervals(fake);
                    var each = new LinkedHashMap<String, Estimate>();
                    each.put("FID", fid.withInterval(fake));
                    each.put("KID", kid.withInterval(fake));
                    each.put("precision", p.precision());
                    each.put("recall", p.recall());
                    each.put("density", p.density());
                    each.put("coverage", p.coverage());
                    for (var e : each.entrySet())
                        found.computeIfAbsent(e.getKey(), _ -> new Estimate[repetitions])[r] = e.getValue();
                }
            }
        }
        return found;
    }

    private static double mean(Estimate[] all) {
        double sum = 0;
        for (Estimate e : all) sum += e.value() / all.length;
        return sum;
    }

    private static double held(Estimate[] all) {
        double truth = mean(all), held = 0;
        for (Estimate e : all) if (e.low() <= truth && truth <= e.high()) held++;
        return held / all.length;
    }

    private static Model scaled(double deviation, double shift) {
        return (rng, rows, features) -> rng.normal(Device.CPU, rows, features).to(Dtype.FLOAT64).mul(deviation)
                .add(shift);
    }

    /** Ten places drawn from the real distribution, the same for every sample, with noise of a fifth about them. */
    private static Tensor points(Rng rng, int rows, int features) {
        Tensor places = scaled(1, 0).draw(Rng.named(0, "places"), 10, features);
        return places.indexSelect(0, rng.integers(10, Device.CPU, rows))
                .add(rng.normal(Device.CPU, rows, features).to(Dtype.FLOAT64).mul(0.2));
    }
}
