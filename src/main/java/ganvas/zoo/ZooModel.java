package ganvas.zoo;

import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.result.ModelCard;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.train.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A model of the zoo, named PAPER/RUN: a paper's networks with its settings. The family is {@code gan} or {@code vae}. */
public final class ZooModel {
    /** A network and the shape of its input, without the batch dimension. */
    record Part(String name, Chain net, long... input) {}

    /** Where a model is to be trained. {@code height} and {@code width} are the dataset's. */
    record Place(int height, int width, long seed, Device device, Precision precision) {}

    /** What a dataset's images are. */
    record Picture(int channels, int height, int width) {}

    /**
     * Makes a model ready for a dataset's images, of which settings take their values; where there is no dataset, {@code images} null, the paper's.
     * Refuses what cannot be.
     */
    interface Fitting {
        Map<String, Object> fit(Map<String, Object> values, Picture images);
    }

    /** Puts allocated networks and optimizers together. */
    interface Assembly {
        Step make(List<Part> parts, Values values, Place place);
    }

    private final String name;
    private final String title;
    private final String paper;
    private final String family;
    private final List<Option> options;
    private final Function<Values, List<Part>> parts;
    private final Assembly assembly;
    private final Fitting fitting;
    private final Consumer<Values> check;
    private final boolean asWellInBf16;

    /** A model of grey images of 28 × 28 and no others. */
    ZooModel(String name, String title, String paper, String family, List<Option> options, Function<Values, List<Part>> parts, Assembly assembly) {
        this(name, title, paper, family, options, parts, assembly, (values, images) -> {
            if (images != null && !images.equals(new Picture(1, 28, 28))) {
                throw Problem.input("%s takes grey images of 28 × 28; the dataset's are %d × %d with %d channels", name, images.height, images.width,
                        images.channels);
            }
            return values;
        });
    }

    ZooModel(String name, String title, String paper, String family, List<Option> options, Function<Values, List<Part>> parts, Assembly assembly,
            Fitting fitting) {
        this(name, title, paper, family, Stream.concat(options.stream(), Stream.of(PRECISION)).toList(), parts, assembly, fitting, _ -> {}, false);
    }

    /** Of every model, so that the arms of a study can differ in it. */
    private static final Option PRECISION = new Option("precision", "auto", 0, 0, List.of("auto", "fp32", "bf16"), null,
            "arithmetic of the forward passes, auto, fp32 or bf16; auto is what --precision asks for");

    /** @param values resolved, @param asked by {@code --precision} */
    public static Precision precision(Map<String, Object> values, Precision asked, Device device) {
        String own = (String) values.getOrDefault(PRECISION.name(), "auto");
        return own.equals("auto") ? asked : Precision.of(own, device, false);
    }

    private ZooModel(String name, String title, String paper, String family, List<Option> options, Function<Values, List<Part>> parts, Assembly assembly,
            Fitting fitting, Consumer<Values> check, boolean asWellInBf16) {
        this.name = name;
        this.title = title;
        this.paper = paper;
        this.family = family;
        this.options = options;
        this.parts = parts;
        this.assembly = assembly;
        this.fitting = fitting;
        this.check = check;
        this.asWellInBf16 = asWellInBf16;
    }

    /** The same, where {@code check} refuses settings that do not go together. */
    ZooModel checked(Consumer<Values> check) {
        return new ZooModel(name, title, paper, family, options, parts, assembly, fitting, check, asWellInBf16);
    }

    /** The same, which seeds have shown to be as good in bf16 as in fp32, and which is faster in it: bench/precision.yaml, and docs/speed.md for the numbers. */
    ZooModel shownInBf16() {
        return new ZooModel(name, title, paper, family, options, parts, assembly, fitting, check, true);
    }

    public String name() { return name; }
    public String title() { return title; }
    public String paper() { return paper; }
    public String family() { return family; }
    /**
     * Whether bf16 is faster than fp32 and was shown to be as good with the default settings on MNIST: by the paired test over five seeds or more FID in the judge's features is
     * within a tenth, and no score can be told from fp32's.
     */
    public boolean asWellInBf16() { return asWellInBf16; }

    /** All settings, with {@code changed} in place of the defaults; unknown keys and values out of range are errors. */
    public Map<String, Object> resolve(Map<String, String> changed) {
        List<String> known = options.stream().map(Option::name).toList();
        changed.keySet().forEach(key -> {
            if (!known.contains(key)) {
                throw Problem.input("--set %s: %s has no such setting%s It has %s.", key, name,
                        DidYouMean.to(key, known).map(k -> "; did you mean '" + k + "'?").orElse("."), String.join(", ", known));
            }
        });
        var values = new LinkedHashMap<String, Object>();
        for (Option o : options) {
            values.put(o.name(), changed.containsKey(o.name()) ? o.parse(changed.get(o.name())) : o.unset(values));
        }
        check.accept(new Values(values));
        return values;
    }

    /** Those of a run that an older version may have trained: settings that it did not have are at their defaults, as they were for it. */
    public Map<String, Object> completed(Map<String, Object> values) {
        var all = new LinkedHashMap<>(values);
        for (Option o : options) all.computeIfAbsent(o.name(), _ -> o.unset(all));
        return all;
    }

    /** Those of {@code values} that are not the default. */
    public Map<String, Object> changed(Map<String, Object> values) {
        var changed = new LinkedHashMap<String, Object>();
        for (Option o : options) {
            if (!o.unset(values).equals(values.get(o.name()))) changed.put(o.name(), values.get(o.name()));
        }
        return changed;
    }

    /** Images that one update of {@link Step} takes: a batch for each step of the discriminator, or one. */
    public static int imagesAnUpdate(Map<String, Object> values) {
        return Math.multiplyExact(((Number) values.get("batch")).intValue(), ((Number) values.getOrDefault("d-steps", 1)).intValue());
    }

    /**
     * {@code values} with those that follow the dataset's images in place; what the model cannot learn from is refused.
     *
     * @param classes of the dataset
     */
    public Map<String, Object> fit(Map<String, Object> values, int channels, int height, int width, int classes) {
        long told = (Long) values.getOrDefault("classes", 0L);
        if (told != 0 && told != classes) {
            throw Problem.input("--set classes: expected 0 for none or %d, the dataset's; found %d", classes, told);
        }
        return fitting.fit(values, new Picture(channels, height, width));
    }

    private List<Part> parts(Map<String, Object> fitted) {
        return parts.apply(new Values(fitted));
    }

    /** The names of its networks, as {@link #card} has them, for who asks no more: nothing is counted. */
    public List<String> networks(Map<String, Object> resolved) {
        return parts(fitting.fit(resolved, null)).stream().map(Part::name).toList();
    }

    /** What it is made of; needs no weights and does not load libtorch. */
    public ModelCard card(Map<String, Object> resolved) {
        Map<String, Object> values = fitting.fit(resolved, null);
        var networks = parts(values).stream().map(p -> Net.describe(p.name, p.net, p.input)).toList();
        var settings = options.stream().map(o -> new ModelCard.Setting(o.name(), values.get(o.name()), o.meaning())).toList();
        return new ModelCard(name, title, paper, family, networks, settings);
    }

    /** Ready to train, with weights that are a function of {@code seed}. @param precision where the settings ask for none */
    public Step make(Map<String, Object> resolved, int channels, int height, int width, long seed, Device device, Precision precision) {
        var v = new Values(fitting.fit(completed(resolved), new Picture(channels, height, width)));
        return assembly.make(parts.apply(v), v, new Place(height, width, seed, device, precision(resolved, precision, device)));
    }
}
