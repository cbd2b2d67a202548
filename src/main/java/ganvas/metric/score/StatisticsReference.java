package ganvas.metric.score;

import ganvas.file.Fingerprint;
import ganvas.metric.Metric.Input;
import ganvas.metric.RealSet;
import ganvas.metric.formulas.Fid;
import ganvas.metric.inception.Inception;
import ganvas.problem.Problem;
import ganvas.torch.Scope;
import ganvas.words.Protocols;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The mean and covariance in a file. The pictures that they are of are not here. */
record StatisticsReference(Path file, Statistics real, Map<String, Object> fingerprint) implements InceptionReference {
    private static final Map<Input, String> NO_PICTURES = Map.of(Input.FEATURES,
            "it needs the reference's pictures; there is only their mean and covariance");
    private static final String NOT_KNOWN = "not known: the statistics' file does not say";

    /**
     * Reads a file. It is refused if it says that its statistics were made otherwise than {@code reader} reads.
     *
     * @param tell receives doubts about the file
     */
    static StatisticsReference read(Path file, InceptionReader reader, Consumer<String> tell) {
        Statistics real;
        try (var _ = new Scope()) {
            real = Statistics.read(file).withoutFeatures().kept();
        }
        if (real.about().isEmpty()) tell.accept(
                ("%s does not say under which protocol and in which weights it was made; protocol %s is taken, "
                        + "and the FID is right only if that is the one.").formatted(file, reader.protocol()));
        real.about().map(about -> Protocols.differences(about.network(), reader.fingerprint()))
                .ifPresent(differences -> refuse(file, differences));
        return new StatisticsReference(file, real,
                real.about().map(Statistics.About::reference).orElseGet(() -> unknown(real.gaussian())));
    }

    private static void refuse(Path file, List<String> differences) {
        if (differences.isEmpty()) return;
        throw Problem.input(
                "%s: its statistics were made otherwise than these samples would be measured; they differ in %s. "
                        + "Use the same --protocol and --weights.",
                file, String.join(", ", differences));
    }

    private static Map<String, Object> unknown(Fid.Gaussian g) {
        double[] mean = g.mean().toDoubles(), covariance = g.covariance().toDoubles();
        var bytes = ByteBuffer.allocate(8 * (mean.length + covariance.length));
        bytes.asDoubleBuffer().put(mean).put(covariance);
        var print = new LinkedHashMap<String, Object>();
        print.put("dataset", RealPictures.FILE);
        print.put("split", RealPictures.UNKNOWN);
        print.put("reference images", NOT_KNOWN);
        print.put("statistics SHA-256", Fingerprint.sha256(bytes.array()));
        print.put("reference protocol", NOT_KNOWN);
        return print;
    }

    @Override
    public long unread() {
        return 0;
    }

    @Override
    public Statistics statistics(Inception.Watcher watcher) {
        return real;
    }

    @Override
    public RealSet.Called called() {
        return new RealSet.Called("", "", "; against the mean and covariance in %s.".formatted(file.getFileName()));
    }

    @Override
    public Map<Input, String> lacks() {
        return NO_PICTURES;
    }
}
