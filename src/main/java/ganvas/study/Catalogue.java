package ganvas.study;

import ganvas.result.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * The names that a study file may use, with the capabilities that an arm requires for them. No capability means that
 * every arm has it.
 *
 * @param models   by name
 * @param datasets training images by name of the dataset, such as {@code mnist}
 * @param scores   names as in {@code scores.jsonl}, each with its capabilities
 * @param lines    keys of {@code stats.jsonl}, each with its capabilities
 * @param events   kinds of events, each with its capabilities
 */
public record Catalogue(Map<String, Model> models, Map<String, Long> datasets, Map<String, Set<Capability>> scores,
        Map<String, Set<Capability>> lines, Map<String, Set<Capability>> events) {
    /** Costs that every run has, as in {@link ClaimCheck}. */
    public static final List<String> COSTS = List.of("seconds", "images-per-second", "parameters", "peak-memory",
            "updates");

    /**
     * A model.
     *
     * @param defaults every setting with its default
     * @param networks as {@code describe} names them; computed only if a study mentions them
     * @param parameters trainable parameters of all networks with settings that differ from the defaults
     * @param changed  converts settings as text to those that differ from the defaults. A value that is not allowed is
     *          a {@link ganvas.problem.Problem} that begins with "expected"
     */
    public record Model(String family, Set<Capability> capabilities, Map<String, Object> defaults,
            Supplier<List<String>> networks, ToLongFunction<Map<String, Object>> parameters,
            Function<Map<String, String>, Map<String, Object>> changed) {}
}
