package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.metric.judge.Judge;
import ganvas.metric.score.SampleOrigin;
import ganvas.metric.score.Scorer;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores of reconstructions by the rules of drawn images: some papers judge a VAE by its reconstructions. They are of
 * validation images, so that none is compared with the test image that it was made from.
 */
final class ReconstructionScores {
    /** Names of the metrics, and of the same metrics of reconstructions. */
    private static final Map<String, String> NAMES = Map.of("fid-judge", "reconstruction-fid-judge", "recognisable",
            "reconstruction-recognisable", "sharpness", "reconstruction-sharpness");
    private static final int BATCH = 1000;

    private ReconstructionScores() {}

    /** @param most images that are reconstructed; as many as are drawn */
    static List<ScoreLine> measure(Encodes encoder, Generates generator, Dataset data, Judge judge, Scorer scorer,
            Device device, int most) {
        try (var _ = new Scope()) {
            Tensor rebuilt = rebuilt(encoder, generator, data.validation(), device, most);
            var origin = new SampleOrigin("reconstructions of validation images", "uint8, rounded");
            return scorer.score(rebuilt, judge.read(rebuilt), origin, NAMES.keySet()).lines().stream()
                    .map(ReconstructionScores::renamed).toList();
        }
    }

    /** uint8 [N, C, H, W]: the first images of a split, each encoded to the mean of its posterior and decoded. */
    private static Tensor rebuilt(Encodes encoder, Generates generator, Split split, Device device, int most) {
        var parts = new ArrayList<Tensor>();
        long n = Math.min(most, split.size());
        for (long start = 0; start < n; start += BATCH) {
            Tensor images = split.images().narrow(0, start, Math.min(BATCH, n - start));
            parts.add(generator.sample(encoder.encode(images.to(device))).to(Device.CPU));
        }
        return Tensor.cat(parts, 0);
    }

    private static ScoreLine renamed(ScoreLine line) {
        String metric = NAMES.keySet().stream().filter(line.name()::startsWith).findFirst().orElseThrow();
        var protocol = new LinkedHashMap<>(line.protocol());
        protocol.put("images", "reconstructions of validation images");
        String name = line.name().replace(metric, NAMES.get(metric));
        MetricInfo info = MetricCatalogue.installed().of(name).orElseThrow();
        return new ScoreLine(name, info.label().title(), line.value(), line.low(), line.high(),
                info.reading().question().word(), line.better(), line.unit(),
                "Of reconstructions of validation images, not of drawn ones. " + line.recipe(), protocol);
    }
}
