package ganvas.file;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import ganvas.file.PictureFile.Part;
import ganvas.file.PictureFile.Rows;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The first page of a TIFF, by TwelveMonkeys' reader. */
final class TiffDecoder implements PictureDecoder {
    private static final int MULTIPLIED = 1, ALPHA = 2;
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
        int extra = extra(in);
        in.seek(0);
        ImageReader reader = READERS.createReaderInstance(null);
        try {
            reader.setInput(in, false, true);
            BufferedImage image = reader.read(0, PictureDecoder.param(reader, part));
            ColorModel model = image.getColorModel();
            if (model instanceof IndexColorModel || !model.hasAlpha()) return ImageRows.of(image);
            return ImageRows.of(image.getRaster(), model.getColorSpace().getType(),
                    extra == MULTIPLIED || extra == ALPHA, extra == MULTIPLIED);
        } finally {
            reader.dispose();
        }
    }

    /** The meaning of the first component that is no colour, which the library takes for alpha whatever it is. */
    private static int extra(ImageInputStream in) throws IOException {
        var page = ((CompoundDirectory) new TIFFReader().read(in)).getDirectory(0);
        Entry entry = page.getEntryById(TIFF.TAG_EXTRA_SAMPLES);
        if (entry == null) return 0;
        return switch (entry.getValue()) {
            case Number n -> n.intValue();
            case short[] all when all.length > 0 -> all[0];
            case int[] all when all.length > 0 -> all[0];
            default -> 0;
        };
    }
}
