package ganvas.metric.golden;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.formulas.Fid;
import ganvas.metric.formulas.InceptionScore;
import ganvas.metric.formulas.Kid;
import ganvas.metric.formulas.Prdc;
import ganvas.result.Selftest.Agreement;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares the metrics with torch-fidelity, pytorch-fid, prdc's definitions and SciPy on the same arrays, which are in
 * {@code metrics.json}.
 */
public final class Golden {
    private static final String FILE = "metrics.json";
    /**
     * Tolerances for the rounding of the reference programs. Even "exact" counts of neighbours are divided in another
     * order.
     */
    private static final double SQRTM = 1e-8, EXACT_ROOT = 1e-9, SINGULAR = 1e-6, FLOAT64 = 1e-9, COUNTS = 1e-12,
            NOTHING = 1e-10;

    private final JsonNode gold = Reference.json(FILE);
    private final List<Agreement> found = new ArrayList<>();

    private Golden() {}

    /** Compares every value of the file; one line each. */
    public static List<Agreement> run() {
        try (var _ = new Scope(); var _ = new NoGrad()) {
            return Engine.withBlasThreads(() -> new Golden().all());
        }
    }

    private List<Agreement> all() {
        Tensor real = Reference.matrix("real.npy"), fake = Reference.matrix("fake.npy");
        frechet(real, fake);
        add("/mmd2_all_rows", "KID: unbiased MMD² with the kernel (x·y/d + 1)³", new Kid(real).of(fake), FLOAT64);
        add("/mmd2_first_100", "the same of the first 100 rows", new Kid(rows(real, 100)).of(rows(fake, 100)), FLOAT64);
        inceptionScore();
        for (int k : new int[] {5, 3}) neighbours(real, fake, k);
        return found;
    }

    private void frechet(Tensor real, Tensor fake) {
        double fid = new Fid(real).of(fake);
        add("/fid", "FID, root by SciPy's sqrtm", fid, SQRTM);
        add("/fid_exact", "FID, root by eigenvalues", fid, EXACT_ROOT);
        add("/fid_self", "FID of the real rows against themselves", new Fid(real).of(real), NOTHING,
                "expected is 0, so the difference is absolute");
        add("/fid_40_rows", "FID of 40 rows in 64 dimensions: singular covariances",
                new Fid(rows(real, 40)).of(rows(fake, 40)), SINGULAR);
    }

    private void inceptionScore() {
        double[] splits = InceptionScore.splits(Reference.matrix("logits.npy").softmax(1));
        double mean = 0, squares = 0;
        for (double s : splits) mean += s / splits.length;
        for (double s : splits) squares += (s - mean) * (s - mean) / splits.length;
        add("/inception_score/mean", "inception score, mean of ten splits", mean, FLOAT64);
        add("/inception_score/std", "its standard deviation over the splits", Math.sqrt(squares), FLOAT64);
    }

    private void neighbours(Tensor real, Tensor fake, int k) {
        Prdc.Estimates p = new Prdc(real, k).of(fake, Bootstrap.weights((int) fake.size(0)));
        String at = "/prdc_k" + k + "/", with = ", k = " + k;
        add(at + "precision", "precision" + with, p.precision().value(), COUNTS);
        add(at + "recall", "recall" + with, p.recall().value(), COUNTS);
        add(at + "density", "density" + with, p.density().value(), COUNTS);
        add(at + "coverage", "coverage" + with, p.coverage().value(), COUNTS);
        if (k != 3) return;
        String note = "Ganvas has no such variant: found is by its own rule, strictly nearer, which gives the same "
                + "unless a distance equals a radius";
        add("/prc_k3_inclusive/precision", "precision as torch-fidelity counts, k = 3: a radius itself is inside",
                p.precision().value(), COUNTS, note);
        add("/prc_k3_inclusive/recall", "recall as torch-fidelity counts, k = 3", p.recall().value(), COUNTS, note);
    }

    private static Tensor rows(Tensor x, long n) {
        return x.narrow(0, 0, n);
    }

    private void add(String key, String what, double value, double tolerance) {
        found.add(compared(key, what, value, tolerance));
    }

    private void add(String key, String what, double value, double tolerance, String note) {
        found.add(compared(key, what, value, tolerance).withNote(note));
    }

    private Agreement compared(String key, String what, double value, double tolerance) {
        return Agreement.compare(FILE, key, what, expected(key), new double[][] {{value}}, tolerance);
    }

    private double[][] expected(String key) {
        JsonNode expected = gold.at(key);
        if (!expected.isNumber()) throw new IllegalStateException(FILE + " has no number at " + key);
        return new double[][] {{expected.doubleValue()}};
    }
}
