package ganvas.torch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * What the system lets this process have. Empty where there is no limit, or where the system does not tell.
 *
 * @param addresses bytes of address space, {@code ulimit -v}
 * @param processes processes and threads of this user, {@code ulimit -u}, or of the container
 * @param files     open files, {@code ulimit -n}
 * @param memory    bytes of memory of the container
 */
public record Limits(OptionalLong addresses, OptionalLong processes, OptionalLong files, OptionalLong memory) {
    /** Address space that libtorch and Java need together, in bytes. */
    public static final long FEWEST_ADDRESSES = 2900L << 20;
    /** Threads that Java and libtorch start together, rounded up. */
    public static final long FEWEST_PROCESSES = 100;
    /** Memory below which even small models do not train, in bytes. */
    public static final long LEAST_MEMORY = 900L << 20;

    public static Limits here() {
        return read(Path.of("/proc/self/limits"), Path.of("/proc/self/cgroup"), Path.of("/sys/fs/cgroup"));
    }

    static Limits read(Path limits, Path cgroup, Path groups) {
        OptionalLong threads = soft(limits, "Max processes"), inGroup = group(cgroup, groups, "pids.max");
        return new Limits(soft(limits, "Max address space"),
                Stream.of(threads, inGroup).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).min(),
                soft(limits, "Max open files"), group(cgroup, groups, "memory.max"));
    }

    private static OptionalLong soft(Path limits, String name) {
        try (Stream<String> lines = Files.lines(limits)) {
            return lines.filter(l -> l.startsWith(name)).map(l -> l.substring(name.length()).strip().split("\\s+")[0])
                    .flatMapToLong(v -> number(v).stream()).findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** The least limit of the process's cgroup (version 2) and of those around it. */
    private static OptionalLong group(Path cgroup, Path groups, String file) {
        try (Stream<String> lines = Files.lines(cgroup)) {
            Path own = lines.filter(l -> l.startsWith("0::/")).map(l -> groups.resolve(l.substring(4))).findFirst()
                    .orElse(groups);
            return Stream.iterate(own.normalize(), p -> p != null && p.startsWith(groups), Path::getParent)
                    .flatMapToLong(p -> limit(p.resolve(file)).stream()).min();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong limit(Path file) {
        try {
            return Files.isRegularFile(file) ? number(Files.readString(file).strip()) : OptionalLong.empty();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(String text) {
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }
}
