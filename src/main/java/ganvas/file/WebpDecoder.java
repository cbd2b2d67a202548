package ganvas.file;

import static ganvas.file.PictureDecoder.number;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.awt.Dimension;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * The first picture of a lossless WebP, by TwelveMonkeys' reader, which does not see the colour profile. Of a lossy one
 * it gives other pixels than libwebp, by 3 levels in the mean of a photo, so these are refused.
 */
final class WebpDecoder implements PictureDecoder {
    private static final WebPImageReaderSpi READERS = new WebPImageReaderSpi();
    private static final int HEADER = 12, EXTENDED = 0x56503858, PROFILE = 0x49434350, HAS_PROFILE = 0x20,
            LOSSY = 0x56503820, ALPHA = 0x414c5048, FRAME = 0x414e4d46, FRAME_HEADER = 16;

    @Override
    public Dimension size(ImageInputStream in) throws IOException {
        return PictureDecoder.size(READERS.createReaderInstance(null), in);
    }

    @Override
    public ArgbRows read(ImageInputStream in, PicturePart part) throws IOException, UnreadablePicture {
        byte[] file = PictureDecoder.bytes(in);
        int length = withoutProfile(file);
        if (isLossy(file, length)) throw new UnreadablePicture(
                "a lossy WebP, whose pixels cannot be read as they are; convert it to PNG");
        ImageReader reader = READERS.createReaderInstance(null);
        try (var stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(file, 0, length))) {
            reader.setInput(stream, false, true);
            return ImageRows.of(reader.read(0, PictureDecoder.param(reader, part)));
        } finally {
            reader.dispose();
        }
    }

    /** Whether the first picture is lossy: one is VP8, or alpha and VP8, perhaps in a frame of an animation. */
    private static boolean isLossy(byte[] file, int length) throws EOFException {
        for (int at = HEADER; at + 8 <= length;) {
            int name = number(file, at, 4), size = Integer.reverseBytes(number(file, at + 4, 4));
            int picture = name == FRAME ? number(file, at + 8 + FRAME_HEADER, 4) : name;
            if (picture == LOSSY || picture == ALPHA) return true;
            if (name == FRAME) return false;
            at += 8 + size + size % 2;
        }
        return false;
    }

    /** Takes the profile out and gives the new length; an error if the file is shorter than it says. */
    private static int withoutProfile(byte[] file) throws EOFException {
        int size = Integer.reverseBytes(number(file, 4, 4)), at = HEADER, kept = HEADER;
        if (size < 4 || size > file.length - 8) throw new EOFException();
        while (at + 8 <= size + 8) {
            int name = number(file, at, 4), length = Integer.reverseBytes(number(file, at + 4, 4));
            if (length < 0 || length > size - at) throw new EOFException();
            int end = Math.min(at + 8 + length + length % 2, size + 8);
            if (name == EXTENDED && length > 0) file[at + 8] &= ~HAS_PROFILE;
            if (name != PROFILE) {
                System.arraycopy(file, at, file, kept, end - at);
                kept += end - at;
            }
            at = end;
        }
        int now = kept - 8;
        for (int i = 0; i < 4; i++) file[4 + i] = (byte) (now >> 8 * i);
        return kept;
    }
}
