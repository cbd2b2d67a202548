package ganvas.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * Sizes and channels of the feature maps in networks for images of any size. Each level halves both sides, rounded up.
 * There are as many levels as bring the shorter side nearest to 4 pixels. The way up passes through exactly the same
 * sizes, so odd sizes come back.
 *
 * @param sizes    of the maps, the image's first
 * @param channels of the maps, the image's first; each level has twice as many as the level before, up to eight times
 *         those of the first
 */
public record MapPyramid(List<MapSize> sizes, List<Long> channels) {
    private static final double SMALLEST = 4;
    private static final int MOST = 8;

    /** @param channels of the first level */
    public static MapPyramid of(MapSize image, long imageChannels, long channels) {
        var sizes = new ArrayList<>(List.of(image));
        var widths = new ArrayList<>(List.of(imageChannels));
        for (int level = 1; level <= levels(image); level++) {
            sizes.add(sizes.getLast().halved());
            widths.add(channels * Math.min(MOST, 1L << (level - 1)));
        }
        return new MapPyramid(List.copyOf(sizes), List.copyOf(widths));
    }

    private static int levels(MapSize image) {
        double halvings = Math.log(Math.min(image.height(), image.width()) / SMALLEST) / Math.log(2);
        return Math.max(1, (int) Math.round(halvings));
    }

    /** The number of levels below the image. */
    public int levels() {
        return sizes.size() - 1;
    }

    public MapSize size(int level) {
        return sizes.get(level);
    }

    public long channels(int level) {
        return channels.get(level);
    }

    /** The smallest maps as a layer's output: [N, elements] → [N, C, H, W]. */
    public Reshape reshape() {
        return new Reshape(channels.getLast(), sizes.getLast().height(), sizes.getLast().width());
    }

    /** The number of elements of the smallest maps of an image. */
    public long elements() {
        return channels.getLast() * sizes.getLast().pixels();
    }
}
