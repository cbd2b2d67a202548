package ganvas.metric;

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
 * A classifier of the dataset's own pictures, whose features and opinions the measures are made of. The judge of MNIST
 * comes with the program; how it was trained is in its metadata, and {@code ganvas judge train mnist} trains it again.
 */
public final class Judge {
    /** SHA-256 of the weights that come with the program. */
    public static final String EMBEDDED_SHA256 = "ec16cef1e96fd5ab7d4f676c93f711f55b124ac61ac51a51b66da707750cde02";
    private static final String EMBEDDED = "/ganvas/judge/mnist.safetensors";
    /** Activations of so many images stay in the cache: 1000 take more than twice as long an image. */
    private static final int BATCH = 250;
    private static final long MOST_BYTES = 1 << 30;

    private final JudgeNet net;
    private final Device device;
    private final Map<String, String> about;
    private final String sha256;

    Judge(JudgeNet net, Device device, Map<String, String> about) {
        this.net = net;
        this.device = device;
        this.about = about;
        this.sha256 = sha256(file().bytes());
    }

    /**
     * What the judge makes of N images, on the CPU.
     *
     * @param features float32 [N, F], none negative: the layer before the logits
     * @param logits   float32 [N, classes]
     */
    public record Opinion(Tensor features, Tensor logits) {
        /** float64 [N, classes]: softmax of the logits, rows sum to 1. */
        public Tensor probabilities() {
            return logits.to(Dtype.FLOAT64).softmax(1);
        }
    }

    /** The judge of MNIST that comes with the program. */
    public static Judge load(Device device) {
        try (InputStream in = Judge.class.getResourceAsStream(EMBEDDED)) {
            byte[] bytes = in.readAllBytes();
            String found = sha256(bytes);
            if (!found.equals(EMBEDDED_SHA256)) {
                throw Problem.failed("the embedded judge is damaged: expected SHA-256 %s, found %s. Build again.", EMBEDDED_SHA256, found);
            }
            return of(bytes, "the embedded judge", device);
        } catch (IOException e) {
            throw Problem.failed("the embedded judge cannot be read: %s. The build is damaged; build again.", e.getMessage());
        }
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
            JudgeNet net = JudgeNet.of(shape[0], shape[1], shape[2], Integer.parseInt(classes));
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

    /** The dataset that it was trained on, such as {@code mnist}. */
    public String dataset() {
        return about.getOrDefault("data", "").split("[,/:]")[0];
    }

    /** The images that it was trained on: {@code C x H x W}. */
    public String input() {
        return about.get("input");
    }

    /** Number of classes it tells apart. */
    public int classes() {
        return (int) net.head().out();
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
        var opinion = new Opinion(Tensor.cat(features, 0), Tensor.cat(logits, 0));
        features.forEach(Tensor::free);
        logits.forEach(Tensor::free);
        return opinion;
    }

    /** Share of {@code split} that it labels rightly, in [0, 1]. */
    public double accuracy(Split split) {
        try (var _ = new Scope()) {
            long[] read = read(split.images()).logits().argmax(1).toLongs(), truth = split.labels().toLongs();
            int right = 0;
            for (int i = 0; i < truth.length; i++) if (read[i] == truth[i]) right++;
            return (double) right / truth.length;
        }
    }
}
