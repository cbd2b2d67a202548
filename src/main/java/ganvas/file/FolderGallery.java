package ganvas.file;

import ganvas.problem.Problem;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder of pictures (PNG, JPEG, GIF, BMP) and of its subfolders, in the order of their names. */
public final class FolderGallery implements Gallery {
    /** Bytes of decoded pictures that are kept, since decoding is slow. */
    private static final long KEPT = 1 << 28;

    private final Path folder;
    private final List<Path> files;
    private final int height;
    private final int width;
    private final int channels;
    private Optional<Npz> kept = Optional.empty();

    /** @param channels 1 converts colours to grey, 3 converts grey to colours */
    public static FolderGallery open(Path folder, int channels) {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            files = all.filter(f -> isPicture(folder, f)).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw Problem.io("list", folder,
                    e instanceof java.io.UncheckedIOException u ? u.getCause() : (IOException) e);
        }
        if (files.isEmpty()) throw Problem.input(
                "%s: expected pictures (PNG, JPEG, GIF, BMP), a run or an array file; found none", folder);
        return new FolderGallery(folder, files, channels);
    }

    /** Whether a file is a picture. Hidden files, and those in hidden folders, are skipped. */
    private static boolean isPicture(Path folder, Path file) {
        for (Path part : folder.relativize(file)) if (part.toString().startsWith(".")) return false;
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".+\\.(png|jpe?g|gif|bmp)")
                && Files.isRegularFile(file);
    }

    private FolderGallery(Path folder, List<Path> files, int channels) {
        this.folder = folder;
        this.files = files;
        this.channels = channels;
        List<Dimension> sizes = files.parallelStream().map(Png::size).toList();
        height = sizes.getFirst().height;
        width = sizes.getFirst().width;
        if ((long) height * width * channels > LARGEST_PICTURE) {
            throw Problem.input("%s is %d × %d; expected at most %,d values a picture", files.getFirst(), height, width,
                    LARGEST_PICTURE);
        }
        for (int i = 1; i < sizes.size(); i++) {
            if (!sizes.get(i).equals(sizes.getFirst())) {
                throw Problem.input("%s is %d × %d (height × width), %s is %d × %d; expected pictures of one size",
                        files.getFirst(), height, width, files.get(i), sizes.get(i).height, sizes.get(i).width);
            }
        }
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
        IntStream.range(0, pictures).parallel()
                .forEach(i -> System.arraycopy(picture(files.get(start + i)), 0, pixels, i * size, size));
        return pixels;
    }

    private byte[] picture(Path file) {
        Png png = Png.read(file, channels);
        if (png.height() != height || png.width() != width)
            throw Problem.failed("%s was changed while it was read", file);
        return png.pixels();
    }

    /** The quantisation names JPEG, since JPEG changes pixels, and with them an FID. */
    @Override
    public String quantisation() {
        List<String> lossy = files.stream().map(f -> f.getFileName().toString().toLowerCase(Locale.ROOT))
                .map(n -> n.substring(n.lastIndexOf('.') + 1))
                .map(e -> e.equals("jpg") ? "jpeg" : e).filter(e -> e.equals("jpeg") || e.equals("gif")).distinct()
                .sorted().toList();
        return lossy.isEmpty() ? "uint8, as in the file"
                : "uint8, from " + String.join(" and ", lossy).toUpperCase(Locale.ROOT);
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
