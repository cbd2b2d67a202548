package ganvas.file;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import ganvas.file.PictureFile.Part;
import ganvas.file.PictureFile.Rows;
import java.awt.Dimension;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The first page of a TIFF, by TwelveMonkeys' reader. */
final class TiffDecoder implements PictureDecoder {
    private static final TIFFImageReaderSpi READERS = new TIFFImageReaderSpi();

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
        ImageReader reader = Boolean.getBoolean("jdktiff") ? PictureDecoder.jdk("tiff") : READERS.createReaderInstance(null);
        try {
            reader.setInput(in, false, true);
            return ImageRows.of(reader.read(0, PictureDecoder.param(reader, part)));
        } finally {
            reader.dispose();
        }
    }
}
