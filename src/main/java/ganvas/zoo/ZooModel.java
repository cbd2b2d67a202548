package ganvas.zoo;

import ganvas.data.Dataset;
import ganvas.data.Pixels;
import ganvas.nn.Chain;
import ganvas.nn.NetworkSummary;
import ganvas.problem.Problem;
import ganvas.result.Capability;
import ganvas.result.ModelCard;
import ganvas.torch.Device;
import ganvas.torch.Precision;
import ganvas.torch.Where;
import ganvas.train.Discriminates;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import ganvas.train.Step;
import ganvas.train.Target;
import ganvas.vae.HasElbo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** A model of the zoo: a paper's networks with its settings. Its name is PAPER/RUN. */
public final class ZooModel {
    /**
     * A model's names, and the class that trains it.
     *
     * @param family {@code gan}, {@code vae} or {@code hybrid}: a label that no code depends on
     * @param step   class whose interfaces say what the model can do
     */
    record Registration(String name, String title, String paper, String family, Class<? extends Step> step) {}

    /** A network and the shape of its input, without the batch dimension. */
    record NetworkSpec(String name, Chain net, long... input) {}

    /** The setting of a training: the size of the dataset's images, the seed, the device and the precision. */
    record Site(int height, int width, long seed, Where where) {
        Target target(Pixels pixels) {
            return new Target(pixels, height, width);
        }
    }

    /** Makes a step from networks and settings. */
    interface Assembly {
        Step make(List<NetworkSpec> networks, Values values, Site site);
    }

    private final Registration registration;
    private final List<Option> options;
    private final Function<Values, List<NetworkSpec>> parts;
    private final Assembly assembly;
    private final Intake intake;
    private final Consumer<Values> check;
    private final boolean asWellInBf16;

    /** A model that takes only grey images of 28 × 28. */
    ZooModel(Registration registration, List<Option> options, Function<Values, List<NetworkSpec>> parts,
            Assembly assembly) {
        this(registration, options, parts, assembly, Intake.ofDigits(registration.name));
    }

    ZooModel(Registration registration, List<Option> options, Function<Values, List<NetworkSpec>> parts,
            Assembly assembly, Intake intake) {
        this(registration, Stream.concat(options.stream(), Stream.of(PRECISION)).toList(), parts, assembly, intake,
                _ -> {}, false);
    }

    private ZooModel(Registration registration, List<Option> options, Function<Values, List<NetworkSpec>> parts,
            Assembly assembly, Intake intake, Consumer<Values> check, boolean asWellInBf16) {
        this.registration = registration;
        this.options = options;
        this.parts = parts;
        this.assembly = assembly;
        this.intake = intake;
        this.check = check;
        this.asWellInBf16 = asWellInBf16;
    }

    /** This model with a {@code check} that refuses settings that do not fit together. */
    ZooModel checked(Consumer<Values> check) {
        return new ZooModel(registration, options, parts, assembly, intake, check, asWellInBf16);
    }

    /**
     * This model, marked as one that is as good in bf16 as in fp32, and faster. Runs over several seeds have shown it:
     * bench/precision.yaml.
     */
    ZooModel shownInBf16() {
        return new ZooModel(registration, options, parts, assembly, intake, check, true);
    }

    /** The precision, a setting of every model, so the arms of a study can differ in it. */
    private static final Option PRECISION = Option.word("precision", "auto", List.of("auto", "fp32", "bf16"),
            "auto or fp32 or bf16: arithmetic of the forward passes; auto follows --precision");

    /**
     * The precision to train in.
     *
     * @param values resolved settings
     * @param asked precision that {@code --precision} asks for
     */
    public static Precision precision(Map<String, Object> values, Precision asked, Device device) {
        String own = (String) values.getOrDefault(PRECISION.name(), "auto");
        return own.equals("auto") ? asked : Precision.resolve(own, device, false);
    }

    public String name() {
        return registration.name;
    }

    public String title() {
        return registration.title;
    }

    /** The names of its settings. */
    public List<String> settings() {
        return options.stream().map(Option::name).toList();
    }

    public String paper() {
        return registration.paper;
    }

    /** {@code gan}, {@code vae} or {@code hybrid}: a label that no code depends on. */
    public String family() {
        return registration.family;
    }

    /** The capabilities of the model, from the interfaces of its step. */
    public List<Capability> capabilities() {
        var found = new ArrayList<Capability>();
        if (Generates.class.isAssignableFrom(registration.step)) found.add(Capability.GENERATES);
        if (Encodes.class.isAssignableFrom(registration.step)) found.add(Capability.ENCODES);
        if (HasElbo.class.isAssignableFrom(registration.step)) found.add(Capability.ELBO);
        if (Discriminates.class.isAssignableFrom(registration.step)) found.add(Capability.DISCRIMINATES);
        return List.copyOf(found);
    }

    /**
     * Whether training with these settings on this dataset may use bf16 if the user asks for no precision. This holds
     * for models that are faster in bf16 and were shown to be as good in it, with the default settings on MNIST. The
     * criterion is a paired test over at least five seeds: FID in the judge's features is within a tenth, and no score
     * differs detectably from fp32's.
     */
    public boolean trainsInBf16(Map<String, Object> values, String dataset) {
        return asWellInBf16 && changed(values).isEmpty() && dataset.equals("mnist");
    }

    /** All settings: the defaults, replaced by {@code changed}. Unknown keys and values out of range are errors. */
    public Map<String, Object> resolve(Map<String, String> changed) {
        List<String> known = options.stream().map(Option::name).toList();
        changed.keySet().forEach(key -> {
            if (!known.contains(key)) {
                throw Problem.input("--set %s: %s has no such setting%s It has %s.", key, name(),
                        SettingNames.meant(key, known).map(k -> "; did you mean '" + k + "'?").orElse("."),
                        String.join(", ", known));
            }
        });
        var values = new LinkedHashMap<String, Object>();
        for (Option o : options) {
            values.put(o.name(), changed.containsKey(o.name()) ? o.parse(changed.get(o.name())) : o.unset(values));
        }
        check.accept(new Values(values));
        return values;
    }

    /** The model as it is, without a setting changed. */
    private Map<String, Object> defaults() {
        var values = new LinkedHashMap<String, Object>();
        for (Option o : options) values.put(o.name(), o.unset(values));
        return fitted(values, Optional.empty());
    }

    /**
     * The settings of a run that an older version may have trained. Settings that this version did not have get their
     * defaults, which is how it behaved.
     */
    public Map<String, Object> completed(Map<String, Object> values) {
        var all = new LinkedHashMap<>(values);
        for (Option o : options) all.computeIfAbsent(o.name(), _ -> o.unset(all));
        return all;
    }

    /** Those of {@code values} that differ from the defaults. */
    public Map<String, Object> changed(Map<String, Object> values) {
        var changed = new LinkedHashMap<String, Object>();
        for (Option o : options) {
            if (!o.unset(values).equals(values.get(o.name()))) changed.put(o.name(), values.get(o.name()));
        }
        return changed;
    }

    /**
     * Number of images that one update of {@link Step} takes: a batch for each step of the discriminator, or one batch.
     */
    public static int imagesAnUpdate(Map<String, Object> values) {
        return Math.multiplyExact(((Number) values.get("batch")).intValue(),
                ((Number) values.getOrDefault("d-steps", 1)).intValue());
    }

    /**
     * Completes {@code values} with those that follow the dataset's images. Images that the model cannot learn from are
     * an error.
     *
     * @param classes number of classes of the dataset
     */
    public Map<String, Object> fit(Map<String, Object> values, int channels, int height, int width, int classes) {
        long told = (Long) values.getOrDefault("classes", 0L);
        if (told != 0 && told != classes) {
            throw Problem.input("--set classes: expected 0 for none or %d, the dataset's; found %d", classes, told);
        }
        return fitted(values, Optional.of(new Intake.ImageShape(channels, height, width)));
    }

    /**
     * As the other, for the images of {@code data}. A batch that follows the dataset is no larger than its training
     * images; one that was set to more is an error.
     */
    Map<String, Object> fit(Map<String, Object> values, Dataset data) {
        Map<String, Object> fitted = fit(values, data.channels(), data.height(), data.width(), data.classes().size());
        long train = data.train().size(), steps = imagesAnUpdate(fitted) / (Long) fitted.get("batch");
        long most = train / steps;
        if (Intake.follows(values, "batch")) fitted.put("batch", Math.min((Long) fitted.get("batch"), most));
        if ((Long) fitted.get("batch") > most || most < 2) {
            throw Problem.input(
                    "--set batch: expected at most %,d, as dataset %s has %,d images to train on%s; found %,d%s", most,
                    data.name(), train, steps == 1 ? "" : " and an update takes %d batches".formatted(steps),
                    (Long) fitted.get("batch"), most < 2 ? "" : ". '--set batch=%d' trains on them".formatted(most));
        }
        return fitted;
    }

    private Map<String, Object> fitted(Map<String, Object> values, Optional<Intake.ImageShape> images) {
        var fitted = new LinkedHashMap<>(intake.fitting().fit(values, images));
        fitted.replace("batch", Intake.FITTED, Intake.BATCH);
        return fitted;
    }

    /** Whether it learns from such images of a dataset without further settings. */
    public boolean takes(int channels, int height, int width) {
        return intake.takes().test(new Intake.ImageShape(channels, height, width));
    }

    /**
     * Images shown in a training whose length nobody gave.
     *
     * @param values resolved settings
     */
    public long usualImages(Map<String, Object> values, Dataset data) {
        return Intake.usualImages(values, data);
    }

    /** Whether the length of its training follows the dataset, unless it is given. */
    public boolean choosesLength(Map<String, Object> values) {
        return Intake.follows(values, "epochs");
    }

    private List<NetworkSpec> parts(Map<String, Object> fitted) {
        return parts.apply(new Values(fitted));
    }

    /** The names of the model's networks, as in {@link #card} but without counting anything. */
    public List<String> networks(Map<String, Object> resolved) {
        return parts(fitted(resolved, Optional.empty())).stream().map(NetworkSpec::name).toList();
    }

    /** Describes the model: networks and settings. Needs no weights and does not load libtorch. */
    public ModelCard card(Map<String, Object> resolved) {
        Map<String, Object> values = fitted(resolved, Optional.empty()), usual = defaults();
        var networks = parts(values).stream().map(p -> NetworkSummary.describe(p.name, p.net, p.input)).toList();
        var settings = options.stream()
                .map(o -> new ModelCard.Setting(o.name(), values.get(o.name()), usual.get(o.name()), o.meaning()))
                .toList();
        return new ModelCard(name(), title(), paper(), family(), capabilities(), networks, settings,
                asWellInBf16);
    }

    /**
     * Makes the model ready to train. The weights are a function of {@code seed}.
     *
     * @param precision precision to use if the settings name none
     */
    public Step make(Map<String, Object> resolved, int channels, int height, int width, long seed, Device device,
            Precision precision) {
        var v = new Values(fitted(completed(resolved), Optional.of(new Intake.ImageShape(channels, height, width))));
        return assembly.make(parts.apply(v), v,
                new Site(height, width, seed, new Where(device, precision(resolved, precision, device))));
    }
}
