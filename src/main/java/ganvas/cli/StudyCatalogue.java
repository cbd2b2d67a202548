package ganvas.cli;

import ganvas.data.Datasets;
import ganvas.metric.Metric;
import ganvas.metric.Metrics;
import ganvas.metric.RunMetrics;
import ganvas.problem.Problem;
import ganvas.result.Capability;
import ganvas.result.ModelCard;
import ganvas.result.StatLine;
import ganvas.study.Catalogue;
import ganvas.words.MetricInfo;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The names that a study file may use in this program. Loads no libtorch. */
final class StudyCatalogue {
    private static final Set<Capability> ALL = Set.of(), DISCRIMINATES = Set.of(Capability.DISCRIMINATES),
            ENCODES = Set.of(Capability.ENCODES),
            ELBO = Set.of(Capability.ELBO);
    private static final int SAMPLES = 10_000;
    private static final int CLASSES = 10;

    private StudyCatalogue() {}

    static Catalogue get() {
        var models = new LinkedHashMap<String, Catalogue.Model>();
        for (ZooModel m : Zoo.ALL) models.put(m.name(), model(m));
        var datasets = new LinkedHashMap<String, Long>();
        for (Datasets.Entry d : Datasets.ALL) datasets.put(d.name(), d.train());
        return new Catalogue(models, datasets, scores(), lines(),
                Map.of("vanishing-gradient", DISCRIMINATES, "mode-collapse", ALL, "posterior-collapse", ELBO, "nan",
                        ALL, "discriminator-overfit", DISCRIMINATES, "rollback", ALL));
    }

    private static Catalogue.Model model(ZooModel m) {
        Map<String, Object> defaults = m.resolve(Map.of());
        return new Catalogue.Model(m.family(), Set.copyOf(m.capabilities()), defaults, () -> m.networks(defaults),
                set -> parameters(m, set),
                set -> {
                    try {
                        return m.changed(m.resolve(set));
                    } catch (Problem p) {
                        throw Problem.input("%s",
                                p.getMessage().replaceFirst("^--set \\S+: ", "").replace("; found", ", found"));
                    }
                });
    }

    private static long parameters(ZooModel m, Map<String, Object> set) {
        var text = new LinkedHashMap<String, String>();
        set.forEach((key, value) -> text.put(key, value.toString()));
        return m.card(m.resolve(text)).networks().stream().mapToLong(ModelCard.Network::trainable).sum();
    }

    private static Map<String, Set<Capability>> scores() {
        var scores = new LinkedHashMap<String, Set<Capability>>();
        List<MetricInfo> ofSamples = Metrics.ALL.stream().map(Metric::info).toList();
        Stream.of(ofSamples.stream().filter(m -> !m.isByClass()), RunMetrics.OF_RUNS.stream(),
                Metrics.OF_INCEPTION.stream().map(Metric::info))
                .flatMap(infos -> infos).forEach(m -> scores.put(m.nameAt(SAMPLES), ALL));
        RunMetrics.OF_VAES.forEach(m -> scores.put(m.nameAt(SAMPLES), ELBO));
        for (MetricInfo m : ofSamples) {
            if (!m.isByClass()) continue;
            for (int c = 0; c < CLASSES; c++) scores.put(m.name() + "/" + c, ALL);
            scores.put(m.name() + "/other", ALL);
        }
        for (int a = 0; a < CLASSES; a++) {
            for (int b = a + 1; b < CLASSES; b++) scores.put("confusion-excess/" + a + "-" + b, ENCODES);
        }
        RunMetrics.OF_VAES.forEach(m -> m.lines().also().keySet().forEach(name -> scores.put(name, ELBO)));
        return scores;
    }

    private static Map<String, Set<Capability>> lines() {
        var lines = new LinkedHashMap<String, Set<Capability>>();
        for (String key : List.of("loss", "loss_real", "loss_fake", "accuracy_real", "accuracy_fake", "overfit",
                "penalty"))
            lines.put("D/" + key, DISCRIMINATES);
        for (String key : List.of("loss", "gradient_norm")) lines.put("G/" + key, DISCRIMINATES);
        for (String key : List.of("loss", "reconstruction", "KL", "ELBO")) {
            lines.put(key, ELBO);
            lines.put("validation/" + key, ELBO);
        }
        lines.put(StatLine.WEIGHTED_KL, ELBO);
        for (MetricInfo m : Metrics.curves()) lines.put("judge/" + m.label().curve(), ALL);
        return lines;
    }
}
