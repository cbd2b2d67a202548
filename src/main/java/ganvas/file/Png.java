package ganvas.file;

import ganvas.problem.Problem;
import java.awt.Dimension;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A picture that can be read and written. Pixels are bytes in [H, W, C] order with C of 1 (grey) or 3 (red, green,
 * blue).
 */
public record Png(int height, int width, int channels, byte[] pixels) {
    /** Images in a grid without gaps, {@code columns} per row. The last row is filled up with black. */
    public static Png grid(Npz images, int columns) {
        int rows = (images.n() + columns - 1) / columns;
        int h = images.height(), line = images.width() * images.channels();
        byte[] out = new byte[rows * h * columns * line];
        for (int i = 0; i < images.n(); i++) {
            for (int y = 0; y < h; y++) {
                int to = ((i / columns * h + y) * columns + i % columns) * line;
                System.arraycopy(images.pixels(), (i * h + y) * line, out, to, line);
            }
        }
        return new Png(rows * h, columns * images.width(), images.channels(), out);
    }

    /** The tile at {@code row}, {@code column} of a grid of tiles of {@code h} × {@code w} pixels. */
    public Png tile(int row, int column, int h, int w) {
        byte[] out = new byte[h * w * channels];
        for (int y = 0; y < h; y++) {
            System.arraycopy(pixels, ((row * h + y) * width + column * w) * channels, out, y * w * channels,
                    w * channels);
        }
        return new Png(h, w, channels, out);
    }

    BufferedImage image() {
        var image = new BufferedImage(width, height,
                channels == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR);
        byte[] raster = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        for (int i = 0; i < pixels.length; i++) raster[i] = pixels[channels == 1 ? i : i - i % 3 + 2 - i % 3];
        return image;
    }

    /** The picture encoded as PNG. */
    public byte[] encode() {
        var out = new java.io.ByteArrayOutputStream();
        // The default cache on disk cannot be used while the process ends.
        try (var to = new MemoryCacheImageOutputStream(out)) {
            ImageIO.write(image(), "png", to);
        } catch (IOException e) {
            throw new IllegalStateException(e);                // memory does not fail
        }
        return out.toByteArray();
    }

    public void write(Path file) {
        AtomicFile.write(file, out -> out.write(encode()));
    }

    /** Largest number of pixels, as for a dataset, since a small file may unfold to any size. */
    private static final long MOST_PIXELS = 150_000_000;

    /** Width and height of a PNG, JPEG, GIF or BMP, from its header. */
    static Dimension size(Path file) {
        if (!Files.isReadable(file)) throw Problem.input("%s cannot be read: permission denied", file);
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            var readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw noPicture(file);
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                return new Dimension(reader.getWidth(0), reader.getHeight(0));
            } finally {
                reader.dispose();
            }
        } catch (Problem e) {
            throw e;
        } catch (IOException | RuntimeException e) {           // ImageIO throws both for damaged files
            throw Problem.input("%s cannot be read as a picture: %s", file, why(e));
        }
    }

    /** The message of ImageIO, if it helps the user. */
    private static String why(Exception e) {
        return e.getMessage() == null || e.getMessage().matches("(?s).*(Exception|\\.java|Raster).*") ? "it is damaged"
                : e.getMessage();
    }

    private static Problem noPicture(Path file) {
        return Problem.input("%s is not a picture that can be read (PNG, JPEG, GIF, BMP)", file);
    }

    /** Reads a picture that Ganvas wrote, in grey or in colour as it was written. */
    public static Png read(Path file) {
        Png colour = read(file, 3);
        byte[] grey = new byte[colour.pixels.length / 3];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = colour.pixels[3 * i];
            if (colour.pixels[3 * i + 1] != grey[i] || colour.pixels[3 * i + 2] != grey[i]) return colour;
        }
        return new Png(colour.height, colour.width, 1, grey);
    }

    /** Reads PNG, JPEG, GIF or BMP; {@code channels} of 1 converts to grey (ITU-R 601 luma), 3 to colour. */
    public static Png read(Path file, int channels) {
        Dimension size = size(file);
        if ((long) size.width * size.height > MOST_PIXELS) {
            throw Problem.input("%s: expected a picture of at most %,d pixels; it says that it has %,d x %,d", file,
                    MOST_PIXELS, size.width, size.height);
        }
        BufferedImage image;
        try {
            image = ImageIO.read(file.toFile());
        } catch (IOException | RuntimeException e) {           // ImageIO throws both for damaged files
            throw Problem.input("%s cannot be read as a picture: %s", file, why(e));
        }
        if (image == null) throw noPicture(file);
        int h = image.getHeight(), w = image.getWidth();
        byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(h, w), channels)];
        // getRGB would apply a gamma curve to grey pictures. Of 16 bits the upper 8 are used, and an
        // alpha channel is ignored.
        boolean storedGrey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY;
        int shift = storedGrey ? image.getColorModel().getComponentSize(0) - 8 : 0;
        for (int y = 0, at = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                if (storedGrey) {
                    byte grey = (byte) (image.getRaster().getSample(x, y, 0) >> shift);
                    for (int c = 0; c < channels; c++) out[at++] = grey;
                    continue;
                }
                int rgb = image.getRGB(x, y), r = rgb >> 16 & 255, g = rgb >> 8 & 255, b = rgb & 255;
                if (channels == 1) {
                    out[at++] = (byte) Math.round(0.299 * r + 0.587 * g + 0.114 * b);
                } else {
                    out[at++] = (byte) r;
                    out[at++] = (byte) g;
                    out[at++] = (byte) b;
                }
            }
        }
        return new Png(h, w, channels, out);
    }
}
