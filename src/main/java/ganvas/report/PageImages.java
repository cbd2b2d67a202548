package ganvas.report;

import static j2html.TagCreator.img;

import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import j2html.tags.specialized.ImgTag;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/** Pictures inside the page. Every pixel of a picture has a whole number of CSS pixels. */
public final class PageImages {
    /** Approximate width of a tile in CSS pixels: six tiles fit a telephone. */
    private static final int TILE = 56;

    private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', '\r', '\n', 26, '\n'};
    /** Bytes up to the end of the header's chunk. */
    private static final int HEADER = 33;
    private static final int MOST_BYTES = 1 << 25;
    private static final long MOST_PIXELS = 1 << 24;

    private PageImages() {}

    /**
     * A picture of a run folder.
     *
     * @param png    empty if it is left out
     * @param whyNot a clause; empty if it is not left out
     */
    record Read(Optional<Png> png, String whyNot) {
        private static Read no(String why, Object... parts) {
            return new Read(Optional.empty(), "left out of the page: " + why.formatted(parts));
        }
    }

    static Read read(Path file, int channels) {
        return read(file, channels, MOST_BYTES);
    }

    /** Reads a PNG of at most {@code most} bytes and 16,777,216 pixels. Another one is left out. */
    static Read read(Path file, int channels, long most) {
        long size = file.toFile().length();
        if (size > most) return Read.no("it has %,d bytes, and at most %,d are taken", size, most);
        byte[] bytes = RegularFile.bytes(file, MOST_BYTES);
        if (bytes.length < HEADER || !Arrays.equals(bytes, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length))
            return Read.no("it is no PNG");
        ByteBuffer header = ByteBuffer.wrap(bytes);
        int width = header.getInt(16), height = header.getInt(20);
        if (width < 1 || height < 1 || (long) width * height > MOST_PIXELS)
            return Read.no("it says that it has %,d × %,d pixels, and at most %,d are taken", width, height,
                    MOST_PIXELS);
        try {
            return new Read(Optional.of(Png.read(file, channels == 3 ? 3 : 1)), "");
        } catch (Problem damaged) {
            return Read.no("it cannot be read");
        }
    }

    static int scale(int width) {
        return Math.max(1, Math.round((float) TILE / width));
    }

    static ImgTag tile(Npz images, int index, String alt) {
        int size = images.height() * images.width() * images.channels();
        var png = new Png(images.height(), images.width(), images.channels(),
                Arrays.copyOfRange(images.pixels(), index * size, (index + 1) * size));
        return picture(png, scale(images.width()), alt);
    }

    static ImgTag picture(Png png, int scale, String alt) {
        return img().withClass("px").attr("width", png.width() * scale).attr("height", png.height() * scale)
                .withAlt(alt).withSrc(uri(png.encode()));
    }

    /** An unchanged PNG, each pixel {@code scale} wide. */
    public static ImgTag image(byte[] png, int scale, String alt) {
        var header = java.nio.ByteBuffer.wrap(png);            // width and height are at bytes 16 and 20 of every PNG
        return img().withClass("px").attr("width", header.getInt(16) * scale).attr("height", header.getInt(20) * scale)
                .withAlt(alt).withSrc(uri(png));
    }

    static String uri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
