package ganvas.data;

import ganvas.file.PictureFile;
import ganvas.file.PicturePart;
import ganvas.file.UnreadablePicture;
import java.awt.Rectangle;
import javax.imageio.stream.ImageInputStream;

/** Decodes a picture and brings it to a dataset's size, reading no more of it than it needs. */
final class FramedPicture {
    /**
     * Largest number of pixels that are taken of one picture. From a larger one, only every second, third, … row and
     * column is read.
     */
    private static final long MOST_READ = 1 << 24;

    private FramedPicture() {}

    /** Decodes a picture into uint8 [channels, size, size]. */
    static byte[] decode(ImageInputStream in, CropAndResize framing) throws UnreadablePicture {
        try (var picture = PictureFile.open(in)) {
            int w = picture.width(), h = picture.height(), channels = framing.channels();
            Rectangle region = framing.region(w, h);
            if (region.width > w || region.height > h)
                throw new UnreadablePicture("%d × %d pixels; the crop needs %d".formatted(w, h, framing.centre()));
            PicturePart part = part(region);
            Rectangle target = framing.target(region);
            var shrinking = new AntialiasedResize(part.width(), part.height(), target.width, target.height, channels);
            float[] values = new float[channels * part.width()];
            picture.read(part, channels, (_, row) -> {
                for (int i = 0; i < row.length; i++) values[i % channels * part.width() + i / channels] = row[i] & 255;
                shrinking.row(values);
            });
            byte[] planes = new byte[channels * framing.size().height() * framing.size().width()];
            shrinking.into(planes, framing.size(), target.x, target.y);
            return planes;
        }
    }

    private static PicturePart part(Rectangle region) {
        int every = 1, everyRow = 1;
        while ((long) (region.width / every) * (region.height / everyRow) > MOST_READ) {
            if (region.width / every >= region.height / everyRow) every++;
            else everyRow++;
        }
        return new PicturePart(region, every, everyRow);
    }
}
