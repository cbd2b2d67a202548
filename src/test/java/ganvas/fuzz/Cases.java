package ganvas.fuzz;

import ganvas.problem.Problem;
import ganvas.torch.Scope;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Rotten files of one format, each a function of the seed and its number. Every case must be read or refused by a
 * {@link Problem} with words in it; anything else is a finding.
 */
final class Cases {
    private static final List<Path> ELSEWHERE = List.of(Path.of("/escaped"), Path.of("/escaped.npy"),
            Path.of("ganvas-fuzz-ran"));

    private final Format format;
    private final long seed;
    private final Path root;
    private final Path folder;
    private final Path scratch;
    private final List<byte[]> whole;
    private final List<String> before;

    /** @param root an empty folder, in which nothing but {@code in} and {@code scratch} may appear */
    Cases(Format format, long seed, Path root) throws IOException {
        this.format = format;
        this.seed = seed;
        this.root = root;
        folder = Files.createDirectories(root.resolve("a/b/c/d/e/in"));
        scratch = Files.createDirectories(root.resolve("scratch"));
        try (var _ = new Scope()) {
            whole = format.start().in(folder);
        }
        Path file = folder.resolve(format.file());
        Files.createDirectories(file.getParent());
        Files.write(file, whole.getFirst());
        try (var _ = new Scope()) {
            format.reader().read(file, scratch);               // a seed that is refused would test nothing
        } catch (Exception e) {
            throw new IllegalStateException(format.name() + ": the whole file is refused", e);
        }
        before = files();
    }

    /** What became of a case. */
    enum Ending { READ, REFUSED, FOUND }

    /** @param text what was said, or found */
    record Outcome(Ending ending, String text) {}

    byte[] bytes(long number) throws IOException {
        RandomGenerator random = new SplittableRandom(
                seed * 0x9E3779B97F4A7C15L + format.name().hashCode() * 0x100000001L + number);
        byte[] one = whole.get(random.nextInt(whole.size()));
        if (format.twist() == null || random.nextInt(4) == 0) return Damage.of(one, whole, random);
        byte[] twisted = format.twist().of(one, random);
        return random.nextInt(8) == 0 ? Damage.of(twisted, whole, random) : twisted;
    }

    Outcome run(long number) throws IOException {
        return run(bytes(number));
    }

    Outcome run(byte[] rotten) throws IOException {
        Path file = folder.resolve(format.file());
        Files.write(file, rotten);
        Outcome outcome = read(file);
        List<String> after = files();
        if (after.equals(before)) return outcome;
        var strange = after.stream().filter(f -> !before.contains(f)).toList();
        for (String name : strange) Files.deleteIfExists(root.resolve(name.substring(name.indexOf(' ') + 1)));
        return new Outcome(Ending.FOUND, "files appeared or vanished: %s; %s".formatted(strange, outcome.text));
    }

    private Outcome read(Path file) {
        try (var _ = new Scope()) {
            format.reader().read(file, scratch);
            return new Outcome(Ending.READ, "");
        } catch (Problem e) {
            String said = e.getMessage();
            boolean words = said != null && said.length() > 20 && !said.contains("Exception")
                    && !said.contains("null pointer");
            return new Outcome(words ? Ending.REFUSED : Ending.FOUND, said);
        } catch (Throwable e) {                                // an Error is a finding like any other
            var trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            String[] lines = trace.toString().split("\n");
            return new Outcome(Ending.FOUND, String.join("\n", List.of(lines).subList(0, Math.min(14, lines.length))));
        }
    }

    /**
     * All but what may be written, each with its size; the case itself without. And what a path or a command in a file
     * might have made elsewhere: members climb no higher than {@code root}, but a name may begin at the system's, and a
     * pickle may run in the folder of the process.
     */
    private List<String> files() {
        Path rotten = folder.resolve(format.file());
        try (Stream<Path> all = Files.walk(root)) {
            var inside = all.filter(Files::isRegularFile).filter(f -> !f.startsWith(scratch))
                    .filter(f -> format.writes().stream().noneMatch(name -> f.equals(folder.resolve(name))))
                    .map(f -> (f.equals(rotten) ? "-" : f.toFile().length()) + " " + root.relativize(f));
            return Stream.concat(inside, ELSEWHERE.stream().filter(Files::exists).map(f -> "- " + f.toAbsolutePath()))
                    .sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
