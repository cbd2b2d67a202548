package ganvas.file;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import ganvas.file.PictureFile.Part;
import ganvas.file.PictureFile.Rows;
import java.awt.Dimension;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** WebP, by TwelveMonkeys' reader. */
final class WebpDecoder implements PictureDecoder {
    private static final WebPImageReaderSpi READERS = new WebPImageReaderSpi();

    @Override
    public Dimension size(ImageInputStream in) throws IOException {
        ImageReader reader = READERS.createReaderInstance(null);
        try {
            reader.setInput(in, true, true);
            return new Dimension(reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    @Override
    public Rows read(ImageInputStream in, Part part) throws IOException, UnreadablePicture {
        in.setByteOrder(ByteOrder.LITTLE_ENDIAN);
        in.seek(4);
        in.seek(in.readUnsignedInt() + 7);                     // the last byte that the header announces
        in.readByte();
        in.seek(0);
        ImageReader reader = READERS.createReaderInstance(null);
        try {
            reader.setInput(in, false, true);
            return ImageRows.of(reader.read(0, PictureDecoder.param(reader, part)));
        } finally {
            reader.dispose();
        }
    }
}
