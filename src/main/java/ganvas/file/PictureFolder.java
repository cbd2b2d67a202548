package ganvas.file;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** The pictures of a folder and of its sub-folders, in the order of their names. */
public final class PictureFolder {
    private PictureFolder() {}

    /**
     * A file that should be a picture.
     *
     * @param name its path inside the folder, with slashes
     * @param why  it cannot be read; empty unless that is known from its name or its link
     */
    public record Entry(String name, Path file, String why) {
        private static final int NAMED = 3;
        private static final String OTHER_FORMAT = "a format that is not read";

        /** Whether it is a picture of a format that is not read. */
        boolean isOtherFormat() {
            return why.equals(OTHER_FORMAT);
        }

        /** The first names with their reasons. */
        static String words(List<Entry> entries) {
            return entries.stream().limit(NAMED).map(e -> "%s (%s)".formatted(e.name, e.why))
                    .collect(Collectors.joining(", ")) + (entries.size() > NAMED ? ", …" : "");
        }

        /** Opens the file for {@link PictureFile#open}. */
        public ImageInputStream open() throws IOException, UnreadablePicture {
            if (!why.isEmpty()) throw new UnreadablePicture(why);
            if (!Files.isReadable(file)) throw new UnreadablePicture("permission denied");
            // java.io.File loses the bytes of a name that is not UTF-8.
            if (file.toFile().exists()) return new FileImageInputStream(file.toFile());
            return new MemoryCacheImageInputStream(Files.newInputStream(file));
        }
    }

    /**
     * All pictures, those that are known not to be readable among them: links to nothing, and formats that are not
     * read. Hidden files and folders are passed over, and so are other files.
     */
    public static List<Entry> list(Path folder) {
        return list(folder, PictureFormat::isPicture, true);
    }

    /** The files whose path inside the folder is {@code wanted}, and links to nothing that have such a path. */
    public static List<Entry> list(Path folder, Predicate<String> wanted) {
        return list(folder, wanted, false);
    }

    private static List<Entry> list(Path folder, Predicate<String> wanted, boolean others) {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            var found = new ArrayList<Entry>();
            all.forEach(file -> {
                String name = UserPath.inside(folder, file);
                if (name.startsWith(".") || name.contains("/.")) return;
                boolean other = others && PictureFormat.isOtherPicture(name);
                boolean bare = others && !file.getFileName().toString().contains(".");
                if (Files.isRegularFile(file) ? wanted.test(name) || other : isLinkToNothing(file)
                        && (wanted.test(name) || other || bare)) {
                    found.add(new Entry(name, file, why(file, other)));
                }
            });
            found.sort(Comparator.comparing(Entry::name));
            return found;
        } catch (UncheckedIOException e) {
            throw Problem.io("list", folder, e.getCause());
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
    }

    private static boolean isLinkToNothing(Path file) {
        return Files.isSymbolicLink(file) && !Files.exists(file);
    }

    private static String why(Path file, boolean other) {
        if (isLinkToNothing(file)) return "a link to nothing: its target is missing";
        return other ? Entry.OTHER_FORMAT : "";
    }
}
