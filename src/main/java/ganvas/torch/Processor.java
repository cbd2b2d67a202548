package ganvas.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processor, as {@code /proc/cpuinfo} describes it. libtorch chooses its kernels by the processor's instructions,
 * and different kernels round differently. Virtual machines often hide the exact name ("AMD EPYC" is four generations).
 * So the name here includes family, model and instructions.
 *
 * @param name common name; on other systems than Linux, the architecture
 * @param bf16 whether it has instructions that multiply bfloat16; without them each product is emulated
 */
public record Processor(String name, boolean bf16) {
    private static final List<String> TELLING = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    /** The processor of this machine. */
    public static Processor here() {
        return of(Path.of("/proc/cpuinfo"), System.getProperty("os.arch"));
    }

    /** @param cpuinfo may be missing on other systems: then the name is {@code architecture} and bf16 is assumed */
    static Processor of(Path cpuinfo, String architecture) {
        Map<String, String> first = new HashMap<>();
        try (var lines = Files.lines(cpuinfo)) {
            lines.map(line -> line.split("\\s*:\\s*", 2)).filter(pair -> pair.length == 2)
                    .forEach(pair -> first.putIfAbsent(pair[0], pair[1].strip()));
        } catch (IOException | UncheckedIOException e) {
            return new Processor(architecture, true);
        }
        if (!first.containsKey("model name")) return new Processor(architecture, true);
        Set<String> flags = Set.copyOf(List.of(first.getOrDefault("flags", "").split("\\s+")));
        var parts = new ArrayList<>(List.of(first.get("model name")));
        if (first.containsKey("cpu family"))
            parts.add("family %s model %s".formatted(first.get("cpu family"), first.get("model")));
        TELLING.stream().filter(flags::contains).forEach(parts::add);
        return new Processor(String.join(", ", parts), flags.contains("avx512_bf16") || flags.contains("amx_bf16"));
    }
}
