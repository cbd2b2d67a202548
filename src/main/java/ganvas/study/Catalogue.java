package ganvas.study;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What a study file may name. A family is {@code gan} or {@code vae}, or empty where both have it.
 *
 * @param models   by name
 * @param datasets images to train on by name of the dataset, such as {@code mnist}
 * @param scores   names as in {@code scores.jsonl}, each with the family that has it
 * @param lines    keys of {@code stats.jsonl}, each with the family that has it
 * @param events   kinds of events, each with the family that has it
 */
public record Catalogue(Map<String, Model> models, Map<String, Long> datasets, Map<String, String> scores, Map<String, String> lines,
        Map<String, String> events) {
    /** What every run costs, as {@link ClaimCheck} has it. */
    public static final List<String> COSTS = List.of("seconds", "images-per-second", "parameters", "peak-memory");

    /**
     * @param defaults every setting with its default
     * @param networks as {@code describe} names them; asked for only where a study speaks of them
     * @param changed  settings as text → those that differ from what they were without; a {@link ganvas.problem.Problem} that
     *     begins with "expected" where one cannot be so
     */
    public record Model(String family, Map<String, Object> defaults, Supplier<List<String>> networks,
            Function<Map<String, String>, Map<String, Object>> changed) {}
}
