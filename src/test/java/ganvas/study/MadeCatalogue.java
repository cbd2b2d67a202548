package ganvas.study;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.result.Capability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A catalogue made up for tests: the models of the packaged studies, without a zoo. */
public final class MadeCatalogue {
    private MadeCatalogue() {}

    public static Catalogue get() {
        var models = new LinkedHashMap<String, Catalogue.Model>();
        for (String m : List.of("tanwar-2023/gan-base", "tanwar-2023/gan-batchnorm", "tanwar-2023/gan-tanh",
                "khanna-2020/gan", "khanna-2020/gan-vanishing", "ali-2020/gan", "ali-2020/gan-notebook",
                "gaikwad-2020/dense-gan",
                "gaikwad-2020/dense-gan-deep", "gaikwad-2020/cnn-gan"))
            models.put(m, model("gan", 100));
        for (String m : List.of("tanwar-2023/vae-base", "tanwar-2023/vae-beta", "khanna-2020/vae", "ali-2020/vae"))
            models.put(m, model("vae", 2));
        for (String m : List.of("tanwar-2023/vae-latent4", "gaikwad-2020/dense-vae")) models.put(m, model("vae", 4));
        models.put("gaikwad-2020/cnn-vae", model("vae", 10));
        for (String deep : List.of("", "-deep")) {
            models.put("hinrichsen-2023/biggan" + deep, bigGan("gan", Map.of("g-rate", 5e-5, "d-rate", 2e-4)));
            models.put("hinrichsen-2023/vae-biggan" + deep, bigGan("vae", Map.of("rate", 1e-4)));
        }
        var scores = new LinkedHashMap<String, Set<Capability>>();
        for (String s : List.of("fid-judge-10k", "precision", "recall", "coverage", "is-judge-10k", "fid-10k", "is-10k",
                "class-entropy", "judge-confidence", "recognisable", "sharpness"))
            scores.put(s, Set.of());
        for (String s : List.of("reconstruction-recognisable", "reconstruction-fid-judge-10k",
                "reconstruction-sharpness", "test-elbo", "validation-reconstruction", "confusion-excess/2-3",
                "confusion-excess/4-9"))
            scores.put(s, Set.of(Capability.ELBO));
        var lines = new LinkedHashMap<String, Set<Capability>>();
        for (String s : List.of("D/loss", "D/accuracy_real", "D/accuracy_fake", "G/loss"))
            lines.put(s, Set.of(Capability.DISCRIMINATES));
        for (String s : List.of("loss", "reconstruction", "KL", "weighted_KL", "validation/loss"))
            lines.put(s, Set.of(Capability.ELBO));
        for (String s : List.of("judge/fid", "judge/sharpness")) lines.put(s, Set.of());
        var datasets = new LinkedHashMap<String, Long>();
        datasets.put("mnist", 50_000L);
        datasets.put("cifar10", 40_000L);
        datasets.put("lfw", 0L);
        return new Catalogue(models, datasets, scores, lines, Map.of("vanishing-gradient",
                Set.of(Capability.DISCRIMINATES), "posterior-collapse", Set.of(Capability.ELBO), "nan", Set.of(),
                "mode-collapse", Set.of()));
    }

    private static Catalogue.Model model(String family, long latent) {
        var defaults = new LinkedHashMap<String, Object>();
        defaults.put("rate", 2e-4);
        defaults.put("beta1", 0.5);
        defaults.put("batch", 256L);
        defaults.put("loss", "non-saturating");
        defaults.put("latent", latent);
        defaults.put(family.equals("gan") ? "dropout" : "beta", family.equals("gan") ? 0.3 : 1.0);
        if (family.equals("vae")) defaults.put("elbo", "closed-form");
        else defaults.put("slope", 0.2);
        defaults.put("activation", "relu");
        return model(family, defaults);
    }

    private static Catalogue.Model bigGan(String family, Map<String, Object> own) {
        var defaults = new LinkedHashMap<String, Object>(own);
        defaults.putAll(Map.of("channels", 96L, "batch", 512L, "blocks", 0L, "z", 128L, "activation", "relu",
                "beta1", 0.0, "spectral-norm", "on"));
        defaults.putAll(Map.of("clip", 0.1, "d-steps", 2L, "classes", 0L, "beta", 0.4));
        return model(family, defaults);
    }

    private static Catalogue.Model model(String family, Map<String, Object> defaults) {
        return new Catalogue.Model(family, Set.copyOf(Capability.ofFamily(family)), defaults,
                () -> family.equals("gan") ? List.of("generator", "discriminator") : List.of("encoder", "decoder"),
                set -> 1000 * Long.parseLong(set.getOrDefault("blocks", 1).toString()),
                set -> {
                    var changed = new LinkedHashMap<String, Object>();
                    set.forEach((key, text) -> changed.put(key, parse(defaults.get(key), text)));
                    changed.entrySet().removeIf(e -> e.getValue().equals(defaults.get(e.getKey())));
                    return changed;
                });
    }

    private static Object parse(Object byDefault, String text) {
        if (byDefault instanceof String s) {
            var words = s.equals("relu") ? List.of("relu", "leaky-relu")
                    : s.equals("on") ? List.of("on", "off")
                    : s.equals("closed-form") ? List.of("closed-form", "monte-carlo")
                    : List.of("non-saturating", "saturating");
            if (words.contains(text)) return text;
            throw Problem.input("expected one of %s, found '%s'%s", words, text, DidYouMean.hint(text, words));
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= 4096 && byDefault instanceof Long) return Long.valueOf(text);
            if (value >= 0 && value <= 1) return value;
        } catch (NumberFormatException e) {
            // told below
        }
        throw Problem.input("expected a number from 0 to 1, found '%s'", text);
    }
}
