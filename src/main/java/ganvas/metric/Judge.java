package ganvas.metric;

import ganvas.data.Images;
import ganvas.data.Split;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.result.Problem;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A classifier of the dataset's own pictures, whose features and opinions the measures are made of. {@link Judges} come with
 * the program; how each was trained is in its metadata, and {@code ganvas judge train mnist} trains it again.
 */
public final class Judge {
    /** Activations of so many images stay in the cache: 1000 take more than twice as long an image. */
    private static final int BATCH = 250;
    private static final long MOST_BYTES = 1 << 30;

    private final JudgeNet net;
    private final Device device;
    private final Map<String, String> about;
    private final String sha256;
    private final List<String> classes;
    private final long[] columns;

    Judge(JudgeNet net, Device device, Map<String, String> about) {
        this.net = net;
        this.device = device;
        this.about = about;
        this.sha256 = sha256(file().bytes());
        this.classes = names(about);
        this.columns = null;
    }

    /** {@code whole}, asked about {@code classes} alone. */
    private Judge(Judge whole, List<String> classes) {
        net = whole.net;
        device = whole.device;
        about = whole.about;
        sha256 = whole.sha256;
        this.classes = classes;
        columns = classes.stream().mapToLong(whole.classes::indexOf).toArray();
    }

    private static List<String> names(Map<String, String> about) {
        if (about.containsKey(PEOPLE)) return List.of();
        String names = about.get("class names");
        if (names != null) return List.of(names.split(", "));
        return java.util.stream.IntStream.range(0, Integer.parseInt(about.getOrDefault("classes", "0"))).mapToObj(String::valueOf).toList();
    }

    /** Metadata key of a judge whose classes are people, not the dataset's: its opinions say nothing of a picture. */
    static final String PEOPLE = "people";

    /**
     * What the judge makes of N images, on the CPU.
     *
     * @param features float32 [N, F], none negative: the layer before the logits
     * @param logits   float32 [N, all of the judge's classes]
     * @param columns  of the logits, those of the K classes that are asked about; null for all
     */
    public record Opinion(Tensor features, Tensor logits, long[] columns) {
        /** float64 [N, K], or where not all classes are asked about [N, K + 1], the last being all others together; rows sum to 1. */
        public Tensor probabilities() {
            Tensor all = logits.to(Dtype.FLOAT64).softmax(1);
            if (columns == null) return all;
            Tensor some = all.indexSelect(1, Tensor.of(columns, columns.length));
            return Tensor.cat(List.of(some, some.sum(1).neg().add(1).clamp(0, 1).reshape(-1, 1)), 1);
        }

        /** float64 [N]: the largest probability of a class that is asked about. */
        public Tensor confidence() {
            Tensor p = probabilities();
            return (columns == null ? p : p.narrow(1, 0, columns.length)).max(1);
        }

        /** Index of the likeliest class by image; K where it is one that is not asked about. */
        public long[] labels() {
            long[] read = logits.argmax(1).toLongs();
            if (columns == null) return read;
            return Arrays.stream(read).map(label -> {
                int k = 0;
                while (k < columns.length && columns[k] != label) k++;
                return k;
            }).toArray();
        }
    }

    /** The judge of this dataset that comes with the program, asked about its classes; an error where there is none. */
    public static Judge of(Images data, Device device) {
        if (!Judges.know(data)) throw Judges.unknown(data);
        Judge judge = load(Judges.dataset(data), device);
        Scorer.check(judge, data);
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
            if (!found.equals(wanted)) throw Problem.failed("the embedded judge is damaged: expected SHA-256 %s, found %s. Build again.", wanted, found);
            return of(bytes, "the embedded judge", device);
        } catch (IOException e) {
            throw Problem.failed("the embedded judge cannot be read: %s. The build is damaged; build again.", e.getMessage());
        }
    }

    /** The same judge asked about this dataset's classes: those of a dataset that was narrowed are some of its own. */
    Judge over(Images data) {
        return !tellsClasses() || classes.equals(data.classes()) ? this : new Judge(this, data.classes());
    }

    /** A judge from a file that {@link #write} wrote. */
    public static Judge read(Path file, Device device) {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) throw Problem.input("%s: expected weights of a judge, at most %,d bytes; found %,d", file, MOST_BYTES, size);
            return of(Files.readAllBytes(file), file.toString(), device);
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    private static Judge of(byte[] bytes, String where, Device device) {
        try (var _ = new Scope()) {
            Safetensors file = Safetensors.read(bytes, where);
            String input = file.metadata().getOrDefault("input", ""), classes = file.metadata().getOrDefault("classes", "");
            if (!input.matches("[1-9]\\d{0,3} x [1-9]\\d{0,3} x [1-9]\\d{0,3}") || !classes.matches("[1-9]\\d{0,4}")) {
                throw Problem.input("%s: expected weights written by 'ganvas judge train', with 'input' such as 1 x 28 x 28 and 'classes' in the metadata; "
                        + "found '%s' and '%s'", where, input, classes);
            }
            int[] shape = Arrays.stream(input.split(" x ")).mapToInt(Integer::parseInt).toArray();
            String network = file.metadata().getOrDefault(JudgeNet.KEY, JudgeNet.PLAIN);
            JudgeNet net = JudgeNet.of(network, shape[0], shape[1], shape[2], Integer.parseInt(classes));
            Net.parameters(net).forEach((name, parameter) -> check(file.tensors().get(name), name, parameter.shape(), where));
            Net.allocate(net, "judge", device, 0);
            Net.state(net).forEach((name, tensor) -> tensor.set(file.tensors().get(name)));
            return new Judge(net, device, file.metadata());
        }
    }

    /** Before anything is allocated: the metadata may ask for more than the file has. */
    private static void check(Tensor stored, String name, long[] shape, String where) {
        if (stored == null || !Arrays.equals(stored.shape(), shape)) {
            throw Problem.input("%s: expected a tensor '%s' of shape %s; found %s", where, name, Arrays.toString(shape),
                    stored == null ? "none" : Arrays.toString(stored.shape()));
        }
        for (double value : stored.to(Dtype.FLOAT64).toDoubles()) {
            if (!Double.isFinite(value)) throw Problem.input("%s: expected numbers in '%s'; found %s. The file is damaged.", where, name, value);
        }
    }

    /** Writes weights and metadata as safetensors, atomically. */
    public void write(Path file) {
        file().write(file);
    }

    /** Gives its weights back; it is not to be used any more. */
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

    private Safetensors file() {
        return new Safetensors(Net.state(net), about);
    }

    /** SHA-256 of its safetensors file, in hexadecimal: the judge's part of a score's fingerprint. */
    public String sha256() {
        return sha256;
    }

    /** How it was trained, and how well it reads. */
    public Map<String, String> about() {
        return about;
    }

    /** How good it is on test images, in words: {@code test accuracy 99.49 %}. */
    public String goodness() {
        String key = tellsClasses() ? "test accuracy" : "test verification";
        return "%s %.2f %%".formatted(key, 100 * Double.parseDouble(about.get(key)));
    }

    /** The dataset that it was trained on, such as {@code mnist}. */
    public String dataset() {
        return about.getOrDefault("data", "").split("[,/:]")[0];
    }

    /** The images that it was trained on: {@code C x H x W}. */
    public String input() {
        return about.get("input");
    }

    /** Names of the classes that it is asked about; none where {@link #tellsClasses} is false. */
    public List<String> classes() {
        return classes;
    }

    /** Whether its opinions are about classes of pictures. Those of the judge of faces are not: it tells people apart. */
    public boolean tellsClasses() {
        return !about.containsKey(PEOPLE);
    }

    /** Whether it knows classes that it is not asked about, as that of a dataset that was narrowed does. */
    public boolean knowsOthers() {
        return columns != null && columns.length < net.head().out();
    }

    /** Size of its features. */
    int features() {
        return (int) net.head().in();
    }

    /** uint8 [N, C, H, W] → its opinion of them, in batches; not for training. */
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

    /** Share of {@code split} that it labels rightly, in [0, 1]. */
    public double accuracy(Split split) {
        try (var _ = new Scope()) {
            long[] read = read(split.images()).labels(), truth = split.labels().toLongs();
            int right = 0;
            for (int i = 0; i < truth.length; i++) if (read[i] == truth[i]) right++;
            return (double) right / truth.length;
        }
    }
}
