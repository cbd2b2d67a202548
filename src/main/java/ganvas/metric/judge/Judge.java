package ganvas.metric.judge;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A classifier of a dataset's own pictures. The metrics use its features and opinions. Several {@link Judges} come with
 * the program. Their metadata say how each was trained; {@code ganvas judge train mnist} trains that of MNIST again.
 */
public final class Judge {
    /** Images per batch: their activations stay in the cache. With 1000, an image takes more than twice as long. */
    private static final int BATCH = 250;

    private final JudgeNet net;
    private final Device device;
    private final Map<String, String> about;
    private final Optional<Path> file;
    private final String sha256;
    private final List<String> classes;
    private final Optional<long[]> columns;

    /** A judge of no file, asked about all of its classes. */
    Judge(JudgeNet net, Device device, Map<String, String> about) {
        this.net = net;
        this.device = device;
        this.about = about;
        this.file = Optional.empty();
        this.sha256 = sha256(stored().bytes());
        this.classes = names(about);
        this.columns = Optional.empty();
    }

    private Judge(Judge whole, Optional<Path> file, List<String> classes, Optional<long[]> columns) {
        net = whole.net;
        device = whole.device;
        about = whole.about;
        sha256 = whole.sha256;
        this.file = file;
        this.classes = classes;
        this.columns = columns;
    }

    /** The same judge, which was read from {@code file}. */
    Judge from(Path file) {
        return new Judge(this, Optional.of(file), classes, columns);
    }

    /** The same judge, asked about {@code some} of its classes. */
    private Judge about(List<String> some) {
        return new Judge(this, file, some, Optional.of(some.stream().mapToLong(classes::indexOf).toArray()));
    }

    /** Separator of the names of classes in the metadata. */
    static final String BETWEEN = ", ";

    /** Names of the classes in the metadata; none if the classes are people. */
    static List<String> names(Map<String, String> about) {
        if (about.containsKey(PEOPLE)) return List.of();
        if (about.containsKey("class names")) return List.of(about.get("class names").split(BETWEEN));
        return java.util.stream.IntStream.range(0, Integer.parseInt(about.getOrDefault("classes", "0")))
                .mapToObj(String::valueOf).toList();
    }

    /**
     * Metadata key of a judge whose classes are people instead of the dataset's classes: its opinions do not describe a
     * picture.
     */
    static final String PEOPLE = "people";

    /** The reason why scores of opinions are left out for such a judge. */
    public static final String NO_CLASSES = "its judge tells people apart, so it has no classes that pictures could "
            + "be of";

    /**
     * The judge of this dataset that comes with the program, asked about the dataset's classes; an error if there is
     * none.
     */
    public static Judge of(Dataset data, Device device) {
        if (!Judges.know(data)) throw Judges.unknown(data);
        Judge judge = load(Judges.dataset(data), device);
        Judges.check(judge, data);
        return judge.over(data);
    }

    /** The judge of MNIST that comes with the program. */
    public static Judge load(Device device) {
        return load("mnist", device);
    }

    /** The judge of {@code dataset} that comes with the program. */
    public static Judge load(String dataset, Device device) {
        String wanted = Judges.get(dataset).sha256();
        try (InputStream in = Judge.class.getResourceAsStream("/ganvas/judge/" + dataset + ".safetensors")) {
            byte[] bytes = in.readAllBytes();
            String found = sha256(bytes);
            if (!found.equals(wanted))
                throw Problem.failed("the embedded judge is damaged: expected SHA-256 %s, found %s. Build again.",
                        wanted, found);
            return JudgeFile.parse(bytes, "the embedded judge", device);
        } catch (IOException e) {
            throw Problem.failed("the embedded judge cannot be read: %s. The build is damaged; build again.",
                    e.getMessage());
        }
    }

    /**
     * The same judge, asked about this dataset's classes only. The classes of a narrowed dataset are some of the
     * judge's.
     */
    public Judge over(Dataset data) {
        return !tellsClasses() || classes.equals(data.classes()) ? this : about(data.classes());
    }

    /** As {@link #of(Dataset, Device)}, from a user's file. It must have been trained on such images. */
    public static Judge own(Path file, Dataset data, Device device) {
        Judge judge = read(file, device);
        if (!Judges.fits(judge, data)) throw Judges.another(judge, file, data);
        return judge.over(data);
    }

    /** A judge from a file that {@link #write} wrote. */
    public static Judge read(Path file, Device device) {
        return JudgeFile.read(file, device);
    }

    /** Writes weights and metadata as safetensors, atomically. */
    public void write(Path file) {
        stored().write(file);
    }

    /** Frees its weights; it must not be used afterwards. */
    void free() {
        Net.free(net);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);                // every JDK has it
        }
    }

    private Safetensors stored() {
        return new Safetensors(Net.state(net), about);
    }

    /** SHA-256 of its safetensors file, in hexadecimal: the judge's part of a score's fingerprint. */
    public String sha256() {
        return sha256;
    }

    /** How it was trained, and its test accuracy. */
    public Map<String, String> about() {
        return about;
    }

    /** Its quality on test images, in words: {@code test accuracy 99.49 %}. */
    public String goodness() {
        String key = tellsClasses() ? "test accuracy" : "test verification", known = about.getOrDefault(key, "");
        return known.matches("\\d(\\.\\d+)?(E-\\d+)?") ? "%s %.2f %%".formatted(key, 100 * Double.parseDouble(known))
                : key + " not known";
    }

    /** Whether it comes from the user and not with the program. */
    public boolean isOwn() {
        return file.isPresent() && !isBundled();
    }

    /** Whether it is one of those that come with the program. */
    public boolean isBundled() {
        return Judges.ALL.stream().anyMatch(b -> b.sha256().equals(sha256));
    }

    /** Its training data and quality: {@code folder/classes=folders, test accuracy 91.20 %}. */
    public String made() {
        return "%s, %s".formatted(about.getOrDefault("data", "").split(", SHA-256 ")[0], goodness());
    }

    /** As {@link #made}, with the hash of its weights: {@code …, SHA-256 0123456789ab}. */
    public String words() {
        return "%s, SHA-256 %s".formatted(made(), sha256.substring(0, 12));
    }

    /** Part of a score's recipe: names the judge if it is the user's; otherwise empty. */
    public String said() {
        return isOwn() ? " The judge is %s (%s).".formatted(file.orElseThrow().getFileName(), words()) : "";
    }

    /** Its part of a score's fingerprint. For a judge that comes with the program the checksum identifies it. */
    public Map<String, Object> fingerprint() {
        var print = new java.util.LinkedHashMap<String, Object>();
        if (isOwn()) print.put("judge", "own, trained on " + made());
        print.put("judge SHA-256", sha256);
        return print;
    }

    /** The dataset on which it was trained, such as {@code mnist}. */
    public String dataset() {
        return about.getOrDefault("data", "").split("[,/:]")[0];
    }

    /** The size of the images on which it was trained: {@code C x H x W}. */
    public String input() {
        return about.get("input");
    }

    /** Number of channels of the pictures that it reads. */
    public int channels() {
        return Integer.parseInt(input().split(" ")[0]);
    }

    /** Names of the classes that it is asked about; none if {@link #tellsClasses} is false. */
    public List<String> classes() {
        return classes;
    }

    /**
     * Whether its opinions are about classes of pictures. Those of the judge of faces are not: it distinguishes people.
     */
    public boolean tellsClasses() {
        return !about.containsKey(PEOPLE);
    }

    /** Whether it knows classes that it is not asked about. This is so for a narrowed dataset. */
    public boolean knowsOthers() {
        return columns.filter(asked -> asked.length < net.head().out()).isPresent();
    }

    /** Size of its features. */
    public int features() {
        return (int) net.head().in();
    }

    /** Reads uint8 [N, C, H, W] in batches and gives its opinion. Without gradients. */
    public Opinion read(Tensor images) {
        List<Tensor> features = new ArrayList<>(), logits = new ArrayList<>();
        for (long i = 0; i < images.size(0); i += BATCH) {
            try (var _ = new Scope(); var _ = new NoGrad()) {
                Tensor batch = images.narrow(0, i, Math.min(BATCH, images.size(0) - i)).to(device);
                Tensor f = net.body().apply(batch.to(Dtype.FLOAT32).div(255), Pass.EVAL);
                features.add(f.to(Device.CPU).keep());
                logits.add(net.head().apply(f, Pass.EVAL).to(Device.CPU).keep());
            }
        }
        var opinion = new Opinion(Tensor.cat(features, 0), Tensor.cat(logits, 0), columns);
        features.forEach(Tensor::free);
        logits.forEach(Tensor::free);
        return opinion;
    }

    /** Share of {@code split} that it labels correctly, in [0, 1]. */
    public double accuracy(Split split) {
        try (var _ = new Scope()) {
            long[] read = read(split.images()).labels(), truth = split.labels().toLongs();
            int right = 0;
            for (int i = 0; i < truth.length; i++) if (read[i] == truth[i]) right++;
            return (double) right / truth.length;
        }
    }
}
