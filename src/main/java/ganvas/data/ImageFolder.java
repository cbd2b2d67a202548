package ganvas.data;

import ganvas.file.PictureFolder;
import ganvas.file.PictureFolder.Entry;
import ganvas.file.PictureFormat;
import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

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
        asked.only("size", "crop", "channels", "classes", "split");
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
        List<Entry> pictures = PictureFolder.list(folder);
        List<String> names = pictures.stream().filter(p -> p.why().isEmpty()).map(Entry::name).toList();
        if (pictures.size() < FEWEST) throw few(folder, pictures.size());
        FolderSplit split = FolderSplit.of(asked, names);
        if (split.folders() && !asked.settings().containsKey("split")) place.say().accept(
                "%s: its sub-folders for training and test are the parts; split=random mixes them".formatted(folder));
        for (String name : classes ? names : List.<String>of()) {
            if (!split.folderOf(name).isEmpty()) continue;
            throw Problem.input("%s: with sub-folders as classes, expected every picture in one; found %s beside them",
                    folder, name);
        }
        String settings = (classes ? "classes" : "") + (split.setting().isEmpty() ? "" : " split " + split.setting());
        return new PictureSet(asked, place, source(folder, pictures), framing, settings,
                read -> parts(folder, read, split, classes)).open();
    }

    private static Problem few(Path folder, int found) {
        return Problem.input(
                "%s: expected at least %d pictures (%s), of which a tenth is for test and a tenth "
                        + "for validation; found %s",
                folder, FEWEST, PictureFormat.NAMES, found == 0 ? "none" : found == 1 ? "one" : String.valueOf(found));
    }

    private static PictureSet.Partition parts(Path folder, List<String> names, FolderSplit split, boolean classes) {
        if (names.size() < FEWEST) throw few(folder, names.size());
        return split.parts(names, classes);
    }

    /** The indices of {@code names}, in the order of the names' hashes. */
    static IntStream shuffled(List<String> names) {
        List<String> hashes = names.stream().map(PictureSet::hash).toList();
        return IntStream.range(0, names.size()).boxed().sorted(Comparator.comparing(hashes::get)).mapToInt(i -> i);
    }

    // ---- files

    /** A text that changes with every file's name, size and time. */
    static String stamp(List<Entry> files) {
        var text = new StringBuilder();
        for (Entry entry : files) {
            try {
                var is = attributes(entry.file());
                text.append(entry.name()).append('\t').append(is.size()).append('\t')
                        .append(is.lastModifiedTime().toMillis()).append('\n');
            } catch (IOException e) {
                throw Problem.io("read", entry.file(), e);
            }
        }
        return text.toString();
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.exists(file) ? Files.readAttributes(file, BasicFileAttributes.class)
                : Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** The pictures of a folder. */
    static PictureSet.Source source(Path folder, List<Entry> pictures) {
        return new PictureSet.Source(folder, stamp(pictures), decoder -> pictures.forEach(
                p -> decoder.add(new ImageDecoder.Encoded(p.name(), p::open))));
    }
}
