package ganvas.torch;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Random numbers as a function of a seed and a position, so that a resumed run draws what the uninterrupted one would
 * have drawn, with nothing to store. Numbers are made on the CPU and moved: every device sees the same ones.
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

    /** A stream of its own for {@code purpose}, independent of what else is drawn from {@code seed}. */
    public static Rng named(long seed, String purpose) {
        long h = mix(seed + GOLDEN);
        for (int i = 0; i < purpose.length(); i++) h = mix(h ^ purpose.charAt(i));
        return new Rng(h, 0);
    }

    /** Images shown before what is drawn here; 0 in a named stream. */
    public long position() {
        return position;
    }

    /**
     * For a part of a batch that is worked on beside others: dropout draws for the rows from {@code first} on
     * what it draws from this stream for the whole batch. What else is drawn is not the whole batch's, and
     * other numbers for each part.
     */
    public Rng rows(long first) {
        return new Rng(key, position, drawn, first);
    }

    /** Goes on behind what was drawn from {@code part}, one of {@link #rows}; the others have drawn as often. */
    public void resumeAfter(Rng part) {
        drawn = part.drawn;
    }

    /** The first of a part of a batch. */
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
     * libtorch's Mersenne Twister takes 32 bits of the seed: among 100,000 tensors of a run two may be
     * expected to be drawn alike.
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
     * float32 from N(0, 1) with everything beyond ±{@code bound} left out (Brock et al. 2019, section 3.1), by the
     * inverse of its distribution.
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
