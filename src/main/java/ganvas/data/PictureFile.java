package ganvas.data;

import java.awt.Rectangle;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.Locale;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes a PNG, JPEG, GIF or BMP picture into uint8 planes. It reads the size first, and then no more of the picture
 * than it needs.
 */
final class PictureFile {
    private static final Set<String> FORMATS = Set.of("png", "jpeg", "gif", "bmp");
    /**
     * Largest number of pixels of a picture; larger ones are left out. A progressive JPEG must be whole in memory
     * before any part of it can be read.
     */
    private static final long MOST_PIXELS = 150_000_000;
    /**
     * Largest number of pixels of one picture in memory. From a larger one, only every second, third, … row and column
     * is read.
     */
    private static final long MOST_READ = 1 << 24;

    private PictureFile() {}

    /** A picture that cannot be read, and why. */
    static final class Unreadable extends Exception {
        Unreadable(String why) {
            super(why);
        }
    }

    /**
     * Decodes a picture into uint8 [channels, height, width]. Grey is ITU-R 601 luma; transparent pixels become white;
     * its orientation stays as stored.
     */
    static byte[] decode(ImageInputStream in, CropAndResize framing) throws Unreadable {
        try (in) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) throw new Unreadable("it is no PNG, JPEG, GIF or BMP");
            ImageReader reader = readers.next();
            try {
                if (!FORMATS.contains(reader.getFormatName().toLowerCase(Locale.ROOT)))
                    throw new Unreadable("it is no PNG, JPEG, GIF or BMP");
                reader.setInput(in, true, true);
                return decode(reader, framing);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {           // ImageIO throws both at damaged files
            boolean said = e.getMessage() != null && !e.getMessage().matches("(?s).*(Exception|\\.java|Raster).*");
            throw new Unreadable(said ? e.getMessage() : "it is damaged");
        }
    }

    private static byte[] decode(ImageReader reader, CropAndResize framing) throws IOException, Unreadable {
        int w = reader.getWidth(0), h = reader.getHeight(0);
        if ((long) w * h > MOST_PIXELS)
            throw new Unreadable("%,d × %,d pixels; at most %,d are read".formatted(w, h, MOST_PIXELS));
        Rectangle region = framing.region(w, h);
        if (region.width > w || region.height > h)
            throw new Unreadable("%d × %d pixels; the crop needs %d".formatted(w, h, framing.centre()));
        int every = 1, everyRow = 1;
        while ((long) (region.width / every) * (region.height / everyRow) > MOST_READ) {
            if (region.width / every >= region.height / everyRow) every++;
            else everyRow++;
        }
        var param = reader.getDefaultReadParam();
        param.setSourceRegion(region);
        param.setSourceSubsampling(every, everyRow, every / 2, everyRow / 2);
        var cut = new ArrayList<String>();
        // libjpeg fills missing parts with grey and only warns.
        reader.addIIOReadWarningListener((_, warning) -> {
            if (warning.matches("(?is).*(premature end|corrupt).*")) cut.add(warning);
        });
        BufferedImage image = (long) w * h > MOST_READ ? alone(reader, param) : reader.read(0, param);
        if (!cut.isEmpty()) throw new Unreadable("it is cut short or damaged (" + cut.getLast() + ")");
        return planes(image, framing, framing.target(region));
    }

    /** Reads large pictures one at a time; see {@link #MOST_PIXELS}. */
    private static synchronized BufferedImage alone(ImageReader reader, ImageReadParam param) throws IOException {
        return reader.read(0, param);
    }

    private static byte[] planes(BufferedImage image, CropAndResize framing, Rectangle target) {
        int w = image.getWidth(), h = image.getHeight(), channels = framing.channels();
        var shrinking = new AntialiasedResize(w, h, target.width, target.height, channels);
        float[] row = new float[channels * w];
        int[] buffer = new int[4 * w];
        boolean grey = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                && !(image.getColorModel() instanceof IndexColorModel);
        for (int y = 0; y < h; y++) {
            if (grey) grey(image, y, buffer, row, channels);
            else colour(image, y, buffer, row, channels);
            shrinking.row(row);
        }
        byte[] planes = new byte[channels * framing.size().height() * framing.size().width()];
        shrinking.into(planes, framing.size(), target.x, target.y);
        return planes;
    }

    /** Reads grey values as they are stored: getRGB would apply a gamma curve to grey pictures. */
    private static void grey(BufferedImage image, int y, int[] buffer, float[] row, int channels) {
        int w = image.getWidth(), bands = image.getRaster().getNumBands();
        float most = (1 << image.getSampleModel().getSampleSize(0)) - 1;
        image.getRaster().getPixels(0, y, w, 1, buffer);
        for (int x = 0; x < w; x++) {
            float value = buffer[x * bands] * 255 / most;
            if (bands > 1) value = 255 + (value - 255) * buffer[x * bands + 1] / most;
            for (int c = 0; c < channels; c++) row[c * w + x] = value;
        }
    }

    private static void colour(BufferedImage image, int y, int[] buffer, float[] row, int channels) {
        int w = image.getWidth();
        image.getRGB(0, y, w, 1, buffer, 0, w);
        for (int x = 0; x < w; x++) {
            int argb = buffer[x];
            float alpha = (argb >>> 24) / 255f;
            float r = 255 + ((argb >> 16 & 255) - 255) * alpha, g = 255 + ((argb >> 8 & 255) - 255) * alpha,
                    b = 255 + ((argb & 255) - 255) * alpha;
            if (channels == 1) {
                row[x] = 0.299f * r + 0.587f * g + 0.114f * b;
            } else {
                row[x] = r;
                row[w + x] = g;
                row[2 * w + x] = b;
            }
        }
    }
}
