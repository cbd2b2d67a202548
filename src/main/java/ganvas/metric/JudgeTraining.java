package ganvas.metric;

import ganvas.data.Batches;
import ganvas.data.Images;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.result.Build;
import ganvas.torch.Adam;
import ganvas.torch.Device;
import ganvas.torch.Engine;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Trains a judge: cross-entropy on slightly warped training images, Adam with a rate that falls to zero as a half
 * cosine (Loshchilov and Hutter 2017, equation 5, one period), and of the weights after each epoch those that read the
 * validation images best. The test images are read once, at the end.
 */
public final class JudgeTraining {
    private JudgeTraining() {}

    /** The seed and length that made the judge that comes with the program. */
    public static final long SEED = 1, IMAGES = 500_000;

    private static final int BATCH = 125;
    private static final double RATE = 2e-3;

    /**
     * @param loss       mean cross-entropy since the last report, in nats
     * @param validation share of validation images read rightly, in [0, 1]
     */
    public record Progress(long shown, long total, double loss, double validation) {}

    /**
     * A function of its arguments on one machine with one number of threads: bit for bit the same weights again.
     *
     * @param images   how many are shown, counted with repetition
     * @param progress told after every epoch
     */
    public static Judge train(Images data, long seed, long images, Device device, Consumer<Progress> progress) {
        // The judge that comes with the program was made so, and comes out so again.
        return Engine.plainly(() -> trained(data, seed, images, device, progress));
    }

    private static Judge trained(Images data, long seed, long images, Device device, Consumer<Progress> progress) {
        JudgeNet net = JudgeNet.of(data.channels(), data.height(), data.width(), data.classes().size());
        Net.allocate(net, "judge", device, seed);
        var adam = new Adam(Net.trainable(net), RATE, 0.9, 0.999);
        var batches = new Batches(data.train(), BATCH, seed, device);
        long shown = 0, epoch = batches.epochSize();
        double loss = 0, best = -1;
        int steps = 0;
        var kept = new LinkedHashMap<String, Tensor>();
        while (shown < images) {
            try (var _ = new Scope()) {
                adam.rate(RATE * (1 + Math.cos(Math.PI * shown / images)) / 2);
                Rng rng = Rng.at(seed, shown);
                Tensor x = Warp.apply(batches.at(shown, BATCH), rng).to(device);
                Tensor logits = net.apply(x, Pass.train(rng));
                Tensor crossEntropy = logits.logSoftmax(1).gather(1, batches.labelsAt(shown, BATCH).reshape(-1, 1)).mean().neg();
                adam.minimize(crossEntropy);
                loss += crossEntropy.item();
                steps++;
            }
            long before = shown / epoch;
            shown += BATCH;
            if (shown / epoch > before || shown >= images) {
                double validation = new Judge(net, device, Map.of()).accuracy(data.validation());
                progress.accept(new Progress(shown, images, loss / steps, validation));
                if (validation > best) {
                    best = validation;
                    remember(net, kept);
                }
                loss = steps = 0;
            }
        }
        Net.state(net).forEach((name, t) -> t.set(kept.get(name)));
        kept.values().forEach(Tensor::free);
        adam.state().values().forEach(Tensor::free);
        double test = new Judge(net, device, Map.of()).accuracy(data.test());
        return new Judge(net, device, about(data, seed, images, device, best, test));
    }

    private static void remember(JudgeNet net, Map<String, Tensor> kept) {
        try (var _ = new Scope()) {
            Net.state(net).forEach((name, t) -> {
                if (kept.containsKey(name)) kept.get(name).set(t.detach());
                else kept.put(name, t.detach().copy().keep());
            });
        }
    }

    private static Map<String, String> about(Images data, long seed, long images, Device device, double validation, double test) {
        var about = new TreeMap<String, String>();
        about.put("what", "the judge of Ganvas: a classifier whose features and opinions its measures are made of");
        about.put("again", "'ganvas judge train " + data.name() + " --seed " + seed + " --images " + images
                + "' gives these bytes again on a machine of this kind with as many threads");
        about.put("how", ("cross-entropy on images turned by up to 10 degrees, zoomed by up to 10 %%, shifted by up to 2 pixels; Adam, rate %s "
                + "falling to 0 as a half cosine, batches of %d; after each epoch judged on validation, the best weights kept").formatted(RATE, BATCH));
        about.put("data", data.name() + ", SHA-256 " + data.sha256());
        about.put("trained on", data.train().size() + " images, validation held out");
        about.put("input", data.channels() + " x " + data.height() + " x " + data.width());
        about.put("classes", String.valueOf(data.classes().size()));
        about.put("seed", String.valueOf(seed));
        about.put("images shown", String.valueOf(images));
        about.put("validation accuracy", String.valueOf(validation));
        about.put("test accuracy", String.valueOf(test));
        about.put("version", Build.THIS.version());
        about.put("libtorch", Build.THIS.libtorch());
        about.put("device", device.name() + ", " + Engine.threads() + " threads");
        return about;
    }
}
