package ganvas.nn.biggan;

import ganvas.nn.BatchNorm;
import ganvas.nn.Embedding;
import ganvas.nn.Layer;
import ganvas.nn.Reshape;
import ganvas.nn.SumPool;
import ganvas.nn.Tanh;
import ganvas.problem.Problem;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The settings that decide the layers of both networks. At 128 × 128 the layers are those of Brock et al. 2019, tables
 * 4 and 7. For smaller images the generator ends early, as in Hinrichsen 2023: it has as many upsampling blocks as it
 * needs from 4 × 4 to the resolution, and the last block ends exactly there (32 → 45). Its channels are 16, 16, 8, 4, 2
 * and 1 times those of its last block. The discriminator halves the size as long as at least 3 × 3 is left.
 *
 * @param deep     whether the networks are BigGAN-deep's
 * @param spectral whether weights are spectrally normalised
 * @param act      the activation
 */
public record BigGanPlan(boolean deep, Images images, Inputs inputs, Blocks blocks, boolean spectral, Layer act) {
    /** @param resolution height and width, 28 to 128 */
    public record Images(int resolution, long channels) {}

    /**
     * @param z       dimensions of the latent space
     * @param classes number of classes that the networks are told; 0 for none
     */
    public record Inputs(long z, long classes) {}

    /**
     * @param count     residual blocks of the generator: one for each upsampling step; each further block keeps the
     *         size and stands before a step, assigned in turn from 4 × 4 on. The discriminator mirrors this: its
     *         further blocks stand after its downsampling steps
     * @param channels  ch in the papers: channels at the full resolution
     * @param attention the generator's resolution after which self-attention stands; in the discriminator it stands at
     *         the first resolution that is not larger. 0 for none
     */
    public record Blocks(int count, long channels, int attention) {}

    public static final int SMALLEST = 28, LARGEST = 128;
    /** Length of the vector that all blocks share for a class. */
    private static final long EMBEDDING = 128;
    private static final int START = 4;

    /** Refuses settings that the architecture does not support. */
    public BigGanPlan {
        int resolution = images.resolution, count = blocks.count, attention = blocks.attention;
        if (resolution < SMALLEST || resolution > LARGEST) {
            throw Problem.input(
                    "resolution: this architecture ends at %d × %d to %d × %d; found %d. "
                            + "'--set resolution=N' resizes the dataset's images.",
                    SMALLEST, SMALLEST, LARGEST, LARGEST, resolution);
        }
        int ups = steps(resolution);
        if (count < ups) {
            throw Problem.input("--set blocks: expected at least %d, the steps up from 4 × 4 to %d × %d; found %d", ups,
                    resolution, resolution, count);
        }
        List<Integer> sizes = ups(resolution);
        if (attention != 0 && !sizes.contains(attention)) {
            throw Problem.input(
                    "--set attention: expected 0 for none or one of %s, which the generator passes on its way to %d × "
                            + "%d; found %d",
                    sizes, resolution, resolution, attention);
        }
        if (inputs.classes > 0 && !deep && inputs.z < count + 1) {
            throw Problem.input(
                    "--set z: expected at least %d, one for the linear layer and one for each of %d blocks; found %d",
                    count + 1, count, inputs.z);
        }
    }

    /** Number of upsampling steps from 4 × 4 to {@code resolution}. */
    public static int steps(int resolution) {
        return ups(resolution).size();
    }

    /** Sizes after each upsampling step. */
    private static List<Integer> ups(int resolution) {
        var sizes = new ArrayList<Integer>();
        for (int size = START; size < resolution;) sizes.add(size = Math.min(2 * size, resolution));
        return sizes;
    }

    /** Sizes after each downsampling step. */
    private List<Integer> downs() {
        var sizes = new ArrayList<Integer>();
        for (int size = images.resolution / 2; size >= 3; size /= 2) sizes.add(size);
        return sizes;
    }

    private long width(int doublings) {
        return blocks.channels * Math.min(16, 1L << doublings);
    }

    /**
     * Number of further blocks before the upsampling step from size 4·2^step. The blocks beyond one for each
     * step are assigned in turn, from 4 × 4 on.
     */
    private int beside(int step) {
        int steps = steps(images.resolution), more = blocks.count - steps;
        return more / steps + (step < more % steps ? 1 : 0);
    }

    /** [N, z] → [N, C, resolution, resolution]. */
    public BigGanGenerator generator() {
        long z = inputs.z, classes = inputs.classes;
        List<Long> slices = classes == 0 || deep ? List.of() : slices();
        long given = slices.isEmpty() ? z : slices.getLast();
        var p = new Pieces(spectral, act, classes == 0 ? 0 : EMBEDDING + given);
        var layers = new ArrayList<Layer>();
        List<Integer> sizes = ups(images.resolution);
        long start = width(sizes.size());
        for (int i = 0; i < sizes.size(); i++) {
            long in = width(sizes.size() - i), out = width(sizes.size() - i - 1),
                    from = i == 0 ? START : sizes.get(i - 1);
            for (int j = 0; j < beside(i); j++) layers.add(up(p, in, in, from, from));
            layers.add(up(p, in, out, from, sizes.get(i)));
            if (sizes.get(i) == blocks.attention) layers.add(p.attention(out));
        }
        Layer input = p.linear(classes == 0 ? z : deep ? EMBEDDING + z : slices.getFirst(), start * START * START);
        return new BigGanGenerator(
                classes == 0 ? Optional.empty() : Optional.of(Embedding.of(classes, EMBEDDING, false)), input,
                new Reshape(start, START, START), layers, BatchNorm.of(blocks.channels), act,
                p.conv(blocks.channels, images.channels, 3), new Tanh(), slices);
    }

    /** Cuts z into slices of equal length. The first gets the remainder too. */
    private List<Long> slices() {
        var slices = new ArrayList<>(Collections.nCopies(blocks.count + 1, inputs.z / (blocks.count + 1)));
        slices.set(0, inputs.z - blocks.count * slices.getLast());
        return slices;
    }

    private Layer up(Pieces p, long in, long out, long from, long size) {
        return deep ? DeepUpBlock.of(p, in, out, size) : UpBlock.of(p, in, out, from, size);
    }

    /** [N, C, resolution, resolution] → [N, {@link #features}]. */
    public BigGanTrunk trunk() {
        var p = new Pieces(spectral, act, 0);
        var layers = new ArrayList<Layer>();
        List<Integer> sizes = downs();
        int attend = blocks.attention == 0 ? -1
                : sizes.indexOf(sizes.stream().filter(s -> s <= blocks.attention).findFirst().orElseThrow());
        for (int i = 0; i < sizes.size(); i++) {
            // BigGAN-deep's stem makes the first channels; BigGAN's last block makes the last channels.
            long in = deep ? width(i) : i == 0 ? images.channels : width(i - 1), out = deep ? width(i + 1) : width(i);
            layers.add(deep ? DeepDownBlock.of(p, in, out, true) : DownBlock.of(p, i == 0, in, out, true));
            for (int j = 0; j < beside(sizes.size() - 1 - i); j++) {
                layers.add(deep ? DeepDownBlock.of(p, out, out, false) : DownBlock.of(p, false, out, out, false));
            }
            if (i == attend) layers.add(p.attention(out));
        }
        if (!deep) layers.add(DownBlock.of(p, false, width(sizes.size() - 1), width(sizes.size()), false));
        return new BigGanTrunk(deep ? Optional.of(p.conv(images.channels, blocks.channels, 3)) : Optional.empty(),
                layers, act, new SumPool());
    }

    /** Channels at the end of the trunk. */
    public long features() {
        return width(downs().size());
    }

    /** A last layer on the trunk's features, normalised like the other layers. */
    public Layer linear(long out) {
        return new Pieces(spectral, act, 0).linear(features(), out);
    }
}
