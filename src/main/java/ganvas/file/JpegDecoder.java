package ganvas.file;

import static ganvas.file.PictureDecoder.number;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * JPEG. JDK's reader decompresses, without the segments about colour that it would apply; the colours are converted
 * here, as libjpeg and Pillow convert them.
 */
final class JpegDecoder implements PictureDecoder {
    /** Most scans of a progressive picture, as libjpeg-turbo advises: thousands of empty ones take a minute. */
    private static final int MOST_SCANS = 500;
    private static final int START = 0xd8, END = 0xd9, SCAN = 0xda, JFIF = 0xe0, ADOBE = 0xee, COMMENT = 0xfe;

    /** The segments that say how the components are to be understood. */
    private record Colours(int[] components, int[] sampling, boolean jfif, int adobe) {
        private static final int NONE = -1;
        /** Luma has two rows for each of chroma, and as many columns (4:4:0): a picture 4:2:2 that was turned. */
        private static final int[] TALL = {0x12, 0x11, 0x11};

        boolean isTall() {
            return isLumaAndChroma() && Arrays.equals(sampling, TALL);
        }

        /** As in libjpeg's default_decompress_parms. */
        boolean isLumaAndChroma() {
            if (components.length == 4) return adobe != NONE && adobe != 0;
            return jfif || (adobe != NONE ? adobe != 0 : !Arrays.equals(components, new int[] {'R', 'G', 'B'}));
        }
    }

    @Override
    public Dimension size(ImageInputStream in) throws IOException, UnreadablePicture {
        in.seek(2);
        while (true) {
            int marker = marker(in);
            if (marker == SCAN || marker == END) throw new UnreadablePicture("it is damaged");
            int length = in.readUnsignedShort();
            if (isFrame(marker)) {
                in.readByte();
                int height = in.readUnsignedShort();
                return new Dimension(in.readUnsignedShort(), height);
            }
            in.seek(in.getStreamPosition() + Math.max(0, length - 2));
        }
    }

    private static int marker(ImageInputStream in) throws IOException {
        int b = in.readUnsignedByte();
        while (b != 0xff) b = in.readUnsignedByte();
        while (b == 0xff) b = in.readUnsignedByte();
        return b == 0 ? marker(in) : b;
    }

    private static boolean isFrame(int marker) {
        return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    }

    @Override
    public ArgbRows read(ImageInputStream in, PicturePart part) throws IOException, UnreadablePicture {
        Dimension size = size(in);
        in.seek(0);
        byte[] file = PictureDecoder.bytes(in);
        int[] components = new int[0], sampling = new int[0];
        boolean jfif = false;
        int adobe = Colours.NONE, at = 2, kept = 2, scans = 0;
        while (true) {
            while (number(file, at, 1) != 0xff || number(file, at + 1, 1) == 0xff || number(file, at + 1, 1) == 0) at++;
            int marker = number(file, at + 1, 1);
            if (marker == END) break;
            if (marker == START || marker >= 0xd0 && marker <= 0xd7) {
                at += 2;
                continue;
            }
            int content = at + 4, end = at + 2 + number(file, at + 2, 2);
            if (end > file.length) throw new EOFException();
            if (marker == JFIF && begins(file, content, "JFIF\0", end - 9)) jfif = true;
            if (marker == ADOBE && begins(file, content, "Adobe", end - 7)) adobe = number(file, content + 11, 1);
            if (isFrame(marker)) {
                components = new int[number(file, content + 5, 1)];
                sampling = new int[components.length];
                for (int i = 0; i < components.length; i++) {
                    components[i] = number(file, content + 6 + 3 * i, 1);
                    sampling[i] = number(file, content + 7 + 3 * i, 1);
                }
            }
            if (marker == SCAN && ++scans > MOST_SCANS)
                throw new UnreadablePicture("it has more than %d scans".formatted(MOST_SCANS));
            boolean picture = (marker < JFIF || marker > 0xef) && marker != COMMENT;
            if (marker == SCAN) end = afterScan(file, end);
            if (picture) {
                System.arraycopy(file, at, file, kept, end - at);
                kept += end - at;
            }
            at = end;
        }
        file[kept] = (byte) 0xff;
        file[kept + 1] = (byte) END;
        var colours = new Colours(components, sampling, jfif, adobe);
        if (!colours.isTall()) return rows(decode(file, kept + 2, part), colours);
        return tall(decode(file, kept + 2, PicturePart.whole(new Rectangle(size))), part);
    }

    private static boolean begins(byte[] file, int at, String with, int last) {
        return at <= last && with.equals(new String(file, at, with.length(), StandardCharsets.ISO_8859_1));
    }

    /** The place of the marker that ends a scan's data. */
    private static int afterScan(byte[] file, int at) throws EOFException {
        while (true) {
            if (number(file, at, 1) == 0xff) {
                int next = number(file, at + 1, 1);
                if (next != 0 && next != 0xff && (next < 0xd0 || next > 0xd7)) return at;
            }
            at++;
        }
    }

    private static Raster decode(byte[] file, int length, PicturePart part) throws IOException, UnreadablePicture {
        ImageReader reader = PictureDecoder.jdk("jpeg");
        var damage = new ArrayList<String>();
        // libjpeg fills missing parts with grey and only warns. Padding before a marker harms nothing.
        reader.addIIOReadWarningListener((_, warning) -> {
            if (warning.matches("(?is).*(premature end|corrupt).*") && !warning.contains("extraneous"))
                damage.add(warning);
        });
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file, 0, length))) {
            reader.setInput(stream, true, true);
            Raster raster = reader.readRaster(0, PictureDecoder.param(reader, part));
            if (!damage.isEmpty())
                throw new UnreadablePicture("it is cut short or damaged (" + damage.getLast() + ")");
            return raster;
        } finally {
            reader.dispose();
        }
    }

    private static ArgbRows rows(Raster raster, Colours colours) throws UnreadablePicture {
        int bands = raster.getNumBands();
        boolean chroma = bands > 1 && colours.isLumaAndChroma();
        if (bands == 2 || bands > 4)
            throw new UnreadablePicture("it has %d colour components; expected 1, 3 or 4".formatted(bands));
        int[] s = new int[raster.getWidth() * bands];
        return (y, row) -> {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, row.length, 1, s);
            for (int x = 0, at = 0; x < row.length; x++, at += bands) {
                int rgb = bands == 1 ? s[at] * 0x10101
                        : chroma ? colour(s[at], s[at + 1], s[at + 2]) : s[at] << 16 | s[at + 1] << 8 | s[at + 2];
                row[x] = 255 << 24 | (bands == 4 ? overBlack(rgb, chroma, s[at + 3]) : rgb);
            }
        };
    }

    /**
     * Rows of a whole picture 4:4:0. JDK's libjpeg repeats its rows of chroma; libjpeg-turbo, which Pillow has, puts
     * new ones between them, each of three parts of the nearer one and one of the farther one.
     */
    private static ArgbRows tall(Raster raster, PicturePart part) {
        int width = raster.getWidth(), last = (raster.getHeight() - 1) / 2;
        int[] own = new int[3 * width], other = new int[3 * width];
        return (y, row) -> {
            int line = part.row(y), odd = line % 2;
            raster.getPixels(0, line, width, 1, own);
            raster.getPixels(0, 2 * Math.clamp(line / 2 + 2 * odd - 1, 0, last), width, 1, other);
            for (int x = 0; x < row.length; x++) {
                int at = 3 * part.column(x);
                row[x] = 255 << 24 | colour(own[at], 3 * own[at + 1] + other[at + 1] + 1 + odd >> 2,
                        3 * own[at + 2] + other[at + 2] + 1 + odd >> 2);
            }
        };
    }

    /** Red, green and blue of luma and chroma, in libjpeg's integers. */
    private static int colour(int luma, int blue, int red) {
        int cb = blue - 128, cr = red - 128;
        int r = luma + (91881 * cr + 32768 >> 16), b = luma + (116130 * cb + 32768 >> 16),
                g = luma + (-22554 * cb - 46802 * cr + 32768 >> 16);
        return Math.clamp(r, 0, 255) << 16 | Math.clamp(g, 0, 255) << 8 | Math.clamp(b, 0, 255);
    }

    /**
     * Pillow's conversion of CMYK. It takes every JPEG's CMYK as inverted, which is Adobe's way.
     *
     * @param stored inverted cyan, magenta and yellow; of YCCK they come from luma and chroma as their complements
     */
    private static int overBlack(int stored, boolean complements, int white) {
        int rgb = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int ink = complements ? stored >> shift & 255 : 255 - (stored >> shift & 255);
            rgb |= Cmyk.channel(ink, 255 - white) << shift;
        }
        return rgb;
    }
}
