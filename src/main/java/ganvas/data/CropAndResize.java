package ganvas.data;

import java.awt.Rectangle;

/**
 * Brings an image of any size to the size of a dataset: it cuts out a part and resizes that with antialiasing.
 *
 * @param crop     the part to cut out
 * @param centre   side of the square that {@link Crop#PIXELS} cuts out
 * @param size     height and width of the result
 * @param channels 1 for grey, 3 for colour
 */
record CropAndResize(Crop crop, int centre, int size, int channels) {
    enum Crop {
        /** The central square of {@code centre} pixels. */
        PIXELS,
        /** The largest central square. */
        CENTER,
        /** The whole image, stretched to a square. */
        RESIZE,
        /** The whole image in its own proportions, with black borders. */
        PAD
    }

    /** The part to cut out of a picture of {@code width} × {@code height}. */
    Rectangle region(int width, int height) {
        int side = switch (crop) {
            case PIXELS -> centre;
            case CENTER -> Math.min(width, height);
            case RESIZE, PAD -> 0;
        };
        return side == 0 ? new Rectangle(width, height)
                : new Rectangle((width - side) / 2, (height - side) / 2, side, side);
    }

    /** The place of the region in the result. */
    Rectangle target(Rectangle region) {
        if (crop != Crop.PAD) return new Rectangle(size, size);
        double scale = (double) size / Math.max(region.width, region.height);
        int w = Math.max(1, (int) Math.round(region.width * scale)),
                h = Math.max(1, (int) Math.round(region.height * scale));
        return new Rectangle((size - w) / 2, (size - h) / 2, w, h);
    }
}
