package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.problem.Problem;
import ganvas.result.Capability;
import ganvas.study.StudyArm;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The models of a comparison and their settings: a GAN and a VAE, or any two or more that are named. */
final class ComparedModels {
    private static final String GAN = "ali-2020/gan", VAE = "ali-2020/vae";
    /** The pair for images of any size. Their networks have the same layers. */
    private static final String ANY_GAN = "dcgan", ANY_VAE = "conv-vae";
    private static final Pattern ARM = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    @Parameters(paramLabel = "[NAME=]MODEL", arity = "0..*", completionCandidates = Candidates.Models.class,
            description = "two or more models of any kind; NAME is what the report calls it")
    List<String> models = new ArrayList<>();

    @Option(names = "--gan", paramLabel = "MODEL", completionCandidates = Candidates.Models.class,
            description = "the GAN (default: ali-2020/gan for grey images of 28 × 28, dcgan for all others)")
    private String gan;

    @Option(names = "--vae", paramLabel = "MODEL", completionCandidates = Candidates.Models.class,
            description = "the VAE (default: ali-2020/vae for grey images of 28 × 28, conv-vae for all others)")
    private String vae;

    @Option(names = "--set", paramLabel = "NAME.KEY=VALUE",
            description = "a setting of one model (gan.rate=2e-4), or of all (batch=64); 'describe MODEL' lists them")
    private Map<String, String> set = new LinkedHashMap<>();

    private Optional<String> gan() {
        return Optional.ofNullable(gan);
    }

    private Optional<String> vae() {
        return Optional.ofNullable(vae);
    }

    /** Refuses unknown models, fewer than two, and equal names, before anything is loaded. */
    void check() {
        gan().ifPresent(model -> needs("gan", model, Capability.DISCRIMINATES));
        vae().ifPresent(model -> needs("vae", model, Capability.ELBO));
        if (models.isEmpty()) return;
        named();
        if (gan().isPresent() || vae().isPresent()) {
            throw Problem.input("expected models as MODEL MODEL, or by --gan and --vae; found both");
        }
        if (models.size() == 1) {
            throw Problem.input("expected two or more models to compare; found one, %s. 'ganvas train %s' trains it "
                    + "alone.", models.getFirst(), model(models.getFirst()));
        }
    }

    private static void needs(String arm, String model, Capability capability) {
        if (Zoo.get(model).capabilities().contains(capability)) return;
        throw Problem.input("--%s: expected a %s; %s is a %s. 'ganvas compare MODEL MODEL' takes models of any kind.",
                arm, arm.toUpperCase(Locale.ROOT), model, Zoo.get(model).family().toUpperCase(Locale.ROOT));
    }

    /** Whether the default pair is that for digits. */
    static boolean isDigits(Dataset data) {
        return Zoo.get(GAN).takes(data.channels(), data.height(), data.width());
    }

    /** The arms with their settings, without a length. */
    List<StudyArm> arms(Dataset data) {
        Map<String, String> named = models.isEmpty()
                ? pair(gan().orElse(isDigits(data) ? GAN : ANY_GAN), vae().orElse(isDigits(data) ? VAE : ANY_VAE))
                : named();
        for (String key : set.keySet()) {
            int dot = key.indexOf('.');
            if (dot >= 0 && !named.containsKey(key.substring(0, dot))) {
                throw Problem.input("--set %s: expected KEY, or NAME.KEY with the name %s", key,
                        String.join(" or ", named.keySet()));
            }
        }
        return named.entrySet().stream().map(e -> arm(e.getKey(), Zoo.get(e.getValue()))).toList();
    }

    private static Map<String, String> pair(String gan, String vae) {
        var named = new LinkedHashMap<String, String>();
        named.put("gan", gan);
        named.put("vae", vae);
        return named;
    }

    private StudyArm arm(String name, ZooModel model) {
        var own = new LinkedHashMap<String, String>();
        set.forEach((key, value) -> {
            int dot = key.indexOf('.');
            if (dot < 0) own.put(key, value);
            else if (key.substring(0, dot).equals(name)) own.put(key.substring(dot + 1), value);
        });
        return new StudyArm(name, model.family(), model.name(), 0, model.changed(model.resolve(own)));
    }

    /** Models by the names of their arms: those given, else the last parts of the models' names if these differ. */
    private Map<String, String> named() {
        List<String> last = models.stream().filter(m -> m.indexOf('=') < 0).map(ComparedModels::last).toList();
        boolean differ = last.stream().distinct().count() == last.size();
        var named = new LinkedHashMap<String, String>();
        for (String given : models) {
            String model = Zoo.get(model(given)).name();
            int equals = given.indexOf('=');
            String name = equals >= 0 ? given.substring(0, equals) : differ ? last(model) : model.replace('/', '-');
            if (!ARM.matcher(name).matches()) {
                throw Problem.input("%s: expected a name of small letters, digits and hyphens before '='; found '%s'",
                        given, name);
            }
            if (named.putIfAbsent(name, model) != null) {
                throw Problem.input("expected a name of its own for each model; found '%s' twice. 'a=%s b=%s' names "
                        + "them.", name, named.get(name), model);
            }
        }
        return named;
    }

    private static String last(String model) {
        return model.substring(model.lastIndexOf('/') + 1);
    }

    private static String model(String named) {
        return named.substring(named.indexOf('=') + 1);
    }
}
