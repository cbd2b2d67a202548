package ganvas.file;

import com.twelvemonkeys.imageio.metadata.CompoundDirectory;
import com.twelvemonkeys.imageio.metadata.Directory;
import com.twelvemonkeys.imageio.metadata.Entry;
import com.twelvemonkeys.imageio.metadata.tiff.TIFF;
import com.twelvemonkeys.imageio.metadata.tiff.TIFFReader;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.stream.IntStream;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The first page of a TIFF, by TwelveMonkeys' reader. */
final class TiffDecoder implements PictureDecoder {
    private static final int MULTIPLIED = 1, ALPHA = 2;
    private static final TIFFImageReaderSpi READERS = new TIFFImageReaderSpi();

    @Override
    public Dimension size(ImageInputStream in) throws IOException {
        return PictureDecoder.size(READERS.createReaderInstance(null), in);
    }

    @Override
    public ArgbRows read(ImageInputStream in, PicturePart part) throws IOException, UnreadablePicture {
        int extra = extra(in);
        in.seek(0);
        ImageReader reader = READERS.createReaderInstance(null);
        try {
            reader.setInput(in, false, true);
            // The library picks the wrong rows and columns where some are left out.
            BufferedImage image = reader.read(0, PictureDecoder.param(reader, PicturePart.whole(part.region())));
            ColorModel model = image.getColorModel();
            boolean plain = model instanceof IndexColorModel || !model.hasAlpha();
            return picked(plain ? ImageRows.of(image) : ImageRows.of(image.getRaster(),
                    model.getColorSpace().getType(), extra == MULTIPLIED || extra == ALPHA, extra == MULTIPLIED), part);
        } finally {
            reader.dispose();
        }
    }

    private static ArgbRows picked(ArgbRows all, PicturePart part) {
        int[] whole = new int[part.region().width];
        return (y, row) -> {
            all.argb(part.row(y) - part.region().y, whole);
            for (int x = 0; x < row.length; x++) row[x] = whole[part.column(x) - part.region().x];
        };
    }

    /**
     * The meaning of the first component that is no colour, which the library takes for alpha whatever it is. A file
     * that ends before the data of a page does is an error: the library takes what is missing for black.
     */
    private static int extra(ImageInputStream in) throws IOException {
        var pages = (CompoundDirectory) new TIFFReader().read(in);
        for (int i = 0; i < pages.directoryCount(); i++) {
            checkLength(in, pages.getDirectory(i), TIFF.TAG_STRIP_OFFSETS, TIFF.TAG_STRIP_BYTE_COUNTS);
            checkLength(in, pages.getDirectory(i), TIFF.TAG_TILE_OFFSETS, TIFF.TAG_TILE_BYTE_COUNTS);
        }
        long[] extra = numbers(pages.getDirectory(0), TIFF.TAG_EXTRA_SAMPLES);
        return extra.length == 0 ? 0 : (int) extra[0];
    }

    private static void checkLength(ImageInputStream in, Directory page, int offsets, int counts) throws IOException {
        long[] starts = numbers(page, offsets), lengths = numbers(page, counts);
        long end = 0;
        for (int i = 0; i < Math.min(starts.length, lengths.length); i++) end = Math.max(end, starts[i] + lengths[i]);
        if (end == 0) return;
        in.seek(end - 1);
        in.readByte();
    }

    private static long[] numbers(Directory page, int tag) {
        Entry entry = page.getEntryById(tag);
        if (entry == null) return new long[0];
        Object value = entry.getValue();
        if (value instanceof Number n) return new long[] {n.longValue()};
        if (value == null || !value.getClass().isArray()) return new long[0];
        return IntStream.range(0, Array.getLength(value)).mapToLong(i -> ((Number) Array.get(value, i)).longValue())
                .toArray();
    }
}
