package ganvas.metric.score;

import ganvas.data.Dataset;
import ganvas.metric.GeneratedSet;
import ganvas.metric.Metric;
import ganvas.metric.Metric.Input;
import ganvas.metric.Metrics;
import ganvas.metric.Once;
import ganvas.metric.RealSet;
import ganvas.metric.formulas.Bootstrap;
import ganvas.metric.formulas.Neighbours;
import ganvas.result.Build;
import ganvas.result.SampleLabels;
import ganvas.torch.NoGrad;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.words.MetricInfo;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scores generated images by their pixels alone: for datasets that no judge knows, and for those with too few test
 * images for the scores in a network's features.
 */
public final class PixelScorer {
    private static final Set<Input> PIXELS = Set.of(Input.PIXELS);
    private static final int MOST_REFERENCE = 10_000;

    private final Dataset data;
    private final String why;
    private final Memorisation.Sizes sizes;
    private final int reference;
    private final Tensor train;
    private final double unseen;
    private final Map<Metric, Metric.Measure> measures = new LinkedHashMap<>();

    /** @param nearest for each generated query image the index of the nearest training image in pixels */
    public record Found(Scores scores, long[] nearest) {}

    /** @param why the end of the sentence on the scores that are left out */
    public PixelScorer(Dataset data, String why, Memorisation.Sizes most) {
        this.data = data;
        this.why = why;
        sizes = most.within(data);
        reference = (int) Math.min(MOST_REFERENCE, data.test().size());
        try (var _ = new Scope(); var _ = new NoGrad()) {
            train = data.train().images().narrow(0, 0, sizes.train()).keep();
            unseen = Arrays
                    .stream(Neighbours.find(data.test().images().narrow(0, 0, sizes.queries()), train).distance())
                    .average().orElseThrow();
            String many = "%,d test image%s".formatted(reference, reference == 1 ? "" : "s");
            var real = new RealSet(new RealSet.Network("", "", new RealSet.Classes(0, "")),
                    new RealSet.Called("test image", many, "; against %s.".formatted(many)), Optional.empty(),
                    Optional.empty(), Optional.of(data.test().images().narrow(0, 0, reference)), Map.of(), new Once());
            for (Metric m : Metrics.ALL) if (m.takes().equals(PIXELS)) measures.put(m, m.against(real));
        }
    }

    /** @param generated uint8 [N, C, H, W] of the dataset's size, on the CPU */
    public Found of(Tensor generated, SampleOrigin origin) {
        int n = (int) generated.size(0), queries = Math.min(sizes.queries(), n);
        try (var _ = new Scope(); var _ = new NoGrad()) {
            var sheet = new ScoreCollector(n, protocol(n, queries, origin), "");
            sheet.measure(List.copyOf(measures.keySet()), Map.of(), measures::get, pixels(generated));
            Neighbours.Nearest nearest = Neighbours.find(generated.narrow(0, 0, queries), train);
            if (unseen > 0) {
                sheet.measure("train-ratio-pixels", () -> Memorisation.ratio(nearest.distance(), unseen),
                        Memorisation.recipe(data, new Memorisation.Sizes(queries, sizes.train(), 0), sizes.queries(),
                                unseen, "grey values in [0, 1]"));
            }
            left().forEach(name -> sheet.notMeasured.add("%s: %s".formatted(name, why)));
            return new Found(new Scores(List.copyOf(sheet.lines), List.copyOf(sheet.notMeasured),
                    new SampleLabels(new int[0], new double[0])), nearest.index());
        }
    }

    private static GeneratedSet pixels(Tensor generated) {
        return new GeneratedSet((int) generated.size(0), () -> generated, PixelScorer::absent,
                new GeneratedSet.Opinions(PixelScorer::absent, PixelScorer::absent, PixelScorer::absent));
    }

    private static <T> T absent() {
        throw new IllegalStateException("a metric of pixels asked for a network's features");
    }

    /** The names of the scores that need a network. */
    private static List<String> left() {
        return Metrics.ALL.stream().filter(m -> !m.takes().equals(PIXELS)).map(Metric::info)
                .filter(m -> !m.isByClass()).map(MetricInfo::name).toList();
    }

    private Map<String, Object> protocol(int n, int queries, SampleOrigin origin) {
        Map<String, Object> protocol = Memorisation.protocol(data, n, queries, origin);
        protocol.put("reference", "the first " + reference + " of test");
        protocol.put("neighbours",
                "the first " + sizes.train() + " of train; unseen, the first " + sizes.queries() + " of test");
        protocol.put("pixels", "uint8 / 255, not resized");
        protocol.put("interval", "95 %, normal, " + Bootstrap.DRAWS + " resamples of the generated images");
        protocol.put("ganvas", Build.THIS.version());
        return protocol;
    }
}
