package ganvas.metric.inception;

import ganvas.nn.Net;
import ganvas.nn.Parameter;
import ganvas.nn.Pass;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.NoGrad;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The Inception network of FID with its weights: it turns pictures into features and logits. */
public final class Inception {
    /** Number of features of an image. */
    public static final int FEATURES = InceptionNet.FEATURES;
    /** Number of logits of an image. */
    public static final int CLASSES = InceptionNet.CLASSES;
    /**
     * Images per batch. On two cores the speed is 13.6 images per second for batches of 10, 12.4 for 32 and 5.8 for
     * 100, whose activations do not fit the cache. A GPU needs larger batches.
     */
    private static final int BATCH = 10, GPU_BATCH = 100;

    private final InceptionNet net;
    private final Device device;
    private final String sha256;

    private Inception(InceptionNet net, Device device, String sha256) {
        this.net = net;
        this.device = device;
        this.sha256 = sha256;
    }

    /**
     * The network's outputs for N images, on the CPU.
     *
     * @param features float32 [N, 2048], none negative: "pool3"
     * @param logits   float32 [N, 1008] without bias, as the field's Inception Score uses them
     */
    public record Reading(Tensor features, Tensor logits) {}

    /** Receives the number of images read so far. */
    public interface Watcher {
        void read(long images);
    }

    /** Loads weights from safetensors, PyTorch's {@code .pth} or TorchScript, by the names of the official file. */
    public static Inception load(Path file, Device device) {
        try (var _ = new Scope()) {
            return of(WeightFile.read(file), file.toString(), device);
        }
    }

    /** The network with these weights, by the names of the official file. Errors call the weights {@code where}. */
    public static Inception of(Map<String, Tensor> weights, String where, Device device) {
        InceptionNet net = InceptionNet.of();
        Map<String, Parameter> parameters = named(net);
        check(parameters, weights, where);
        Net.allocate(net, "inception", device, 0);
        var state = new LinkedHashMap<String, Tensor>();
        parameters.forEach((name, p) -> {
            state.put(name, p.value().copy_(weights.get(name)));
            if (!Double.isFinite(p.value().detach().sum().item()))
                throw Problem.input("%s: its tensor '%s' has values that are no numbers", where, name);
        });
        return new Inception(net, device, new Safetensors(state, Map.of()).sha256());
    }

    /** Every parameter by its name in the weight file. */
    static Map<String, Parameter> named(InceptionNet net) {
        var named = new LinkedHashMap<String, Parameter>();
        Net.parameters(net).forEach((name, p) -> named
                .put(name.replace("runningMean", "running_mean").replace("runningVar", "running_var"), p));
        return named;
    }

    private static void check(Map<String, Parameter> expected, Map<String, Tensor> found, String where) {
        var foreign = new TreeSet<>(found.keySet());
        foreign.removeAll(expected.keySet());
        // Not used by the forward pass.
        foreign.removeIf(name -> name.endsWith(".num_batches_tracked") || name.startsWith("AuxLogits."));
        expected.forEach((name, p) -> {
            if (found.containsKey(name) && Arrays.equals(found.get(name).shape(), p.shape())) return;
            String what = found.containsKey(name) ? Arrays.toString(found.get(name).shape())
                    : "none" + (foreign.isEmpty() ? "" : ", but '%s'".formatted(foreign.first()));
            throw another(where,
                    "expected a tensor '%s' of shape %s; found %s".formatted(name, Arrays.toString(p.shape()), what));
        });
        if (!foreign.isEmpty()) throw another(where,
                "found a tensor '%s' that the FID Inception network does not have".formatted(foreign.first()));
    }

    private static Problem another(String where, String why) {
        return Problem.input(
                "%s: %s. This is the weight file of another network; 'ganvas weights fetch inception' brings the "
                        + "right one.",
                where, why);
    }

    /**
     * SHA-256 of the weights as safetensors, in hexadecimal. It does not depend on the kind of file that they were
     * loaded from. It is the network's part of a score's fingerprint.
     */
    public String sha256() {
        return sha256;
    }

    /** Reads uint8 [N, C, H, W], C = 1 or 3, any size, in batches. */
    public Reading read(Tensor images, Protocol protocol, Watcher watcher) {
        List<Tensor> features = new ArrayList<>(), logits = new ArrayList<>();
        eachBatch(images, protocol, watcher, batchSize(), pool3 -> {
            features.add(pool3.to(Device.CPU).keep());
            logits.add(net.fc().apply(pool3, Pass.EVAL).to(Device.CPU).keep());
        });
        return new Reading(joined(features), joined(logits));
    }

    /** The features alone, as in {@link #read}. */
    public Tensor features(Tensor images, Protocol protocol, Watcher watcher) {
        return features(images, protocol, watcher, batchSize());
    }

    Tensor features(Tensor images, Protocol protocol, Watcher watcher, long size) {
        List<Tensor> features = new ArrayList<>();
        eachBatch(images, protocol, watcher, size, pool3 -> features.add(pool3.to(Device.CPU).keep()));
        return joined(features);
    }

    private long batchSize() {
        return device.isCpu() ? BATCH : GPU_BATCH;
    }

    private void eachBatch(Tensor images, Protocol protocol, Watcher watcher, long size, Consumer<Tensor> pool3) {
        if (images.shape().length != 4 || images.size(0) < 1 || images.size(2) < 1 || images.size(3) < 1
                || (images.size(1) != 1 && images.size(1) != 3)) {
            throw Problem.input("the Inception network takes pictures of 1 or 3 channels; found [N, C, H, W] = %s",
                    Arrays.toString(images.shape()));
        }
        if (images.dtype() != Dtype.UINT8)
            throw new IllegalArgumentException("expected uint8 images; found " + images.dtype());
        for (long i = 0; i < images.size(0); i += size) {
            try (var _ = new Scope(); var _ = new NoGrad()) {
                Tensor batch = images.narrow(0, i, Math.min(size, images.size(0) - i)).to(device);
                pool3.accept(net.depths(protocol.input(batch)).pool3());
            }
            watcher.read(Math.min(i + size, images.size(0)));
        }
    }

    private static Tensor joined(List<Tensor> parts) {
        Tensor all = Tensor.cat(parts, 0);
        parts.forEach(Tensor::free);
        return all;
    }

    /** Features at all four depths. */
    public InceptionNet.Depths depths(Tensor images, Protocol protocol) {
        return net.depths(protocol.input(images.to(device)));
    }
}
