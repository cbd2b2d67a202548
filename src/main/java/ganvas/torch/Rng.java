package ganvas.torch;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Random numbers as a function of a seed and a position. So a resumed run draws the same numbers as an uninterrupted
 * one, and no state is stored. The numbers are made on the CPU and then moved, so every device sees the same ones.
 */
public final class Rng {
    static {
        Engine.start();
    }

    private final long key;
    private final long position;
    private long drawn;
    /** See {@link #rows}. */
    private final long row;

    private Rng(long key, long position) {
        this(key, position, 0, 0);
    }

    private Rng(long key, long position, long drawn, long row) {
        this.key = key;
        this.position = position;
        this.drawn = drawn;
        this.row = row;
    }

    /** The stream at {@code position} (images shown) of {@code seed}. */
    public static Rng at(long seed, long position) {
        return new Rng(mix(mix(seed + GOLDEN) ^ mix(position)), position);
    }

    /** A separate stream for {@code purpose}, independent of all other streams of {@code seed}. */
    public static Rng named(long seed, String purpose) {
        long h = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) h = mix(h ^ purpose.charAt(i));
        return new Rng(h, 0);
    }

    /** Position of this stream in images shown; 0 in a named stream. */
    public long position() {
        return position;
    }

    /**
     * A stream for one part of a batch, when parts are computed at the same time. Dropout draws for the rows from
     * {@code first} on the same numbers as this stream draws for the whole batch. All other draws are different numbers
     * for each part, and differ from those of the whole batch.
     */
    public Rng rows(long first) {
        return new Rng(key, position, drawn, first);
    }

    /**
     * Continues behind the numbers that {@code part}, one of {@link #rows}, has drawn. The other parts must have drawn
     * as often.
     */
    public void resumeAfter(Rng part) {
        drawn = part.drawn;
    }

    /** Index of the first row of the part; 0 for a whole batch. */
    long row() {
        return row;
    }

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** The finaliser of SplitMix64 (Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    long next() {
        return mix(key + GOLDEN * ++drawn);
    }

    /**
     * A new generator for each tensor. libtorch's Mersenne Twister takes only 32 bits of the seed: among 100,000
     * tensors of a run, one pair is expected to get equal numbers.
     */
    private GeneratorOptional generator() {
        try (Generator g = torch.make_generator_cpu(row == 0 ? next() : mix(next() ^ mix(row)))) {
            return new GeneratorOptional(g);
        }
    }

    /** float32 from N(0, 1). */
    public Tensor normal(Device device, long... shape) {
        return new Tensor(torch.randn(shape, generator(), new TensorOptions(ScalarType.Float))).to(device);
    }

    /**
     * float32 from N(0, 1) truncated to ±{@code bound} (Brock et al. 2019, section 3.1), by the inverse of the
     * distribution function.
     */
    public Tensor truncatedNormal(double bound, Device device, long... shape) {
        double inside = 2 * NormalDistribution.of(0, 1).cumulativeProbability(bound) - 1;
        Tensor middle = uniform(device, shape).mul(2).sub(1).mul(inside);                     // erf(z / √2)
        return middle.erfinv().mul(Math.sqrt(2)).clamp(-bound, bound);
    }

    /** float32 from the uniform distribution on [0, 1). */
    public Tensor uniform(Device device, long... shape) {
        return new Tensor(torch.rand(shape, generator(), new TensorOptions(ScalarType.Float))).to(device);
    }

    /** int64 [n]: the numbers 0 to n − 1 in random order, on the CPU. */
    public Tensor permutation(long n) {
        return new Tensor(torch.randperm(n, generator(), new TensorOptions(ScalarType.Long)));
    }

    /** int64 in [0, below). */
    public Tensor integers(long below, Device device, long... shape) {
        return new Tensor(torch.randint(0, below, shape, generator(), new TensorOptions(ScalarType.Long))).to(device);
    }
}
