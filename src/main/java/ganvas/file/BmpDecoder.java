package ganvas.file;

import java.awt.Dimension;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** BMP, by JDK's reader. */
final class BmpDecoder implements PictureDecoder {
    private static final int OLD = 12;

    @Override
    public Dimension size(ImageInputStream in) throws IOException {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(14);
        if (in.readInt() == OLD) return new Dimension(in.readUnsignedShort(), in.readUnsignedShort());
        int width = in.readInt();
        return new Dimension(width, Math.absExact(in.readInt()));
    }

    @Override
    public ArgbRows read(ImageInputStream in, PicturePart part) throws IOException, UnreadablePicture {
        checkLength(in);
        in.seek(0);
        ImageReader reader = PictureDecoder.jdk("bmp");
        try {
            reader.setInput(in, true, true);
            return ImageRows.of(reader.read(0, PictureDecoder.param(reader, part)));
        } finally {
            reader.dispose();
        }
    }

    /** If a file is cut short, JDK's reader fills the rest with black, without an error. */
    private void checkLength(ImageInputStream in) throws IOException, UnreadablePicture {
        Dimension size = size(in);
        in.seek(10);
        long start = in.readUnsignedInt();
        boolean old = in.readInt() == OLD;
        in.seek(old ? 24 : 28);
        int bits = in.readUnsignedShort();
        long compression = old ? 0 : in.readUnsignedInt(), row = ((long) size.width * bits + 31) / 32 * 4;
        boolean runs = compression == 1 || compression == 2;
        long end = start + (runs ? in.readUnsignedInt() : row * size.height);
        if (end == start) return;
        in.seek(end - 1);
        in.readByte();
    }
}
