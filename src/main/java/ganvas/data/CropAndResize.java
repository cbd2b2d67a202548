package ganvas.data;

import java.awt.Rectangle;

/**
 * How an image of any size is brought to the size of a dataset: a part is cut out and resized with antialiasing.
 *
 * @param crop     which part
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
        /** All of it, whatever its shape. */
        RESIZE,
        /** All of it in its shape, with black beside it. */
        PAD
    }

    /** Of a picture of {@code width} × {@code height}. */
    Rectangle region(int width, int height) {
        int side = switch (crop) {
            case PIXELS -> centre;
            case CENTER -> Math.min(width, height);
            case RESIZE, PAD -> 0;
        };
        return side == 0 ? new Rectangle(width, height)
                : new Rectangle((width - side) / 2, (height - side) / 2, side, side);
    }

    /** Where the region lies in the result. */
    Rectangle target(Rectangle region) {
        if (crop != Crop.PAD) return new Rectangle(size, size);
        double scale = (double) size / Math.max(region.width, region.height);
        int w = Math.max(1, (int) Math.round(region.width * scale)),
                h = Math.max(1, (int) Math.round(region.height * scale));
        return new Rectangle((size - w) / 2, (size - h) / 2, w, h);
    }
}
