package ganvas.data;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.stream.FileImageInputStream;

/**
 * A user's own pictures: a folder, searched with its sub-folders. The sub-folders are the classes if the user asks for
 * that.
 */
final class ImageFolder {
    /** Smallest number of pictures: one to test, one to validate, and some to learn from. */
    private static final int FEWEST = 10;
    /** Width and height unless they are set. */
    private static final int SIDE = 64;

    private ImageFolder() {}

    static Dataset open(DatasetName asked, DatasetContext place) {
        asked.only("size", "crop", "channels", "classes");
        Path folder = asked.where().orElseThrow(
                () -> Problem.input("--dataset %s: expected a folder, as in folder:DIR", asked.text()));
        if (!Files.isDirectory(folder)) {
            throw Problem.input("--dataset %s: expected a folder with pictures; %s", asked.text(),
                    Files.exists(folder) ? "it is a file" : "there is no such folder");
        }
        var framing = new CropAndResize(
                CropAndResize.Crop
                        .valueOf(asked.choice("crop", "center", "resize", "pad").toUpperCase(java.util.Locale.ROOT)),
                0, asked.size("size", SIDE, 8, 1024), asked.choice("channels", "3", "1").equals("1") ? 1 : 3);
        String[] choices = asked.classes().isEmpty() ? new String[] {"none", "folders"} : new String[] {"folders"};
        boolean classes = asked.choice("classes", choices).equals("folders");
        List<String> names = files(folder, name -> name.matches("(?i).*\\.(png|jpe?g|gif|bmp)"));
        if (names.size() < FEWEST) throw few(folder, names.size());
        if (classes) {
            for (String name : names) {
                if (name.contains("/")) continue;
                throw Problem.input(
                        "%s: with sub-folders as classes, expected every picture in one; found %s beside them", folder,
                        name);
            }
        }
        return new PictureSet(asked, place, source(folder, names), framing, classes ? "classes" : "",
                read -> parts(folder, read, classes)).open();
    }

    private static Problem few(Path folder, int found) {
        return Problem.input(
                "%s: expected at least %d pictures (PNG, JPEG, GIF, BMP), of which a tenth is for test and a tenth "
                        + "for validation; found %s",
                folder, FEWEST, found == 0 ? "none" : found == 1 ? "one" : String.valueOf(found));
    }

    /**
     * Splits the pictures into three parts. A picture's path inside the folder decides its part. So the split is the
     * same on every machine, whatever the folder's name.
     */
    private static PictureSet.Partition parts(Path folder, List<String> names, boolean classes) {
        int n = names.size(), tenth = (n + 5) / 10;
        if (n < FEWEST) throw few(folder, n);
        List<String> known = classes ? List.copyOf(new TreeSet<>(names.stream().map(ImageFolder::top).toList()))
                : List.of("picture");
        long[] labels = names.stream().mapToLong(name -> classes ? known.indexOf(top(name)) : 0).toArray();
        return new PictureSet.Partition(known, shuffled(names).toArray(), labels, tenth, tenth);
    }

    private static String top(String name) {
        return name.substring(0, name.indexOf('/'));
    }

    /** The indices of {@code names}, in the order of the names' hashes. */
    static IntStream shuffled(List<String> names) {
        List<String> hashes = names.stream().map(PictureSet::hash).toList();
        return IntStream.range(0, names.size()).boxed().sorted(Comparator.comparing(hashes::get)).mapToInt(i -> i);
    }

    // ---- files

    /** The sorted paths inside the folder, with slashes. Hidden files and folders are skipped. */
    static List<String> files(Path folder, Predicate<String> wanted) {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            var found = new ArrayList<String>();
            all.filter(Files::isRegularFile).forEach(file -> {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (!name.startsWith(".") && !name.contains("/.") && wanted.test(name)) found.add(name);
            });
            found.sort(null);
            return found;
        } catch (UncheckedIOException e) {
            throw Problem.io("list", folder, e.getCause());
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
    }

    /** A text that changes with every file's name, size and time. */
    static String stamp(Path folder, List<String> names) {
        var text = new StringBuilder();
        for (String name : names) {
            Path file = folder.resolve(name);
            try {
                var is = Files.readAttributes(file, BasicFileAttributes.class);
                text.append(name).append('\t').append(is.size()).append('\t').append(is.lastModifiedTime().toMillis())
                        .append('\n');
            } catch (IOException e) {
                throw Problem.io("read", file, e);
            }
        }
        return text.toString();
    }

    /** The pictures {@code names} of a folder. */
    static PictureSet.Source source(Path folder, List<String> names) {
        return new PictureSet.Source(folder, stamp(folder, names), decoder -> names.forEach(name -> decoder.add(
                new ImageDecoder.Encoded(name, () -> new FileImageInputStream(folder.resolve(name).toFile())))));
    }
}
