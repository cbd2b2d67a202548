package ganvas.lab.sample;

import ganvas.file.ArrayGallery;
import ganvas.file.ArrayGallery.Form;
import ganvas.file.AtomicFile;
import ganvas.file.FolderCheck;
import ganvas.file.FolderGallery;
import ganvas.file.Gallery;
import ganvas.file.GreyGallery;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.file.NpzArchive;
import ganvas.file.Png;
import ganvas.metric.score.InceptionScorer;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;

/** Opens samples in the forms that users have them: a run, an {@code .npz}, or a folder of pictures. */
public final class Samples {
    private Samples() {}

    /** The run folder at {@code path}, or the only one inside it. */
    public static RunFolder runFolder(Path path) {
        if (Files.isRegularFile(path.resolve("settings.json"))) {
            FolderCheck.check(path);
            return new RunFolder(path);
        }
        List<Path> found = List.of();
        if (Files.isDirectory(path.resolve("runs"))) {
            FolderCheck.check(path, List.of("runs", "reference"));
            try (Stream<Path> files = Files.walk(path.resolve("runs"), 2)) {
                found = files.filter(p -> Files.isRegularFile(p.resolve("settings.json"))).sorted().toList();
            } catch (IOException e) {
                throw Problem.io("list", path, e);
            }
        }
        if (found.size() == 1) return new RunFolder(found.getFirst());
        throw Problem.input(found.isEmpty() ? "%s: expected a run folder; it has no settings.json"
                : "%s holds several runs; name one of %s", path, found);
    }

    /** A run's settings, with the types that its model gives them. */
    public static Settings settings(RunFolder folder) {
        Settings s = Json.read(folder.settings(), Settings.class);
        ZooModel model = Zoo.get(s.model());
        var text = new LinkedHashMap<String, String>();
        s.values().forEach((key, value) -> text.put(key, String.valueOf(value)));
        return s.withValues(model.resolve(text));
    }

    /** Whether {@code path} is a run folder, or contains some. */
    public static boolean isRun(Path path) {
        return Files.isRegularFile(path.resolve("settings.json")) || Files.isDirectory(path.resolve("runs"));
    }

    /**
     * Whether a file holds the Inception network's statistics of pictures instead of pictures. Loads no native code.
     */
    public static boolean isStatistics(Path path) {
        if (!Files.isRegularFile(path) || !path.toString().endsWith(".npz")) return false;
        try (var archive = NpzArchive.open(path)) {
            return InceptionScorer.isStatistics(archive);
        }
    }

    /**
     * Whether a file holds pictures, and beside them the Inception network's statistics. Loads no native code.
     */
    public static boolean hasStatistics(Path path) {
        if (!Files.isRegularFile(path) || !path.toString().endsWith(".npz")) return false;
        try (var archive = NpzArchive.open(path)) {
            return InceptionScorer.hasStatistics(archive);
        }
    }

    /**
     * Opens pictures from an {@code .npz} or {@code .npy} file, or a folder of picture files. Headers are checked here;
     * the pictures are checked when they are read. Loads no native code.
     *
     * @param channels 1 or 3: those of a folder are converted; of an array only grey stored as RGB is, for 1
     */
    public static Gallery open(Path path, int channels, Form form) {
        if (!Files.exists(path)) throw Problem.input("%s: there is no such file or folder", path);
        if (!Files.isDirectory(path)) {
            Gallery array = ArrayGallery.open(path, form);
            return channels == 1 ? GreyGallery.of(array) : array;
        }
        form.range().ifPresent(range -> {
            throw Problem.input("%s is a folder of pictures, 0 to 255, which contradicts %s=%s. Leave the option out.",
                    path, form.rangeOption(), range);
        });
        return FolderGallery.open(path, channels);
    }

    /**
     * Writes one PNG per image, {@code 000000.png} and so on. A folder that already has files is refused. The folder
     * appears under its name when it is whole; what a stopped call left beside it is written again.
     */
    public static void writeFolder(Npz images, Path folder) {
        try {
            if (Files.exists(folder) && !isEmpty(folder))
                throw Problem.input("--to %s: expected an empty or a new folder", folder);
            Path part = folder.resolveSibling("." + folder.getFileName() + ".part");
            if (Files.isSymbolicLink(part)) Files.delete(part);
            AtomicFile.createFolders(part);
            try (Stream<Path> old = Files.list(part)) {
                for (Path file : old.toList()) Files.delete(file);
            }
            writePngs(images, part);
            Files.deleteIfExists(folder);
            AtomicFile.rename(part, folder);
        } catch (IOException e) {
            throw Problem.io("write", folder, e);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }

    private static void writePngs(Npz images, Path folder) {
        int size = images.height() * images.width() * images.channels();
        for (int i = 0; i < images.n(); i++) {
            new Png(images.height(), images.width(), images.channels(),
                    Arrays.copyOfRange(images.pixels(), i * size, (i + 1) * size))
                    .write(folder.resolve("%06d.png".formatted(i)));
        }
    }
}
