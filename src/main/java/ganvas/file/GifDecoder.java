package ganvas.file;

import static ganvas.file.PictureDecoder.number;

import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The first picture of a GIF, on its canvas. What it leaves free is transparent, or of the palette's first colour where
 * the picture has no transparent one.
 */
final class GifDecoder implements PictureDecoder {
    private static final int HEADER = 13, EXTENSION = 0x21, IMAGE = 0x2c, TRAILER = 0x3b;

    /** A canvas and the place of the first picture. */
    private record Layout(Dimension canvas, Rectangle first) {}

    @Override
    public Dimension size(ImageInputStream in) throws IOException, UnreadablePicture {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(6);
        int width = in.readUnsignedShort(), height = in.readUnsignedShort(), flags = in.readUnsignedByte();
        in.seek(HEADER + table(flags));
        for (int block = in.readUnsignedByte(); block != IMAGE; block = in.readUnsignedByte()) {
            if (block != EXTENSION) throw new UnreadablePicture("it is damaged");
            in.readByte();
            for (int n = in.readUnsignedByte(); n > 0; n = in.readUnsignedByte())
                in.seek(in.getStreamPosition() + n);
        }
        int left = in.readUnsignedShort(), top = in.readUnsignedShort();
        return new Dimension(Math.max(width, left + in.readUnsignedShort()),
                Math.max(height, top + in.readUnsignedShort()));
    }

    /** Bytes of the colour table that the flags announce. */
    private static int table(int flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    @Override
    public ArgbRows read(ImageInputStream in, PicturePart part) throws IOException, UnreadablePicture {
        byte[] file = PictureDecoder.bytes(in);
        Layout layout = layout(file);
        Rectangle first = layout.first;
        boolean full = first.getSize().equals(layout.canvas);
        BufferedImage image = decode(file, full ? part : PicturePart.whole(new Rectangle(first.getSize())));
        if (full) return ImageRows.of(image);
        var palette = (IndexColorModel) image.getColorModel();
        int ground = palette.getTransparentPixel() >= 0 ? 0 : palette.getRGB(0);
        return (y, row) -> {
            for (int x = 0; x < row.length; x++) {
                int column = part.column(x) - first.x, line = part.row(y) - first.y;
                boolean inside = column >= 0 && column < first.width && line >= 0 && line < first.height;
                row[x] = inside ? image.getRGB(column, line) : ground;
            }
        };
    }

    /** Walks through all blocks up to the file's end mark. */
    private static Layout layout(byte[] file) throws IOException {
        int at = HEADER + table(number(file, 10, 1)), block = number(file, at, 1);
        Rectangle first = new Rectangle();
        for (; block != TRAILER; block = number(file, at, 1)) {
            if (block == IMAGE) {
                if (first.isEmpty())
                    first = new Rectangle(little(file, at + 1), little(file, at + 3), little(file, at + 5),
                            little(file, at + 7));
                at += 10 + table(number(file, at + 9, 1)) + 1;
            } else if (block == EXTENSION) {
                at += 2;
            } else {
                at++;                                          // bytes between blocks; other readers skip them too
                continue;
            }
            for (int n = number(file, at, 1); n > 0; n = number(file, at, 1)) at += n + 1;
            at++;
        }
        return new Layout(new Dimension(Math.max(little(file, 6), first.x + first.width),
                Math.max(little(file, 8), first.y + first.height)), first);
    }

    private static int little(byte[] file, int at) throws EOFException {
        return number(file, at, 1) | number(file, at + 1, 1) << 8;
    }

    private static BufferedImage decode(byte[] file, PicturePart part) throws IOException {
        ImageReader reader = PictureDecoder.jdk("gif");
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(stream, true, true);
            return reader.read(0, PictureDecoder.param(reader, part));
        } finally {
            reader.dispose();
        }
    }
}
