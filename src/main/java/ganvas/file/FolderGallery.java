package ganvas.file;

import ganvas.file.PictureFolder.Entry;
import ganvas.problem.Problem;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The pictures of a folder and of its subfolders, in the order of their names. */
public final class FolderGallery implements Gallery {
    /** Bytes of decoded pictures that are kept, since decoding is slow. */
    private static final long KEPT = 1 << 28;

    private final Path folder;
    private final List<Entry> files;
    private final List<Entry> others;
    private final int height;
    private final int width;
    private final int channels;
    private Optional<Npz> kept = Optional.empty();

    /** @param channels 1 converts colours to grey, 3 converts grey to colours */
    public static FolderGallery open(Path folder, int channels) {
        List<Entry> all = PictureFolder.list(folder);
        List<Entry> files = all.stream().filter(f -> !f.isOtherFormat()).toList();
        List<Entry> broken = files.stream().filter(f -> !f.why().isEmpty()).toList();
        if (!broken.isEmpty()) throw Problem.input("%s: %,d of %,d pictures cannot be read: %s", folder, broken.size(),
                files.size(), Entry.words(broken));
        List<Entry> others = all.stream().filter(Entry::isOtherFormat).toList();
        if (files.isEmpty()) throw Problem.input("%s: expected pictures (%s), a run or an array file; found %s", folder,
                PictureFormat.NAMES, others.isEmpty() ? "none" : Entry.words(others));
        return new FolderGallery(folder, files, others, channels);
    }

    private FolderGallery(Path folder, List<Entry> files, List<Entry> others, int channels) {
        this.folder = folder;
        this.files = files;
        this.others = others;
        this.channels = channels;
        List<Dimension> sizes = each(files, (_, picture) -> new Dimension(picture.width(), picture.height()));
        height = sizes.getFirst().height;
        width = sizes.getFirst().width;
        if ((long) height * width * channels > LARGEST_PICTURE) {
            throw Problem.input("%s is %d × %d; expected at most %,d values a picture", files.getFirst().file(), height,
                    width, LARGEST_PICTURE);
        }
        for (int i = 1; i < sizes.size(); i++) {
            if (!sizes.get(i).equals(sizes.getFirst())) {
                throw Problem.input("%s is %d × %d (height × width), %s is %d × %d; expected pictures of one size",
                        files.getFirst().file(), height, width, files.get(i).file(), sizes.get(i).height,
                        sizes.get(i).width);
            }
        }
    }

    private interface Read<T> {
        T of(Entry entry, PictureFile picture) throws UnreadablePicture;
    }

    /** Opens each file, on all cores. If some cannot be read, the error names the first of them. */
    private static <T> List<T> each(List<Entry> files, Read<T> read) {
        var failed = new ConcurrentSkipListMap<String, Problem>();
        List<Optional<T>> all = files.parallelStream().map(f -> {
            try (var picture = PictureFile.open(f.open())) {
                return Optional.of(read.of(f, picture));
            } catch (UnreadablePicture | IOException e) {
                failed.put(f.name(),
                        Problem.input("%s cannot be read as a picture: %s", f.file(), e.getMessage()));
                return Optional.<T>empty();
            }
        }).toList();
        if (!failed.isEmpty()) throw failed.firstEntry().getValue();
        return all.stream().flatMap(Optional::stream).toList();
    }

    @Override
    public List<String> doubts() {
        return others.isEmpty() ? List.of()
                : List.of("%s: %,d pictures are left out: %s".formatted(folder, others.size(), Entry.words(others)));
    }

    @Override
    public void pass(Taker taker) {
        int size = size();
        boolean keep = kept.isEmpty() && (long) count() * size <= KEPT;
        byte[] all = new byte[keep ? count() * size : 0];
        for (int at = 0; at < count(); at += atATime()) {
            int start = at, now = Math.min(atATime(), count() - at);
            byte[] pixels = kept.map(k -> Arrays.copyOfRange(k.pixels(), start * size, (start + now) * size))
                    .orElseGet(() -> decode(start, now));
            if (keep) System.arraycopy(pixels, 0, all, start * size, pixels.length);
            taker.take(new Npz(now, height, width, channels, pixels));
        }
        if (keep) kept = Optional.of(new Npz(count(), height, width, channels, all));
    }

    private byte[] decode(int start, int pictures) {
        int size = size();
        byte[] pixels = new byte[pictures * size];
        List<byte[]> decoded = each(files.subList(start, start + pictures), (entry, picture) -> {
            if (picture.height() != height || picture.width() != width)
                throw Problem.failed("%s was changed while it was read", entry.file());
            return picture.read(channels);
        });
        for (int i = 0; i < pictures; i++) System.arraycopy(decoded.get(i), 0, pixels, i * size, size);
        return pixels;
    }

    /** The quantisation names the formats that change pixels, and with them an FID. */
    @Override
    public String quantisation() {
        List<String> lossy = files.stream().flatMap(f -> PictureFormat.lossy(f.name()).stream()).distinct().sorted()
                .toList();
        return lossy.isEmpty() ? "uint8, as in the file" : "uint8, from " + String.join(" and ", lossy);
    }

    @Override
    public String name() {
        return folder.toString();
    }

    @Override
    public int count() {
        return files.size();
    }

    @Override
    public int height() {
        return height;
    }

    @Override
    public int width() {
        return width;
    }

    @Override
    public int channels() {
        return channels;
    }
}
