package ganvas.nn;

/** Height and width of a feature map or of an image, in pixels. */
public record MapSize(int height, int width) {
    /** The size after a convolution of stride 2: both sides are halved and rounded up. */
    MapSize halved() {
        return new MapSize((height + 1) / 2, (width + 1) / 2);
    }

    long pixels() {
        return (long) height * width;
    }

    @Override
    public String toString() {
        return height + " × " + width;
    }
}
