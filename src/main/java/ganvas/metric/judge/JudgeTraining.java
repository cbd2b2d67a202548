package ganvas.metric.judge;

import ganvas.data.Batches;
import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.data.Split;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains a judge by the {@link JudgeRecipe} of its dataset: cross-entropy on slightly changed training images, and Adam
 * with a rate that falls to zero as a half cosine (Loshchilov and Hutter 2017, equation 5, one period). After each
 * epoch the weights are tried on the validation images; the best ones are kept. The test images are read once, at the
 * end.
 */
public final class JudgeTraining {
    /** The seed of the judges that come with the program. */
    public static final long SEED = 1;
    /** Metadata key of the place of one's own images, an absolute path. */
    public static final String WHERE = "where";
    /** Fewest images between two validations, since an epoch may be short. */
    private static final long FEWEST = 10_000;

    private final Dataset data;
    private final JudgeRecipe recipe;
    private final long seed;
    private final long images;
    private final Device device;
    private final Split train;
    private final int classes;
    private final JudgeNet net;
    private final Map<String, Tensor> kept = new LinkedHashMap<>();

    /**
     * State of the training.
     *
     * @param loss       mean cross-entropy since the last report, in nats
     * @param validation share of validation images that are read correctly, in [0, 1]; for faces the area of {@link
     *          FacePairs}
     */
    public record Progress(long shown, long total, double loss, double validation) {}

    private record Length(long seed, long images) {}

    /** Length of the training of the bundled judge of {@code data}, in images shown. */
    public static long images(Dataset data) {
        return JudgeRecipe.of(Judges.dataset(data)).steps().images();
    }

    /**
     * Trains a judge. On one machine with one number of threads equal arguments give the same weights, bit for bit.
     *
     * @param images   number of images shown, counted with repetition
     * @param progress called after every epoch
     */
    public static Judge train(Dataset data, long seed, long images, Device device, Consumer<Progress> progress) {
        return train(data, new Length(seed, images), Optional.empty(), device, progress);
    }

    /** As the other method, with a remark on the data, which the metadata keep. */
    public static Judge train(Dataset data, long seed, long images, String note, Device device,
            Consumer<Progress> progress) {
        return train(data, new Length(seed, images), Optional.of(note), device, progress);
    }

    private static Judge train(Dataset data, Length length, Optional<String> note, Device device,
            Consumer<Progress> progress) {
        JudgeRecipe recipe = JudgeRecipe.of(Judges.dataset(data));
        if (recipe.people() && data.classes().size() < 2) {
            throw Problem.input("dataset %s: a judge of faces learns who is on them; expected lfw/classes=people",
                    data.name());
        }
        if (data.classes().size() < 2) {
            throw Problem.input(
                    "dataset %s: a judge learns to tell classes apart; expected two or more, found %s alone. "
                            + "Sub-folders are classes with folder/classes=folders:DIR.",
                    data.name(), data.classes().getFirst());
        }
        for (String name : recipe.people() ? List.<String>of() : data.classes()) {
            if (name.contains(Judge.BETWEEN)) {
                throw Problem.input(
                        "dataset %s: the class '%s' has a comma and a space in its name, which stand between names in "
                                + "a judge's file. Name it otherwise.",
                        data.name(), name);
            }
        }
        if (recipe.people()) refuseWithoutPairs(data);
        var training = new JudgeTraining(data, recipe, length, device);
        return recipe.plainly() ? Engine.plainly(() -> training.run(note, progress)) : training.run(note, progress);
    }

    /**
     * Refuses faces without pairs of one person and of two: the weights are chosen by such pairs, and the judge is
     * tested on them.
     */
    private static void refuseWithoutPairs(Dataset data) {
        for (Split part : List.of(data.validation(), data.test())) {
            long[] people = part.labels().toLongs();
            long persons = Arrays.stream(people).distinct().count();
            if (persons > 1 && persons < people.length) continue;
            throw Problem.input(
                    "dataset %s: a judge of faces is tried on pairs of pictures of one person and of two; expected "
                            + "both in the pictures held out; found %,d pictures of %,d people",
                    data.name(), people.length, persons);
        }
    }

    private JudgeTraining(Dataset data, JudgeRecipe recipe, Length length, Device device) {
        this.data = data;
        this.recipe = recipe;
        this.seed = length.seed;
        this.images = length.images;
        this.device = device;
        long[] labels = data.train().labels().toLongs(), there = Arrays.stream(labels).distinct().sorted().toArray();
        // Only people in the training images, numbered from 0: no person is in two splits.
        train = !recipe.people() ? data.train() : new Split(data.train().images(),
                Tensor.of(Arrays.stream(labels).map(l -> Arrays.binarySearch(there, l)).toArray(), labels.length)
                        .keep());
        classes = recipe.people() ? there.length : data.classes().size();
        net = JudgeNet.of(recipe.network(), data.channels(), data.height(), data.width(), classes);
    }

    private Judge run(Optional<String> note, Consumer<Progress> progress) {
        Net.allocate(net, "judge", device, seed);
        var adam = new Adam(Net.trainable(net), new AdamSettings(recipe.steps().rate(), 0.9, 0.999));
        int batch = (int) Math.min(recipe.steps().batch(), train.size());
        var batches = new Batches(train, batch, seed, device);
        long shown = 0, epoch = recipe.people() ? Math.max(batches.epochSize(), FEWEST) : batches.epochSize();
        double loss = 0, best = -1;
        int steps = 0;
        while (shown < images) {
            try (var _ = new Scope()) {
                adam.rate(rate(shown));
                Rng rng = Rng.at(seed, shown);
                Tensor x = recipe.changes().apply(batches.at(shown, batch).to(Device.CPU), rng).to(device);
                Tensor crossEntropy = crossEntropy(x, batches.labelsAt(shown, batch), Pass.train(rng));
                adam.minimize(crossEntropy);
                loss += crossEntropy.item();
                steps++;
            }
            long before = shown / epoch;
            shown += batch;
            if (shown / epoch > before || shown >= images) {
                double validation = goodness(new Judge(net, device, Map.of()), data.validation());
                progress.accept(new Progress(shown, images, loss / steps, validation));
                if (validation > best) {
                    best = validation;
                    remember();
                }
                loss = steps = 0;
            }
        }
        Net.state(net).forEach((name, t) -> t.copy_(kept.get(name)));
        kept.values().forEach(Tensor::free);
        adam.free();
        double test = goodness(new Judge(net, device, Map.of()), data.test());
        return new Judge(net, device, about(note, best, test));
    }

    private double rate(long shown) {
        double rise = recipe.steps().warmUp() == 0 ? 1 : Math.min(1, shown / (recipe.steps().warmUp() * images));
        return rise * recipe.steps().rate() * (1 + Math.cos(Math.PI * shown / images)) / 2;
    }

    /**
     * Mean cross-entropy of logits. With label smoothing, a part of the target is spread evenly over all classes
     * (Szegedy et al. 2016, section 7).
     */
    private Tensor crossEntropy(Tensor x, Tensor labels, Pass pass) {
        Tensor log = net.apply(x, pass).logSoftmax(1);
        Tensor loss = log.gather(1, labels.reshape(-1, 1)).mean().neg();
        return recipe.smoothing() == 0 ? loss
                : loss.mul(1 - recipe.smoothing()).add(log.mean().neg().mul(recipe.smoothing()));
    }

    private double goodness(Judge judge, Split part) {
        if (!recipe.people()) return judge.accuracy(part);
        return pairs(judge, part).area();
    }

    private static FacePairs.Found pairs(Judge judge, Split part) {
        try (var _ = new Scope()) {
            return FacePairs.compare(judge.read(part.images()).features(), part.labels().toLongs());
        }
    }

    private void remember() {
        try (var _ = new Scope()) {
            Net.state(net).forEach((name, t) -> {
                if (kept.containsKey(name)) kept.get(name).copy_(t.detach());
                else kept.put(name, t.detach().copy().keep());
            });
        }
    }

    /** The command that trains a judge; a folder's path is not in a judge's file, and stands as DIR. */
    static String command(String dataset, long seed, long images) {
        String from = dataset.matches("folder(/.*)?") ? dataset + ":DIR" : dataset;
        return "ganvas judge train " + from + " --seed " + seed + " --images " + images;
    }

    private Map<String, String> about(Optional<String> note, double validation, double test) {
        String name = recipe.people() ? "lfw" : data.name().split(":")[0];
        var about = new TreeMap<String, String>();
        about.put("what", recipe.people()
                ? "the judge of Ganvas for faces: a classifier of people whose features its measures are made of"
                : "the judge of Ganvas: a classifier whose features and opinions its measures are made of");
        about.put("again",
                "'" + command(name, seed, images)
                        + (note.isEmpty() ? "'" : "' with this note as --note")
                        + " gives these bytes again on a machine of this kind with as many threads");
        about.put("how", recipe.words());
        about.put("data", name + ", SHA-256 " + data.sha256());
        about.put("trained on", data.train().size() + " images, validation held out");
        about.put("input", data.channels() + " x " + data.height() + " x " + data.width());
        about.put("classes", String.valueOf(classes));
        about.put("seed", String.valueOf(seed));
        about.put("images shown", String.valueOf(images));
        about.put(recipe.people() ? "validation verification" : "validation accuracy", String.valueOf(validation));
        about.put(recipe.people() ? "test verification" : "test accuracy", String.valueOf(test));
        about.put("version", Build.THIS.version());
        about.put("libtorch", Build.THIS.libtorch());
        about.put("device", device.name() + ", " + Engine.threads() + " threads");
        if (!recipe.network().equals(JudgeNet.PLAIN)) about.put(JudgeNet.KEY, recipe.network());
        // Those that come with the program are the same bytes wherever their data lie.
        if (!Judges.know(data)) Datasets.where(data.name())
                .ifPresent(place -> about.put(WHERE, place.toAbsolutePath().normalize().toString()));
        if (recipe.people()) {
            about.put(Judge.PEOPLE, String.valueOf(classes));
            about.put("verification", words(new Judge(net, device, Map.of())));
        } else if (!numbers(data)) {
            about.put("class names", String.join(Judge.BETWEEN, data.classes()));
        }
        note.ifPresent(text -> about.put("note", text));
        return about;
    }

    /** Whether the classes are named 0, 1, …, as in a judge without names. */
    private static boolean numbers(Dataset data) {
        for (int i = 0; i < data.classes().size(); i++)
            if (!data.classes().get(i).equals(String.valueOf(i))) return false;
        return true;
    }

    private String words(Judge judge) {
        FacePairs.Found test = pairs(judge, data.test());
        return ("area under the ROC curve over pairs of people that it was not trained on, at most ten pictures a "
                + "person: how often two faces of one person are more alike, by the cosine of features less their "
                + "mean, than two of two; 0.5 is chance. Test: %,d pairs of one person, %,d of two. "
                + "Pixels alone reach %.3f").formatted(test.same(), test.other(), pixels());
    }

    private double pixels() {
        try (var _ = new Scope()) {
            return FacePairs.compare(data.test().images().flatten().to(Dtype.FLOAT32), data.test().labels().toLongs())
                    .area();
        }
    }
}
