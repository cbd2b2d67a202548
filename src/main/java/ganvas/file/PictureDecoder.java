package ganvas.file;

import java.awt.Dimension;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes pictures of one format. The streams that it takes are at their start. */
interface PictureDecoder {
    /** Largest file of a format whose files are read into memory. */
    int MOST_BYTES = 1 << 28;

    /** Width and height, from the header. */
    Dimension size(ImageInputStream in) throws IOException, UnreadablePicture;

    /** Decodes a part; a file that is cut short is refused. */
    ArgbRows read(ImageInputStream in, PicturePart part) throws IOException, UnreadablePicture;

    /** JDK's reader, whatever others are installed. */
    static ImageReader jdk(String format) {
        Iterable<ImageReader> all = () -> ImageIO.getImageReadersByFormatName(format);
        return StreamSupport.stream(all.spliterator(), false)
                .filter(r -> r.getClass().getModule() == ImageIO.class.getModule()).findFirst().orElseThrow();
    }

    /** Width and height by a reader, which is disposed of. */
    static Dimension size(ImageReader reader, ImageInputStream in) throws IOException {
        try {
            reader.setInput(in, true, true);
            return new Dimension(reader.getWidth(0), reader.getHeight(0));
        } finally {
            reader.dispose();
        }
    }

    static ImageReadParam param(ImageReader reader, PicturePart part) {
        ImageReadParam param = reader.getDefaultReadParam();
        param.setSourceRegion(part.region());
        param.setSourceSubsampling(part.every(), part.everyRow(), part.every() / 2, part.everyRow() / 2);
        return param;
    }

    /** The whole file. */
    static byte[] bytes(ImageInputStream in) throws IOException, UnreadablePicture {
        long length = in.length();
        byte[] all = new byte[length < 0 ? 1 << 16 : (int) Math.min(length, MOST_BYTES) + 1];
        int at = 0;
        for (int n; (n = in.read(all, at, all.length - at)) > 0;) {
            at += n;
            if (at > MOST_BYTES)
                throw new UnreadablePicture("its file is large; at most %,d bytes are read".formatted(MOST_BYTES));
            if (at == all.length) all = Arrays.copyOf(all, (int) Math.min(2L * at, MOST_BYTES + 1L));
        }
        return Arrays.copyOf(all, at);
    }

    /** Two or four bytes of a file in memory, big-endian; an error past its end. */
    static int number(byte[] file, int at, int bytes) throws EOFException {
        if (at < 0 || at > file.length - bytes) throw new EOFException();
        int n = 0;
        for (int i = 0; i < bytes; i++) n = n << 8 | file[at + i] & 255;
        return n;
    }
}
