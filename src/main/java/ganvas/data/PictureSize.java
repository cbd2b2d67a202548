package ganvas.data;

/** Width and height of pictures in pixels, written as people write them: {@code 64}, or {@code 64x48}. */
record PictureSize(int width, int height) {
    /** The largest part of {@code picture} that has the proportions of this size. */
    PictureSize within(PictureSize picture) {
        long byWidth = (long) picture.width * height, byHeight = (long) picture.height * width;
        return byWidth >= byHeight
                ? new PictureSize(Math.clamp(Math.round((double) byHeight / height), 1, picture.width), picture.height)
                : new PictureSize(picture.width, Math.clamp(Math.round((double) byWidth / width), 1, picture.height));
    }

    /** A single number for a square. Names of files in the cache depend on it. */
    @Override
    public String toString() {
        return width == height ? String.valueOf(width) : width + "x" + height;
    }
}
