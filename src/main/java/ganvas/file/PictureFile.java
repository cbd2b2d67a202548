package ganvas.file;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStream;

/**
 * A picture file, read as Pillow reads it: the numbers as they are stored. Colour profiles, gamma and the camera's note
 * about rotation are passed over. CMYK becomes red, green and blue by Pillow's formula. What is transparent lies on
 * white. Of 16 bits the upper 8 are taken. Of several pictures the first is read. A file that is cut short is refused,
 * even if its pixels are all there.
 */
public final class PictureFile implements AutoCloseable {
    /** Largest number of pixels. A progressive JPEG must be whole in memory before any part of it can be read. */
    private static final long MOST_PIXELS = 150_000_000;
    /** Number of pixels from which pictures are read one at a time. */
    private static final long LARGE = 1 << 24;

    private final ImageInputStream in;
    private final PictureDecoder decoder;
    private final Dimension size;

    /** Receives rows from top to bottom. */
    public interface Taker {
        /** @param row uint8 [width, channels], valid during this call */
        void row(int y, byte[] row);
    }

    private PictureFile(ImageInputStream in, PictureDecoder decoder, Dimension size) {
        this.in = in;
        this.decoder = decoder;
        this.size = size;
    }

    /** Reads the format and the size. The stream is closed if that fails, and else by {@link #close}. */
    public static PictureFile open(ImageInputStream in) throws UnreadablePicture {
        try {
            byte[] start = new byte[PictureFormat.START];
            int read = 0;
            for (int n; read < start.length && (n = in.read(start, read, start.length - read)) > 0;) read += n;
            byte[] known = Arrays.copyOf(start, read);
            PictureFormat format = PictureFormat.of(known).orElseThrow(() -> PictureFormat.unknown(known));
            PictureDecoder decoder = decoder(format);
            in.seek(0);
            Dimension size = decoder.size(in);
            if (size.width < 1 || size.height < 1)
                throw new UnreadablePicture("%d × %d pixels".formatted(size.width, size.height));
            if ((long) size.width * size.height > MOST_PIXELS) throw new UnreadablePicture(
                    "%,d × %,d pixels; at most %,d are read".formatted(size.width, size.height, MOST_PIXELS));
            return new PictureFile(in, decoder, size);
        } catch (IOException | RuntimeException | UnreadablePicture e) {
            try (in) {
                throw said(e);
            } catch (IOException closing) {
                throw said(e);
            }
        }
    }

    private static PictureDecoder decoder(PictureFormat format) {
        return switch (format) {
            case PNG -> new PngDecoder();
            case JPEG -> new JpegDecoder();
            case GIF -> new GifDecoder();
            case BMP -> new BmpDecoder();
            case TIFF -> new TiffDecoder();
            case WEBP -> new WebpDecoder();
        };
    }

    public int width() {
        return size.width;
    }

    public int height() {
        return size.height;
    }

    /** Decodes a part, whose pixels {@code to} receives row by row with 1 (ITU-R 601 luma) or 3 channels. */
    public void read(PicturePart part, int channels, Taker to) throws UnreadablePicture {
        try {
            in.seek(0);
            if ((long) size.width * size.height > LARGE) alone(part, channels, to);
            else decode(part, channels, to);
        } catch (IOException | RuntimeException e) {           // libraries throw both at damaged files
            throw said(e);
        }
    }

    /** All pixels, uint8 [height, width, channels]. */
    public byte[] read(int channels) throws UnreadablePicture {
        byte[] all = new byte[Math.multiplyExact(Math.multiplyExact(size.height, size.width), channels)];
        read(PicturePart.whole(new Rectangle(size)), channels,
                (y, row) -> System.arraycopy(row, 0, all, y * row.length, row.length));
        return all;
    }

    /** Decodes one large picture at a time. */
    private void alone(PicturePart part, int channels, Taker to) throws IOException, UnreadablePicture {
        synchronized (PictureFile.class) {
            decode(part, channels, to);
        }
    }

    private void decode(PicturePart part, int channels, Taker to) throws IOException, UnreadablePicture {
        ArgbRows rows = decoder.read(in, part);
        int[] argb = new int[part.width()];
        byte[] row = new byte[argb.length * channels];
        for (int y = 0; y < part.height(); y++) {
            rows.argb(y, argb);
            for (int x = 0; x < argb.length; x++) {
                int alpha = argb[x] >>> 24, r = onWhite(argb[x] >> 16 & 255, alpha),
                        g = onWhite(argb[x] >> 8 & 255, alpha), b = onWhite(argb[x] & 255, alpha);
                if (channels == 1) {
                    row[x] = (byte) (r * 19595 + g * 38470 + b * 7471 + 0x8000 >> 16);        // Pillow's luma
                } else {
                    row[3 * x] = (byte) r;
                    row[3 * x + 1] = (byte) g;
                    row[3 * x + 2] = (byte) b;
                }
            }
            to.row(y, row);
        }
    }

    /** The nearest integer to 255 + (value − 255) · alpha / 255. */
    private static int onWhite(int value, int alpha) {
        return 255 - ((255 - value) * alpha + 127) / 255;
    }

    private static UnreadablePicture said(Exception e) {
        return switch (e) {
            case UnreadablePicture told -> told;
            case EOFException _ -> UnreadablePicture.cutShort();
            default -> UnreadablePicture.of(e);
        };
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);                // a stream that is only read has nothing to flush
        }
    }
}
