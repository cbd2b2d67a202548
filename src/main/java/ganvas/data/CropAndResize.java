package ganvas.data;

import java.awt.Rectangle;

/**
 * Brings an image of any size to the size of a dataset: it cuts out a part and resizes that with antialiasing.
 *
 * @param crop     the part to cut out
 * @param centre   side of the square that {@link Crop#PIXELS} cuts out
 * @param size     of the result
 * @param channels 1 for grey, 3 for colour
 */
record CropAndResize(Crop crop, int centre, PictureSize size, int channels) {
    /** With a square of {@code side} × {@code side} as the result. */
    CropAndResize(Crop crop, int centre, int side, int channels) {
        this(crop, centre, new PictureSize(side, side), channels);
    }

    enum Crop {
        /** The central square of {@code centre} pixels. */
        PIXELS,
        /** The largest central part of the result's proportions: a square for a square. */
        CENTER,
        /** The whole image, stretched to the result's proportions. */
        RESIZE,
        /** The whole image in its own proportions, with black borders. */
        PAD
    }

    /** The part to cut out of a picture of {@code width} × {@code height}. */
    Rectangle region(int width, int height) {
        PictureSize part = switch (crop) {
            case PIXELS -> new PictureSize(centre, centre);
            case CENTER -> size.within(new PictureSize(width, height));
            case RESIZE, PAD -> new PictureSize(width, height);
        };
        return new Rectangle((width - part.width()) / 2, (height - part.height()) / 2, part.width(), part.height());
    }

    /** The place of the region in the result. */
    Rectangle target(Rectangle region) {
        if (crop != Crop.PAD) return new Rectangle(size.width(), size.height());
        double scale = Math.min((double) size.width() / region.width, (double) size.height() / region.height);
        int w = Math.max(1, (int) Math.round(region.width * scale)),
                h = Math.max(1, (int) Math.round(region.height * scale));
        return new Rectangle((size.width() - w) / 2, (size.height() - h) / 2, w, h);
    }
}
