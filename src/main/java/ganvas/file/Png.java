package ganvas.file;

import ganvas.problem.Problem;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.stream.FileImageInputStream;
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

    /**
     * This grid with each pixel as a square of {@code scale} × {@code scale}, and white space between its tiles.
     *
     * @param h      height of a tile in pixels
     * @param w      width of a tile in pixels
     * @param gutter between tiles, in pixels of the result
     */
    public Png spaced(int h, int w, int scale, int gutter) {
        if (scale == 1 && gutter == 0) return this;
        int rows = height / h, columns = width / w;
        int tall = rows * h * scale + (rows - 1) * gutter, wide = columns * w * scale + (columns - 1) * gutter;
        byte[] out = new byte[tall * wide * channels];
        Arrays.fill(out, (byte) 255);
        for (int y = 0; y < rows * h * scale; y++) {
            int to = (y + y / (h * scale) * gutter) * wide;
            for (int x = 0; x < columns * w * scale; x++) {
                System.arraycopy(pixels, (y / scale * width + x / scale) * channels, out,
                        (to + x + x / (w * scale) * gutter) * channels, channels);
            }
        }
        return new Png(tall, wide, channels, out);
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

    /** Reads a picture; {@code channels} of 1 converts to grey (ITU-R 601 luma), 3 to colour. */
    public static Png read(Path file, int channels) {
        if (!Files.isReadable(file)) throw Problem.input("%s cannot be read: permission denied", file);
        try (var picture = PictureFile.open(new FileImageInputStream(file.toFile()))) {
            return new Png(picture.height(), picture.width(), channels, picture.read(channels));
        } catch (UnreadablePicture e) {
            throw Problem.input("%s cannot be read as a picture: %s", file, e.getMessage());
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }
}
