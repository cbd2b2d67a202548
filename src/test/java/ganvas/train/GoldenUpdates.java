package ganvas.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.nn.Net;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whole updates of small models by PyTorch in float64, made by bench/golden_updates.py. That script shares nothing with
 * this program but how random numbers are drawn.
 */
public final class GoldenUpdates {
    /** Height and width of the images. */
    public static final int SIZE = 8;
    public static final long LATENT = 4;
    /** Seed of the run whose random numbers the script remade. */
    public static final long SEED = 7;

    /** The largest difference of an element, relative to its tensor's largest element. */
    private static final double TOLERANCE = 1e-5;
    /** Gradients are sums over a batch. Terms that nearly cancel cost float32 some of its seven digits. */
    private static final double GRADIENT_TOLERANCE = 1e-4;

    private final Map<String, Tensor> reference;

    /** @param family "gan" or "vae", whose file is read */
    public GoldenUpdates(String family) {
        try (var in = GoldenUpdates.class.getResourceAsStream("/reference/updates/" + family + ".safetensors")) {
            reference = Safetensors.read(in.readAllBytes(), family + ".safetensors").tensors();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives the networks of {@code step} the weights that PyTorch began with and runs as many updates. Then it compares
     * weights, moving statistics, gradients of the last update, Adam's second moments and all that is reported.
     *
     * @param model its name in the file
     * @param beta1 the decay of Adam's first moment, from which the gradient is read
     */
    public void compare(String model, Step step, double beta1) {
        var stats = new Stats();
        try (var _ = new Scope()) {
            state(step).forEach((name, t) -> t.copy_(reference.get(model + "/start/" + name)));
            int updates = (int) reference.get("images").size(0);
            for (int i = 0; i < updates - 1; i++) update(step, i, stats);
            Map<String, double[]> before = moments(step, "exp_avg.");
            update(step, updates - 1, stats);

            same(model + "/stats/", reported(stats), TOLERANCE);
            same(model + "/gradient/", gradients(before, moments(step, "exp_avg."), beta1), GRADIENT_TOLERANCE);
            same(model + "/exp_avg_sq/", moments(step, "exp_avg_sq."), GRADIENT_TOLERANCE);
            same(model + "/end/", values(state(step)), TOLERANCE);
        }
        step.free();
    }

    /** Compares the file's random numbers with those that an update draws first: without them nothing else agrees. */
    public void compareRandomNumbers() {
        try (var _ = new Scope()) {
            Tensor normal = reference.get("normal");
            for (int i = 0; i < normal.size(0); i++) {
                double[] drawn = rng(i).normal(Device.CPU, normal.size(1), normal.size(2)).toDoubles();
                assertThat(drawn).containsExactly(normal.select(0, i).toDoubles(), within(1e-6));
            }
        }
    }

    private void update(Step step, int number, Stats stats) {
        step.update(Batch.unlabelled(reference.get("images").select(0, number)), rng(number), stats);
    }

    private Rng rng(int update) {
        return Rng.at(SEED, update * reference.get("images").size(1));
    }

    private void same(String folder, Map<String, double[]> found, double tolerance) {
        List<String> names = reference.keySet().stream().filter(name -> name.startsWith(folder)).toList();
        assertThat(found.keySet()).extracting(name -> folder + name).containsExactlyInAnyOrderElementsOf(names);
        found.forEach((name, values) -> {
            double[] expected = reference.get(folder + name).toDoubles();
            double largest = 0;
            for (double v : expected) largest = Math.max(largest, Math.abs(v));
            assertThat(values).as(folder + name).containsExactly(expected, within(tolerance * largest));
        });
    }

    /** Weights and moving statistics of all networks. */
    private static Map<String, Tensor> state(Step step) {
        var state = new LinkedHashMap<String, Tensor>();
        step.networks().forEach((network, net) -> {
            Net.state(net).forEach((name, t) -> state.put(network + "." + name, t));
        });
        return state;
    }

    /** Of all optimizers. @param kind what the names in an optimizer's state begin with */
    private static Map<String, double[]> moments(Step step, String kind) {
        var moments = new LinkedHashMap<String, double[]>();
        step.optimizers().forEach((optimizer, adam) -> adam.state().forEach((name, t) -> {
            if (name.startsWith(kind)) moments.put(optimizer + "." + name.substring(kind.length()), t.toDoubles());
        }));
        return moments;
    }

    /** Solves Adam's m ← β₁·m + (1 − β₁)·g for g. */
    private static Map<String, double[]> gradients(Map<String, double[]> before, Map<String, double[]> after,
            double beta1) {
        var gradients = new LinkedHashMap<String, double[]>();
        after.forEach((name, m) -> {
            double[] old = before.get(name), gradient = new double[m.length];
            for (int i = 0; i < m.length; i++) gradient[i] = (m[i] - beta1 * old[i]) / (1 - beta1);
            gradients.put(name, gradient);
        });
        return gradients;
    }

    private static Map<String, double[]> reported(Stats stats) {
        return stats.values().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().stream().mapToDouble(v -> v).toArray()));
    }

    private static Map<String, double[]> values(Map<String, Tensor> tensors) {
        return tensors.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toDoubles()));
    }
}
