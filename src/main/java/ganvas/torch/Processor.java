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
 * The processor, as {@code /proc/cpuinfo} tells it: libtorch chooses its kernels by the instructions, and other kernels
 * round otherwise. Virtual machines often hide the name ("AMD EPYC" is four generations), so family, model and
 * instructions belong to it.
 *
 * @param name as people call it; elsewhere than on Linux the architecture
 * @param bf16 whether it multiplies numbers of bfloat16; without, each product is put together of others
 */
public record Processor(String name, boolean bf16) {
    private static final List<String> TELLING = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    /** This machine's. */
    public static Processor here() {
        return of(Path.of("/proc/cpuinfo"), System.getProperty("os.arch"));
    }

    /**
     * @param cpuinfo may be missing: of other systems the {@code architecture} is all that is told, and
     *         bf16 is taken for granted
     */
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
