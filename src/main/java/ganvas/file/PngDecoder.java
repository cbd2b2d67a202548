package ganvas.file;

import static ganvas.file.PictureDecoder.number;

import java.awt.Dimension;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * PNG. JDK's reader gets only the chunks that hold the picture: it stumbles over others that are damaged, and cuts out
 * the wrong part where a colour is named as transparent. Palette and transparency are applied here.
 */
final class PngDecoder implements PictureDecoder {
    private static final int SIGNATURE = 8, GREY = 0, PALETTE = 3, GREY_ALPHA = 4, RGBA = 6;
    private static final int HEADER = 0x49484452, COLOURS = 0x504c5445, PIXELS = 0x49444154, END = 0x49454e44,
            TRANSPARENT = 0x74524e53;

    @Override
    public Dimension size(ImageInputStream in) throws IOException, UnreadablePicture {
        in.seek(SIGNATURE + 4);
        if (in.readInt() != HEADER) throw new UnreadablePicture("it is damaged");
        return new Dimension(in.readInt(), in.readInt());
    }

    @Override
    public ArgbRows read(ImageInputStream in, PicturePart part) throws IOException, UnreadablePicture {
        byte[] file = PictureDecoder.bytes(in);
        int depth = number(file, 24, 1), kind = number(file, 25, 1);
        var palette = new byte[0];
        var transparent = new byte[0];
        int at = SIGNATURE, kept = SIGNATURE;
        for (int type = 0; type != END;) {
            int length = number(file, at, 4), end = at + length + 12;
            type = number(file, at + 4, 4);
            if (length < 0 || end < 0 || end > file.length) throw UnreadablePicture.cutShort();
            boolean picture = type == HEADER || type == COLOURS && kind == PALETTE || type == PIXELS || type == END;
            if (picture || type == TRANSPARENT) check(file, at, length);
            byte[] content = type == COLOURS || type == TRANSPARENT ? Arrays.copyOfRange(file, at + 8, end - 4)
                    : new byte[0];
            if (type == COLOURS) palette = content;
            if (type == TRANSPARENT) transparent = content;
            if (picture) {
                System.arraycopy(file, at, file, kept, end - at);
                kept += end - at;
            }
            at = end;
        }
        Raster raster = decode(file, kept, part);
        int bands = raster.getNumBands();
        int[] samples = new int[raster.getWidth() * bands];
        Pixel pixel = kind == PALETTE ? palette(palette, transparent) : direct(depth, kind, key(transparent, bands));
        return (y, row) -> {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, row.length, 1, samples);
            for (int x = 0; x < row.length; x++) row[x] = pixel.argb(samples, x * bands);
        };
    }

    private static void check(byte[] file, int at, int length) throws IOException, UnreadablePicture {
        var crc = new CRC32();
        crc.update(file, at + 4, length + 4);
        if ((int) crc.getValue() != number(file, at + 8 + length, 4))
            throw new UnreadablePicture("it is damaged: a checksum is another");
    }

    private static Raster decode(byte[] file, int length, PicturePart part) throws IOException {
        ImageReader reader = PictureDecoder.jdk("png");
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file, 0, length))) {
            reader.setInput(stream, true, true);
            return reader.read(0, PictureDecoder.param(reader, part)).getRaster();
        } finally {
            reader.dispose();
        }
    }

    /** The colour of the pixel whose samples begin at {@code at}. */
    private interface Pixel {
        int argb(int[] samples, int at);
    }

    private static Pixel palette(byte[] colours, byte[] alphas) {
        int[] argb = new int[256];                             // indices beyond the palette are black, as in Pillow
        for (int i = 0; i < argb.length; i++) {
            argb[i] = (i < alphas.length ? alphas[i] & 255 : 255) << 24;
            for (int c = 0; c < 3 && 3 * i + 2 < colours.length; c++)
                argb[i] |= (colours[3 * i + c] & 255) << 16 - 8 * c;
        }
        return (samples, at) -> argb[samples[at]];
    }

    private static Pixel direct(int depth, int kind, int[] key) {
        boolean grey = kind == GREY || kind == GREY_ALPHA, alpha = kind == GREY_ALPHA || kind == RGBA;
        return (s, at) -> {
            int first = eight(s[at], depth);
            int colour = grey ? first * 0x10101
                    : first << 16 | eight(s[at + 1], depth) << 8 | eight(s[at + 2], depth);
            int opaque = alpha ? eight(s[at + (grey ? 1 : 3)], depth) : isKey(s, at, key) ? 0 : 255;
            return opaque << 24 | colour;
        };
    }

    private static int eight(int sample, int depth) {
        return depth == 16 ? sample >> 8 : sample * 255 / ((1 << depth) - 1);
    }

    /** The transparent colour in the picture's own samples; empty if none is named. */
    private static int[] key(byte[] transparent, int bands) throws IOException {
        if (transparent.length < 2 * bands) return new int[0];
        int[] key = new int[bands];
        for (int i = 0; i < bands; i++) key[i] = number(transparent, 2 * i, 2);
        return key;
    }

    private static boolean isKey(int[] samples, int at, int[] key) {
        return key.length > 0 && Arrays.equals(samples, at, at + key.length, key, 0, key.length);
    }
}
