package ganvas.metric.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.file.NpzArchive;
import ganvas.file.NpzArchive.Member;
import ganvas.metric.formulas.Fid;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a mean and a covariance, ours and others'. */
class StatisticsTest {
    private static final int F = 2048;

    @TempDir
    Path folder;
    private Scope scope;

    @BeforeEach
    void open() {
        scope = new Scope();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor features(int seed) {
        return Rng.named(seed, "statistics").uniform(Device.CPU, 120, F);
    }

    @Test
    void thereAndBack() {
        var about = Statistics.About.of(Map.of("protocol", "pytorch-fid"), Map.of("reference images", 120));
        Statistics made = Statistics.of(features(1), about);
        Path file = folder.resolve("s.npz");
        made.write(file);
        Statistics back = Statistics.read(file);
        assertThat(back.about()).contains(about);
        assertThat(back.gaussian().mean().toDoubles()).isEqualTo(made.gaussian().mean().toDoubles());
        assertThat(back.gaussian().covariance().toDoubles()).isEqualTo(made.gaussian().covariance().toDoubles());
        assertThat(back.features().orElseThrow().toFloats()).isEqualTo(made.features().orElseThrow().toFloats());
        made.withoutFeatures().write(file);
        assertThat(Statistics.read(file).features()).isEmpty();
        // FID of statistics is that of the pictures.
        Tensor fake = features(2).to(Dtype.FLOAT64);
        assertThat(new Fid(Statistics.read(file).gaussian()).of(fake))
                .isCloseTo(new Fid(made.features().orElseThrow().to(Dtype.FLOAT64)).of(fake), within(1e-9));
    }

    private Path file(String dtype, double[] mean, double[] covariance, int f) {
        Path file = folder.resolve("theirs.npz");
        NpzArchive.write(file, array("mu", dtype, mean, f), array("sigma", dtype, covariance, f, f));
        return file;
    }

    private static Member array(String name, String dtype, double[] values, long... shape) {
        boolean single = dtype.endsWith("4");
        var buffer = ByteBuffer.allocate(values.length * (single ? 4 : 8)).order(ByteOrder.LITTLE_ENDIAN);
        for (double v : values) {
            if (single) buffer.putFloat((float) v);
            else buffer.putDouble(v);
        }
        return Member.array(name, dtype, out -> out.write(buffer.array()), shape);
    }

    private static double[] identity(int f) {
        double[] all = new double[f * f];
        for (int i = 0; i < f; i++) all[i * (f + 1)] = 1;
        return all;
    }

    @Test
    void othersFilesAreTaken() {
        for (String dtype : new String[] {"<f4", "<f8"}) {
            Statistics read = Statistics.read(file(dtype, new double[F], identity(F), F));
            assertThat(read.about()).isEmpty();
            assertThat(read.features()).isEmpty();
            assertThat(read.gaussian().covariance().dtype()).isEqualTo(Dtype.FLOAT64);
            assertThat(read.gaussian().covariance().trace().item()).isEqualTo(F);
        }
    }

    @Test
    void whatIsNoStatisticsOfTheNetworkIsRefused() {
        refused(file("<f8", new double[768], identity(768), 768), "theirs.npz: mu: expected shape [2048]",
                "found [768]");
        double[] skew = identity(F);
        skew[1] = 0.5;
        refused(file("<f8", new double[F], skew, F), "sigma is no covariance: it is not symmetric");
        double[] negative = identity(F);
        negative[0] = -1;
        refused(file("<f8", new double[F], negative, F), "sigma is no covariance: a variance is negative");
        double[] mean = new double[F];
        mean[7] = Double.NaN;
        refused(file("<f4", mean, identity(F), F), "mu: expected numbers; found NaN");
        Path bytes = folder.resolve("bytes.npz");
        NpzArchive.write(bytes, Member.array("mu", "|u1", out -> out.write(new byte[F]), F),
                array("sigma", "<f4", identity(F), F, F));
        refused(bytes, "mu: expected float32 or float64; found |u1 [2048]");
    }

    private static void refused(Path file, String... words) {
        assertThatThrownBy(() -> Statistics.read(file)).isInstanceOf(Problem.class)
                .hasMessageContaining(file.toString()).hasMessageContainingAll(words);
    }
}
