package ganvas.train;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import ganvas.file.AtomicFile;
import ganvas.file.Json;
import ganvas.file.Required;
import ganvas.nn.Net;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.result.RunFolder;
import ganvas.torch.NoGrad;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The state of a run in one safetensors file: weights and moving statistics ({@code generator.hidden1.weight}), the
 * optimizers' moments ({@code optimizer/G.exp_avg.hidden1.weight}), and in the metadata the counters and a checksum.
 * The previous checkpoint is kept in the same folder. If the newest is damaged or missing, the run continues from the
 * previous one.
 *
 * @param file  path of the newest checkpoint
 * @param model the model's name in the zoo; a checkpoint of another model is refused
 */
public record Checkpoint(Path file, String model) {
    /** Raised when a change makes older checkpoints unreadable. */
    private static final String FORMAT = "1";

    /**
     * The part of the state that is not a tensor.
     *
     * @param shown   images shown
     * @param logged  images shown at the last line of stats.jsonl
     * @param seconds training time so far
     * @param pending values reported since that line
     * @param rollbacks oldest first; the file has the key only if there are any
     */
    @JsonIgnoreProperties("times")                             // durations of steps, in files of version 0.1.0
    public record Counters(long shown, long logged, double seconds, @Required Map<String, List<Double>> pending,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Rollback> rollbacks) {
        public Counters {
            rollbacks = rollbacks == null ? List.of() : List.copyOf(rollbacks);
        }
    }

    /**
     * A return to an earlier state after a value was no longer finite.
     *
     * @param images number of images shown in that state
     * @param text   what happened, a sentence
     */
    public record Rollback(long images, String text) {}

    /**
     * Replaces the newest checkpoint, which becomes the previous one. A missing run folder is an error: a new folder
     * would hold only half a run.
     */
    public void save(Step step, Counters counters) {
        Path run = file.toAbsolutePath().getParent().getParent();
        if (!Files.isDirectory(run)) throw RunFolder.vanished(run);
        var metadata = new LinkedHashMap<String, String>();
        metadata.put("ganvas", Build.THIS.version());
        metadata.put("format", FORMAT);
        metadata.put("model", model);
        metadata.put("counters", Json.line(counters));
        new Safetensors(tensors(step, true), metadata).sealed().write(file, previous());
    }

    /** Whether every weight, moving statistic and moment is a finite number. Waits for the device. */
    static boolean isFinite(Step step) {
        for (Tensor t : tensors(step, true).values()) {
            try (var _ = new Scope(); var _ = new NoGrad()) {
                // 0 · x is 0 unless x is infinite or NaN
                if (!Double.isFinite(t.mul(0).sum().item())) return false;
            }
        }
        return true;
    }

    public boolean exists() {
        return Files.exists(file) || Files.exists(previous());
    }

    private Path previous() {
        return file.resolveSibling("previous.safetensors");
    }

    private static void move(Path from, Path to) {
        try {
            AtomicFile.rename(from, to);
        } catch (IOException e) {
            throw Problem.io("rename", from, e);
        }
    }

    /**
     * Loads the newest readable checkpoint into {@code step} and returns the counters.
     *
     * @param warn gets a sentence if the newest checkpoint is damaged and the previous one is loaded
     */
    public Counters load(Step step, Consumer<String> warn) {
        return load(step, true, warn);
    }

    /** Loads only the weights, for sampling. */
    public Counters loadWeights(Step step, Consumer<String> warn) {
        return load(step, false, warn);
    }

    /**
     * Reads the newest undamaged file.
     *
     * @param writes whether a damaged file may be renamed; a mere reader leaves the folder as it is
     */
    private Safetensors read(boolean writes, Consumer<String> warn) {
        if (!exists()) throw Problem.input("%s: there is no checkpoint; has this run been trained?", file);
        if (!Files.exists(file)) return Safetensors.read(previous());
        try {
            return Safetensors.read(file);
        } catch (Problem damaged) {
            if (!Files.exists(previous())) throw damaged;
            Safetensors older = Safetensors.read(previous());
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            if (writes) move(file, aside);  // otherwise the next save would overwrite the good one with it
            warn.accept("%s. The checkpoint before it is taken%s.".formatted(damaged.getMessage(),
                    writes ? "; the damaged one is kept as " + aside.getFileName() : ""));
            return older;
        }
    }

    private Counters load(Step step, boolean optimizers, Consumer<String> warn) {
        try (var _ = new Scope()) {
            Safetensors saved = read(optimizers, warn);
            String made = saved.metadata().get("format");
            if (!FORMAT.equals(made)) {
                throw Problem.input("%s was written in checkpoint format %s by Ganvas %s; this version reads format %s",
                        file, made, saved.metadata().get("ganvas"), FORMAT);
            }
            if (!model.equals(saved.metadata().get("model"))) {
                throw Problem.input("%s is a checkpoint of %s; expected one of %s", file, saved.metadata().get("model"),
                        model);
            }
            Map<String, Tensor> wanted = tensors(step, optimizers);
            wanted.forEach((name, tensor) -> {
                String expected = Arrays.toString(tensor.shape()),
                        found = Optional.ofNullable(saved.tensors().get(name))
                                .map(t -> Arrays.toString(t.shape())).orElse("none");
                if (!found.equals(expected)) {
                    throw Problem.input("%s: expected '%s' of shape %s, found %s; was it trained with other settings?",
                            file, name, expected, found);
                }
            });
            wanted.forEach((name, tensor) -> tensor.copy_(saved.tensors().get(name)));
            return Json.parse(saved.metadata().getOrDefault("counters", ""), Counters.class, file + " (counters)");
        }
    }

    private static Map<String, Tensor> tensors(Step step, boolean optimizers) {
        var all = new LinkedHashMap<String, Tensor>();
        step.networks().forEach((name, net) -> Net.state(net).forEach((key, t) -> all.put(name + "." + key, t)));
        if (optimizers) {
            step.optimizers().forEach(
                    (name, adam) -> adam.state().forEach((key, t) -> all.put("optimizer/" + name + "." + key, t)));
        }
        return all;
    }
}
