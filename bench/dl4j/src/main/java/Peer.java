import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.variational.BernoulliReconstructionDistribution;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/**
 * Deeplearning4j's VAE layer with the layers of khanna-2020/vae: 784, 512, 256, two latent dimensions, 256, 512, 784,
 * Bernoulli pixels, batches of 100, Adam. Median images per second of its pretraining step, counted as bench/peer.py
 * does: {@code Peer SECONDS [--count|--turns]}.
 */
public final class Peer {
    private static final int BATCH = 100;
    /** Steps before the first that counts, and seconds. */
    private static final int WARM_UP = 5;
    private static final double WARM_UP_SECONDS = 6;

    public static void main(String[] args) throws IOException {
        double seconds = Double.parseDouble(args[0]);
        var layer = new VariationalAutoencoder.Builder().nIn(784).nOut(2).encoderLayerSizes(512, 256)
                .decoderLayerSizes(256, 512)
                .activation(Activation.RELU).pzxActivationFunction(Activation.IDENTITY)
                .reconstructionDistribution(new BernoulliReconstructionDistribution(Activation.SIGMOID)).build();
        var net = new MultiLayerNetwork(new NeuralNetConfiguration.Builder().seed(0)
                .updater(new Adam(1e-3, 0.9, 0.999, 1e-8)).list(layer).build());
        net.init();
        boolean turns = args.length > 1 && args[1].equals("--turns");
        if (args.length > 1 && !turns) {
            System.out.printf("{\"parameters\": %d}%n", net.numParams());
            return;
        }
        INDArray images = Nd4j.rand(DataType.FLOAT, BATCH, 784);

        double warm = 0;
        int warmed = 0;
        for (; warmed < WARM_UP || warm < WARM_UP_SECONDS; warmed++) warm += step(net, images);
        double startup = measure(net, images, seconds, warm, warmed, Double.NaN, !turns);
        if (!turns) return;
        System.out.println("{\"ready\": true}");
        var asked = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        while (asked.readLine() != null) measure(net, images, seconds, warm, warmed, startup, true);
    }

    /** Gives what the warming up took more than as many later steps. @param startup of before, or not a number */
    private static double measure(MultiLayerNetwork net, INDArray images, double seconds, double warm, int warmed,
            double startup, boolean tell) throws IOException {
        double[] times = new double[1 << 20];
        int steps = 0;
        for (double spent = 0; (spent < seconds || steps < WARM_UP) && steps < times.length; spent += times[steps++])
            times[steps] = step(net, images);
        times = Arrays.copyOf(times, steps);
        if (Double.isNaN(startup)) startup = Math.max(0, warm - warmed * Arrays.stream(times).average().orElse(0));
        Arrays.sort(times);
        double median = (times[steps / 2] + times[(steps - 1) / 2]) / 2;
        if (tell) {
            System.out.printf(Locale.ROOT,
                    "{\"images_per_second\": %.1f, \"steps\": %d, \"startup_seconds\": %.3f, \"peak_mb\": %.0f}%n",
                    BATCH / median, steps, startup, peakMegabytes());
        }
        return startup;
    }

    private static double step(MultiLayerNetwork net, INDArray images) {
        long start = System.nanoTime();
        net.pretrainLayer(0, images);
        return (System.nanoTime() - start) / 1e9;
    }

    /** Peak resident memory of this process, in units of 10⁶ bytes. */
    private static double peakMegabytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(l -> l.startsWith("VmHWM")).mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
                    .sum() * 1024 / 1e6;
        }
    }
}
