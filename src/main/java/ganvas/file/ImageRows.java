package ganvas.file;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.util.Arrays;

/**
 * Rows of a decoded image in the values that are stored. {@link BufferedImage#getRGB} would convert them by the image's
 * colour profile, and grey by a gamma curve.
 */
final class ImageRows {
    private ImageRows() {}

    static ArgbRows of(BufferedImage image) throws UnreadablePicture {
        ColorModel model = image.getColorModel();
        if (model instanceof IndexColorModel)
            return (y, row) -> image.getRGB(0, y, row.length, 1, row, 0, row.length);
        return of(image.getRaster(), model.getColorSpace().getType(), model.hasAlpha(), model.isAlphaPremultiplied());
    }

    /** @param type of the colours, such as {@link ColorSpace#TYPE_RGB} */
    static ArgbRows of(Raster raster, int type, boolean alpha, boolean premultiplied) throws UnreadablePicture {
        int bands = raster.getNumBands(), colours = switch (type) {
            case ColorSpace.TYPE_GRAY -> 1;
            case ColorSpace.TYPE_RGB -> 3;
            case ColorSpace.TYPE_CMYK -> 4;
            default -> throw new UnreadablePicture("its colours are neither grey nor RGB nor CMYK");
        };
        if (bands < colours + (alpha ? 1 : 0)) throw new UnreadablePicture("it is damaged");
        int[] bits = raster.getSampleModel().getSampleSize(), samples = new int[raster.getWidth() * bands];
        if (Arrays.stream(bits).anyMatch(b -> b > 16))
            throw new UnreadablePicture("it has %d bits a value; at most 16 are read".formatted(bits[0]));
        return (y, row) -> {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, row.length, 1, samples);
            for (int x = 0, at = 0; x < row.length; x++, at += bands) {
                int opaque = alpha ? eight(samples[at + colours], bits[colours]) : 255, argb = opaque;
                for (int c = 0; c < 3; c++) {
                    int band = colours == 1 ? 0 : c, value = eight(samples[at + band], bits[band]);
                    if (colours == 4) value = Cmyk.channel(value, eight(samples[at + 3], bits[3]));
                    argb = argb << 8 | (premultiplied ? divided(value, opaque) : value);
                }
                row[x] = argb;
            }
        };
    }

    private static int eight(int sample, int bits) {
        return bits >= 8 ? sample >> bits - 8 : sample * 255 / ((1 << bits) - 1);
    }

    /** A colour that was multiplied by its alpha, without alpha. */
    private static int divided(int value, int alpha) {
        return alpha == 0 ? 0 : Math.min(255, value * 255 / alpha);
    }
}
