package ganvas.cli;

import ganvas.data.Datasets;
import ganvas.metric.Metrics;
import ganvas.problem.Problem;
import ganvas.result.Capability;
import ganvas.study.Catalogue;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a study file may name, as this program has it. Loads no libtorch. */
final class StudyCatalogue {
    private static final Set<Capability> ALL = Set.of(), DISCRIMINATES = Set.of(Capability.DISCRIMINATES), ENCODES = Set.of(Capability.ENCODES),
            ELBO = Set.of(Capability.ELBO);
    private static final int SAMPLES = 10_000;
    private static final int CLASSES = 10;

    private StudyCatalogue() {}

    static Catalogue get() {
        var models = new LinkedHashMap<String, Catalogue.Model>();
        for (ZooModel m : Zoo.ALL) models.put(m.name(), model(m));
        var datasets = new LinkedHashMap<String, Long>();
        for (Datasets.Entry d : Datasets.ALL) datasets.put(d.name(), d.train());
        return new Catalogue(models, datasets, scores(), lines(), Map.of("vanishing-gradient", DISCRIMINATES, "mode-collapse", ALL, "posterior-collapse", ELBO,
                "nan", ALL, "discriminator-overfit", DISCRIMINATES, "rollback", ALL));
    }

    private static Catalogue.Model model(ZooModel m) {
        Map<String, Object> defaults = m.resolve(Map.of());
        return new Catalogue.Model(m.family(), Set.copyOf(m.capabilities()), defaults, () -> m.networks(defaults), set -> {
            try {
                return m.changed(m.resolve(set));
            } catch (Problem p) {
                throw Problem.input("%s", p.getMessage().replaceFirst("^--set \\S+: ", "").replace("; found", ", found"));
            }
        });
    }

    private static Map<String, Set<Capability>> scores() {
        var scores = new LinkedHashMap<String, Set<Capability>>();
        for (Metrics.Entry m : Metrics.ALL) {
            if (!m.name().equals("class-share")) scores.put(m.nameAt(SAMPLES), ALL);
        }
        for (Metrics.Entry m : Metrics.OF_RUNS) scores.put(m.nameAt(SAMPLES), ALL);
        for (Metrics.Entry m : Metrics.OF_INCEPTION) scores.put(m.nameAt(SAMPLES), ALL);
        for (Metrics.Entry m : Metrics.OF_VAES) scores.put(m.nameAt(SAMPLES), ELBO);
        for (int a = 0; a < CLASSES; a++) scores.put("class-share/" + a, ALL);
        scores.put("class-share/other", ALL);
        for (int a = 0; a < CLASSES; a++) {
            for (int b = a + 1; b < CLASSES; b++) scores.put("confusion-excess/" + a + "-" + b, ENCODES);
        }
        for (String split : List.of("test", "validation")) {
            for (String term : List.of("elbo", "reconstruction", "kl")) scores.put(split + "-" + term, ELBO);
        }
        return scores;
    }

    private static Map<String, Set<Capability>> lines() {
        var lines = new LinkedHashMap<String, Set<Capability>>();
        for (String key : List.of("loss", "loss_real", "loss_fake", "accuracy_real", "accuracy_fake", "overfit", "penalty")) lines.put("D/" + key, DISCRIMINATES);
        for (String key : List.of("loss", "gradient_norm")) lines.put("G/" + key, DISCRIMINATES);
        for (String key : List.of("loss", "reconstruction", "KL", "ELBO")) {
            lines.put(key, ELBO);
            lines.put("validation/" + key, ELBO);
        }
        for (String key : List.of("fid", "legible", "recognisable", "entropy", "sharpness")) lines.put("judge/" + key, ALL);
        return lines;
    }
}
