package ganvas.train;

import ganvas.nn.Net;
import ganvas.result.Build;
import ganvas.result.Json;
import ganvas.result.Problem;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The state of a run in one safetensors file: weights and moving statistics ({@code generator.hidden1.weight}), the
 * optimizers' moments ({@code optimizer/G.exp_avg.hidden1.weight}), and in the metadata the counters.
 *
 * @param file  where it lies
 * @param model the zoo's name; a checkpoint of another model is refused
 */
public record Checkpoint(Path file, String model) {
    /** Raised when a change makes older checkpoints unreadable. */
    private static final String FORMAT = "1";

    /**
     * What is not a tensor.
     *
     * @param shown   images shown
     * @param logged  images shown at the last line of stats.jsonl
     * @param seconds training time so far
     * @param pending values reported since that line
     * @param times   see {@link StepTimes}
     */
    public record Counters(long shown, long logged, double seconds, Map<String, List<Double>> pending, Map<Integer, Long> times) {}

    public void save(Step step, Counters counters) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("ganvas", Build.THIS.version());
        metadata.put("format", FORMAT);
        metadata.put("model", model);
        metadata.put("counters", Json.line(counters));
        new Safetensors(tensors(step, true), metadata).write(file);
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /** Writes what the file holds into {@code step}, and gives the counters. */
    public Counters load(Step step) {
        return load(step, true);
    }

    /** The weights alone, for sampling. */
    public Counters loadWeights(Step step) {
        return load(step, false);
    }

    private Counters load(Step step, boolean optimizers) {
        if (!exists()) throw Problem.input("%s: there is no checkpoint; has this run been trained?", file);
        try (var _ = new Scope()) {
            Safetensors saved = Safetensors.read(file);
            String made = saved.metadata().get("format");
            if (!FORMAT.equals(made)) {
                throw Problem.input("%s was written in checkpoint format %s by Ganvas %s; this version reads format %s", file,
                        made, saved.metadata().get("ganvas"), FORMAT);
            }
            if (!model.equals(saved.metadata().get("model"))) {
                throw Problem.input("%s is a checkpoint of %s; expected one of %s", file, saved.metadata().get("model"), model);
            }
            Map<String, Tensor> wanted = tensors(step, optimizers);
            wanted.forEach((name, tensor) -> {
                Tensor found = saved.tensors().get(name);
                if (found == null || !Arrays.equals(found.shape(), tensor.shape())) {
                    throw Problem.input("%s: expected '%s' of shape %s, found %s; was it trained with other settings?", file,
                            name, Arrays.toString(tensor.shape()), found == null ? "none" : Arrays.toString(found.shape()));
                }
            });
            wanted.forEach((name, tensor) -> tensor.set(saved.tensors().get(name)));
            return Json.parse(saved.metadata().getOrDefault("counters", ""), Counters.class, file + " (counters)");
        }
    }

    private static Map<String, Tensor> tensors(Step step, boolean optimizers) {
        var all = new LinkedHashMap<String, Tensor>();
        step.networks().forEach((name, net) -> Net.state(net).forEach((key, t) -> all.put(name + "." + key, t)));
        if (optimizers) {
            step.optimizers().forEach((name, adam) -> adam.state().forEach((key, t) -> all.put("optimizer/" + name + "." + key, t)));
        }
        return all;
    }
}
