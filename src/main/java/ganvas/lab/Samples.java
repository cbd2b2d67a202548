package ganvas.lab;

import ganvas.result.Json;
import ganvas.result.Npz;
import ganvas.result.Png;
import ganvas.result.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.zoo.Model;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Samples as people have them: a run, an {@code .npz}, or a folder of pictures. */
public final class Samples {
    private Samples() {}

    /** The run folder that {@code path} is, or the only one inside it. */
    public static RunFolder runFolder(Path path) {
        if (Files.isRegularFile(path.resolve("settings.json"))) return new RunFolder(path);
        List<Path> found = List.of();
        if (Files.isDirectory(path.resolve("runs"))) {
            try (Stream<Path> files = Files.walk(path.resolve("runs"), 2)) {
                found = files.filter(p -> Files.isRegularFile(p.resolve("settings.json"))).sorted().toList();
            } catch (IOException e) {
                throw Problem.io("list", path, e);
            }
        }
        if (found.size() == 1) return new RunFolder(found.getFirst());
        throw Problem.input(found.isEmpty() ? "%s: expected a run folder; it has no settings.json" : "%s holds several runs; name one of %s", path, found);
    }

    /** A run's settings, with the types that its model gives them. */
    public static Settings settings(RunFolder folder) {
        Settings s = Json.read(folder.settings(), Settings.class);
        Model model = Zoo.get(s.model());
        var text = new LinkedHashMap<String, String>();
        s.values().forEach((key, value) -> text.put(key, String.valueOf(value)));
        return new Settings(s.arm(), s.model(), s.family(), s.dataset(), s.seed(), s.images(), s.device(), s.precision(), s.threads(),
                model.resolve(text), s.changed());
    }

    /** uint8 images from an {@code .npz} file, a folder of pictures, or a run that has been sampled. */
    public static Npz read(Path path, int channels) {
        if (!Files.exists(path)) throw Problem.input("%s: there is no such file or folder", path);
        if (!Files.isDirectory(path)) return Npz.read(path);
        if (Files.isRegularFile(path.resolve("settings.json"))) {
            Path samples = new RunFolder(path).samples();
            if (!Files.exists(samples)) throw Problem.input("%s: the run has no samples yet; 'ganvas sample %s --n 10000 --to FILE.npz' draws them", path, path);
            return Npz.read(samples);
        }
        return readFolder(path, channels);
    }

    private static Npz readFolder(Path folder, int channels) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Samples::picture).sorted().toList();
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
        if (files.isEmpty()) throw Problem.input("%s: expected pictures (PNG, JPEG, GIF, BMP) or an .npz file; found none", folder);
        Png[] pictures = files.parallelStream().map(f -> Png.read(f, channels)).toArray(Png[]::new);
        int h = pictures[0].height(), w = pictures[0].width(), size = h * w * channels;
        byte[] pixels = new byte[Math.multiplyExact(size, pictures.length)];
        for (int i = 0; i < pictures.length; i++) {
            if (pictures[i].height() != h || pictures[i].width() != w) {
                throw Problem.input("%s is %d × %d, %s is %d × %d; expected pictures of one size", files.get(0), h, w, files.get(i),
                        pictures[i].height(), pictures[i].width());
            }
            System.arraycopy(pictures[i].pixels(), 0, pixels, i * size, size);
        }
        return new Npz(pictures.length, h, w, channels, pixels);
    }

    private static boolean picture(Path file) {
        return Files.isRegularFile(file) && file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(png|jpe?g|gif|bmp)");
    }

    /** One PNG an image, {@code 000000.png} and so on; a folder that has files already is refused. */
    public static void writeFolder(Npz images, Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) throw Problem.input("--to %s: expected an empty or a new folder", folder);
            }
        } catch (IOException e) {
            throw Problem.io("write", folder, e);
        }
        int size = images.height() * images.width() * images.channels();
        for (int i = 0; i < images.n(); i++) {
            new Png(images.height(), images.width(), images.channels(), Arrays.copyOfRange(images.pixels(), i * size, (i + 1) * size))
                    .write(folder.resolve("%06d.png".formatted(i)));
        }
    }
}
