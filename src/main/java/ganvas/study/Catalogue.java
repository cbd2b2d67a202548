package ganvas.study;

import ganvas.result.Capability;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a study file may name, and what an arm must be able to do to have it; none where every arm has it.
 *
 * @param models   by name
 * @param datasets images to train on by name of the dataset, such as {@code mnist}
 * @param scores   names as in {@code scores.jsonl}, each with what it needs
 * @param lines    keys of {@code stats.jsonl}, each with what it needs
 * @param events   kinds of events, each with what it needs
 */
public record Catalogue(Map<String, Model> models, Map<String, Long> datasets, Map<String, Set<Capability>> scores,
        Map<String, Set<Capability>> lines, Map<String, Set<Capability>> events) {
    /** What every run costs, as {@link ClaimCheck} has it. */
    public static final List<String> COSTS = List.of("seconds", "images-per-second", "parameters", "peak-memory");

    /**
     * @param defaults every setting with its default
     * @param networks as {@code describe} names them; asked for only where a study speaks of them
     * @param changed  settings as text → those that differ from what they were without; a
     *     {@link ganvas.problem.Problem} that begins with "expected" where one cannot be so
     */
    public record Model(String family, Set<Capability> capabilities, Map<String, Object> defaults,
            Supplier<List<String>> networks,
            Function<Map<String, String>, Map<String, Object>> changed) {}
}
