package ganvas.metric.score;

import ganvas.file.Json;
import ganvas.file.NpyStream;
import ganvas.file.NpzArchive;
import ganvas.file.NpzArchive.Member;
import ganvas.file.Required;
import ganvas.metric.formulas.Fid;
import ganvas.metric.inception.Inception;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The network's statistics of the reference pictures, in memory and in the {@code .npz} layout of the field's tools:
 * {@code mu} [F], {@code sigma} [F, F] with N − 1, F = 2048. Ganvas adds {@code features} [N, F] and {@code
 * about.json}.
 *
 * @param gaussian float64
 * @param features float32 [N, F] on the CPU; empty if only mean and covariance are known
 * @param about    empty if the origin is not known
 */
record Statistics(Fid.Gaussian gaussian, Optional<Tensor> features, Optional<About> about) {
    private static final int F = Inception.FEATURES, ROWS = 1000;
    private static final String ABOUT = "about.json";
    /** Largest asymmetry of a covariance, relative to its largest value. A matrix with more is refused. */
    private static final double SKEW = 1e-3;

    /**
     * The origin of the statistics, in the words of a score's fingerprint.
     *
     * @param network   the network, its weights' hash, the protocol
     * @param reference which pictures
     * @param ganvas    version
     */
    record About(@Required Map<String, Object> network, @Required Map<String, Object> reference,
            @Required String ganvas) {
        static About of(Map<String, Object> network, Map<String, Object> reference) {
            return new About(network, reference, Build.THIS.version());
        }
    }

    /** The statistics of {@code features}, float32 [N, F]. */
    static Statistics of(Tensor features, About about) {
        return new Statistics(Fid.Gaussian.of(features.to(Dtype.FLOAT64)), Optional.of(features), Optional.of(about));
    }

    /** Whether a file has this layout and holds no pictures; loads no native code. */
    static boolean isIn(NpzArchive archive) {
        return archive.has("mu") && archive.has("sigma") && !archive.has("arr_0");
    }

    /** Whether it holds both pictures and these statistics; loads no native code. */
    static boolean isBeside(NpzArchive archive) {
        return archive.has("arr_0") && archive.has("mu") && archive.has("sigma") && has(archive, "mu", F)
                && has(archive, "sigma", F, F);
    }

    private static boolean has(NpzArchive archive, String name, long... shape) {
        try (NpyStream array = archive.array(name)) {
            return Arrays.equals(array.shape(), shape);
        }
    }

    static Statistics read(Path file) {
        try (var archive = NpzArchive.open(file)) {
            Optional<About> about = archive.text(ABOUT)
                    .map(text -> Json.parse(text, About.class, file + ": " + ABOUT));
            Tensor mean = rows(archive, "mu", Dtype.FLOAT64, F),
                    covariance = rows(archive, "sigma", Dtype.FLOAT64, F, F);
            double skew = covariance.sub(covariance.t()).square().max(1).max(0).item(),
                    largest = covariance.square().max(1).max(0).item();
            if (skew > SKEW * SKEW * largest)
                throw Problem.input("%s: sigma is no covariance: it is not symmetric", file);
            double[] all = covariance.toDoubles();
            for (int i = 0; i < F; i++) if (all[i * (F + 1)] < 0)
                throw Problem.input("%s: sigma is no covariance: a variance is negative", file);
            Optional<Tensor> features = about.filter(_ -> archive.has("features"))
                    .map(_ -> rows(archive, "features", Dtype.FLOAT32, -1, F));
            return new Statistics(new Fid.Gaussian(mean, covariance), features, about);
        }
    }

    /** @param shape expected; −1 stands for any size */
    private static Tensor rows(NpzArchive archive, String name, Dtype dtype, long... shape) {
        try (NpyStream array = archive.array(name)) {
            long[] found = array.shape().clone();
            for (int i = 0; i < Math.min(found.length, shape.length); i++) if (shape[i] < 0) shape[i] = found[i];
            if (!Arrays.equals(found, shape)) {
                throw Problem.input(
                        "%s: expected shape %s, as of the FID Inception network's last pooling; found %s. "
                                + "Statistics of another layer or network are of no use here.",
                        array.where(), Arrays.toString(shape), Arrays.toString(found));
            }
            Tensor all = Tensor.zeros(dtype, Device.CPU, shape);
            int width = (int) shape[shape.length - 1], rows = shape.length == 1 ? 1 : Math.toIntExact(shape[0]);
            for (int at = 0; at < rows; at += ROWS) {
                int now = Math.min(ROWS, rows - at);
                double[] values = array.doubles(now * width);
                for (double v : values)
                    if (!Double.isFinite(v)) throw Problem.input("%s: expected numbers; found %s", array.where(), v);
                try (var _ = new Scope()) {
                    if (shape.length == 1) all.copy_(Tensor.of(values, width));
                    else all.narrow(0, at, now).copy_(Tensor.of(values, now, width));
                }
            }
            return all;
        }
    }

    /** Without the features. */
    Statistics withoutFeatures() {
        return new Statistics(gaussian, Optional.empty(), about);
    }

    /** As statistics of the pictures of this fingerprint. */
    Statistics withReference(Map<String, Object> reference) {
        return new Statistics(gaussian, features, about.map(a -> new About(a.network, reference, a.ganvas)));
    }

    /** Keeps the tensors beyond the present scope. */
    Statistics kept() {
        gaussian.mean().keep();
        gaussian.covariance().keep();
        features.ifPresent(Tensor::keep);
        return this;
    }

    /** Writes {@code mu}, {@code sigma}, their origin, and the features if they are known. */
    void write(Path file) {
        List<Member> members = new ArrayList<>(List.of(
                Member.array("mu", "<f8", out -> doubles(out, gaussian.mean()), F),
                Member.array("sigma", "<f8", out -> doubles(out, gaussian.covariance()), F, F),
                Member.text(ABOUT, Json.pretty(about.orElseThrow()))));
        features.ifPresent(
                rows -> members.add(Member.array("features", "<f4", out -> floats(out, rows), rows.size(0), F)));
        NpzArchive.write(file, members.toArray(Member[]::new));
    }

    private static void doubles(OutputStream out, Tensor values) throws IOException {
        double[] all = values.toDoubles();
        var buffer = ByteBuffer.allocate(8 * F).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < all.length; at += F) {
            buffer.asDoubleBuffer().put(all, at, F);
            out.write(buffer.array());
        }
    }

    private static void floats(OutputStream out, Tensor rows) throws IOException {
        var buffer = ByteBuffer.allocate(4 * F).order(ByteOrder.LITTLE_ENDIAN);
        for (long at = 0; at < rows.size(0); at += ROWS) {
            try (var _ = new Scope()) {
                float[] some = rows.narrow(0, at, Math.min(ROWS, rows.size(0) - at)).toFloats();
                for (int i = 0; i < some.length; i += F) {
                    buffer.asFloatBuffer().put(some, i, F);
                    out.write(buffer.array());
                }
            }
        }
    }
}
