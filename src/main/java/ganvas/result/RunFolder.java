package ganvas.result;

import ganvas.file.AtomicFile;
import ganvas.file.Json;
import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** {@code OUT/runs/ARM/SEED/}: the names of its files, and methods that read and write them. */
public record RunFolder(Path root) {
    private static final int MOST_STATS = 200_000, MOST_SCORES = 1_000, MOST_NAMES = 500;

    /** A run of a study. */
    public static RunFolder of(Path out, String arm, long seed) {
        return new RunFolder(out.resolve("runs").resolve(arm).resolve(Long.toString(seed)));
    }

    public Path settings() { return root.resolve("settings.json"); }
    public Path provenance() { return root.resolve("provenance.json"); }
    /** See {@link RunData}; runs of older versions have none. */
    public Path data() {
        return root.resolve("data.json");
    }
    public Path model() { return root.resolve("model.json"); }
    public Path stats() { return root.resolve("stats.jsonl"); }
    public Path scores() { return root.resolve("scores.jsonl"); }
    /** Sentences on what could not be measured with these images or this model. */
    public Path notMeasured() {
        return root.resolve("not-measured.json");
    }
    public Path outcome() { return root.resolve("outcome.json"); }
    public Path checkpoint() { return root.resolve("checkpoint").resolve("state.safetensors"); }
    /** The state to which a run returns in a rollback. */
    public Path rollback() {
        return root.resolve("rollback").resolve("state.safetensors");
    }
    public Path samplesFolder() { return root.resolve("samples"); }
    public Path samples() { return root.resolve("samples.npz"); }
    public Path labels() { return root.resolve("labels.json"); }
    /**
     * Pictures other than the grids: {@code reconstructions.png}, {@code plane.png}, {@code interpolation.png} and so
     * on.
     */
    public Path inside() { return root.resolve("inside"); }

    /** See {@link LatentPlane}; VAEs with a two-dimensional latent space only. */
    public Path encodings() {
        return inside().resolve("encodings.json");
    }
    /** See {@link Confusion}; VAEs only. */
    public Path confusion() { return inside().resolve("confusion.json"); }

    /** The grid of the same 64 latents after {@code images} images shown; names sort by time. */
    public Path grid(long images) {
        return samplesFolder().resolve("%010d.png".formatted(images));
    }

    /** Deletes what was measured and drawn of the trained model; the training itself stays. */
    public void deleteMeasured() throws IOException {
        for (Path file : List.of(scores(), notMeasured(), samples(), labels())) Files.deleteIfExists(file);
        if (!Files.isDirectory(inside(), LinkOption.NOFOLLOW_LINKS)) return;
        try (Stream<Path> files = Files.list(inside())) {
            for (Path file : files.toList()) Files.delete(file);
        }
    }

    /** All grids, oldest first. */
    public List<Path> grids() {
        if (!Files.isDirectory(samplesFolder())) return List.of();
        try (Stream<Path> files = Files.list(samplesFolder())) {
            return files.filter(f -> f.getFileName().toString().matches("\\d{10}\\.png")).sorted().toList();
        } catch (IOException e) {
            throw Problem.io("list", samplesFolder(), e);
        }
    }

    /** Images shown when the grid was drawn. */
    public static long imagesOf(Path grid) {
        return Long.parseLong(grid.getFileName().toString().substring(0, 10));
    }

    /** The lines of {@code stats.jsonl}, at most 200,000 with at most 500 names of statistics. */
    public List<StatLine> readStats() {
        List<StatLine> lines = readLines(stats(), StatLine.class, MOST_STATS);
        var names = new HashSet<String>();
        for (StatLine line : lines) {
            names.addAll(line.values().keySet());
            if (names.size() > MOST_NAMES) throw Problem.input("%s: expected at most %d names of statistics; it has "
                    + "more", stats(), MOST_NAMES);
        }
        return lines;
    }

    /** The lines of {@code scores.jsonl}, at most 1,000. */
    public List<ScoreLine> readScores() {
        return readLines(scores(), ScoreLine.class, MOST_SCORES);
    }

    public void writeScores(List<ScoreLine> lines) {
        var text = new StringBuilder();
        for (ScoreLine line : lines) text.append(Json.line(line)).append('\n');
        AtomicFile.write(scores(), text.toString());
    }

    /** Writes the sentences. If nothing is missing, there is no file. */
    public void writeNotMeasured(List<String> sentences) {
        if (!sentences.isEmpty()) Json.write(notMeasured(), sentences);
    }

    /** The sentences; empty if there is no such file. */
    public List<String> readNotMeasured() {
        if (!RegularFile.exists(notMeasured())) return List.of();
        return Stream.of(Json.read(notMeasured(), String[].class)).filter(Objects::nonNull).toList();
    }

    /** Adds a line and forces it to the disk, since a checkpoint that follows may rely on it. */
    public void append(StatLine line) {
        try {
            AtomicFile.createFolders(root);
            boolean first = !Files.exists(stats());
            try (var channel = java.nio.channels.FileChannel.open(stats(), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS)) {
                var bytes = java.nio.ByteBuffer.wrap((Json.line(line) + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) channel.write(bytes);
                channel.force(false);
            }
            if (first) AtomicFile.syncFolder(root);
        } catch (IOException e) {
            throw Problem.io("write", stats(), e);
        }
    }

    /** Drops the lines logged after the checkpoint at {@code images}, and a line cut short by a kill. */
    public void rewindStats(long images) {
        if (!Files.exists(stats())) return;
        var kept = new StringBuilder();
        for (StatLine line : readStats()) if (line.images() <= images) kept.append(Json.line(line)).append('\n');
        AtomicFile.write(stats(), kept.toString());
    }

    /** All complete lines. A last line without its line break was interrupted by a kill and is skipped. */
    private static <T> List<T> readLines(Path file, Class<T> type, int most) {
        if (!RegularFile.exists(file)) return List.of();
        var lines = new ArrayList<T>();
        RegularFile.lines(file, most,
                line -> lines.add(Json.parse(line, type, file + " line " + (lines.size() + 1))));
        return lines;
    }

    /** The error that a run's folder disappeared during training. */
    public static Problem vanished(Path run) {
        return Problem.failed(
                "%s is gone: the folder was moved or deleted, or its disk was taken away, "
                        + "while the run was trained or measured. Once it is back the same command goes on from what "
                        + "was saved there; without it, it begins anew.",
                run);
    }

    /**
     * An error if the folder disappeared. Writing would otherwise create it again, and half a run would begin in its
     * place.
     */
    public void refuseVanished() {
        if (!Files.exists(settings())) throw vanished(root);
    }
}
