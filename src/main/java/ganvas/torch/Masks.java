package ganvas.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Inverted dropout, alone or after a leaky ReLU. A mask has the memory order and the type of the tensor that it
 * multiplies.
 */
final class Masks {
    private Masks() {}

    /** Elements of a mask that are made at a time: few enough for a thread's cache. */
    private static final int BLOCK = 8192;
    /**
     * 0, 1, 2, …. Java's compiler vectorizes loops over arrays, but not loops that use their own counter or
     * array[i + constant].
     */
    private static final int[] INDEX = IntStream.range(0, BLOCK).toArray();

    private static final DeviceOptional CPU = new DeviceOptional(new org.bytedeco.pytorch.Device("cpu"))
            .retainReference();

    static org.bytedeco.pytorch.Tensor dropout(org.bytedeco.pytorch.Tensor x, double p, Rng rng) {
        return x.mul(mask(x, p, 1, rng));
    }

    /**
     * Dropout of leaky ReLU as one product. It passes over memory a third less often than the two in sequence, and its
     * gradient half as often. Equal up to rounding.
     *
     * @param over whether the result may overwrite the memory of {@code x}; it never does if {@code x} is a view
     */
    static org.bytedeco.pytorch.Tensor leakyDropout(org.bytedeco.pytorch.Tensor x, double slope, double p, Rng rng,
            boolean over) {
        boolean own = over && !x.is_view();
        if (Engine.plain || x.is_cuda() || !x.is_non_overlapping_and_dense() || type(x) != x.scalar_type().intern()) {
            try (Scalar s = new Scalar(slope)) {
                return dropout(own ? torch.leaky_relu_(x, s) : torch.leaky_relu(x, s), p, rng);
            }
        }
        var mask = mask(x, p, slope, rng);
        return own ? x.mul_(mask) : x.mul(mask);
    }

    /** bfloat16 for bfloat16, else float32. */
    private static ScalarType type(org.bytedeco.pytorch.Tensor x) {
        return x.scalar_type().intern() == ScalarType.BFloat16 ? ScalarType.BFloat16 : ScalarType.Float;
    }

    /**
     * A dropout mask: 0 with probability {@code p}, else 1 / (1 − p), where p is rounded to 1/65536. Where {@code x} is
     * negative, the value is multiplied by {@code slope}. Each element uses sixteen bits of a hashed counter. The CPU
     * makes them, so every device sees the same mask; {@code at::bernoulli_} would take ten times as long. A part of a
     * batch ({@link Rng#rows}) gets its rows of the whole batch's mask.
     */
    static org.bytedeco.pytorch.Tensor mask(org.bytedeco.pytorch.Tensor x, double p, double slope, Rng rng) {
        int threshold = (int) Math.round(p * 65536);
        float kept = (float) (65536.0 / (65536 - threshold));
        boolean half = type(x) == ScalarType.BFloat16;
        int high = bits(kept, half), low = bits((float) (slope * kept), half);
        var mask = torch.empty_like(x, new TensorOptions(type(x)).device(CPU),
                new MemoryFormatOptional(MemoryFormat.Preserve));
        long start = rng.next();
        MemorySegment signs = slope == 1 ? MemorySegment.NULL : Host.memory(x), memory = Host.memory(mask);
        int n = Math.toIntExact(mask.numel()), before = rng.row() == 0 ? 0 : Math.toIntExact(rng.row() * n / x.size(0)),
                end = Math.addExact(before, n);
        var pairs = IntStream.range(before / (2 * BLOCK), (end + 2 * BLOCK - 1) / (2 * BLOCK));
        (torch.get_num_threads() > 1 ? pairs.parallel() : pairs).forEach(pair -> {
            int[] bits = random((int) start + pair * BLOCK, (int) (start >>> 32)), block = new int[BLOCK];
            for (int k = 0; k < 2; k++) {
                int first = (2 * pair + k) * BLOCK, begin = Math.max(first, before),
                        length = Math.min(first + BLOCK, end) - begin;
                if (length <= 0) continue;
                if (slope != 1) read(signs, begin - before, length, half, block, begin - first);
                else if (k > 0) Arrays.fill(block, 0);
                fill(block, bits, 16 * k, threshold, high, low);
                write(block, begin - first, half, memory, begin - before, length);
            }
        });
        Reference.reachabilityFence(x);
        Reference.reachabilityFence(mask);
        return mask.to(x.device(), x.scalar_type().intern());
    }

    private static int bits(float value, boolean half) {
        int bits = Float.floatToRawIntBits(value);
        return half ? bits + 0x8000 >>> 16 : bits;
    }

    /** Copies integers with the signs of the elements from {@code first} on into {@code to}, from {@code at} on. */
    private static void read(MemorySegment from, int first, int length, boolean half, int[] to, int at) {
        if (half) {
            short[] values = new short[length];
            MemorySegment.copy(from, ValueLayout.JAVA_SHORT, 2L * first, values, 0, length);
            for (int i = 0; i < length; i++) to[at + i] = values[i];
        } else {
            MemorySegment.copy(from, ValueLayout.JAVA_INT, 4L * first, to, at, length);
        }
    }

    /** Writes {@code length} elements of {@code from}, from {@code at} on, into {@code to}, from {@code first} on. */
    private static void write(int[] from, int at, boolean half, MemorySegment to, int first, int length) {
        if (half) {
            short[] values = new short[length];
            for (int i = 0; i < length; i++) values[i] = (short) from[at + i];
            MemorySegment.copy(values, 0, to, ValueLayout.JAVA_SHORT, 2L * first, length);
        } else {
            MemorySegment.copy(from, at, to, ValueLayout.JAVA_INT, 4L * first, length);
        }
    }

    /**
     * Replaces each number in {@code block} by {@code low} if it is negative, else by {@code high}, or by 0 where the
     * 16 bits above {@code shift} are below {@code threshold}. It uses no branches, because the processor could not
     * predict them.
     */
    private static void fill(int[] block, int[] bits, int shift, int threshold, int high, int low) {
        int other = high ^ low;
        for (int i = 0; i < BLOCK; i++)
            block[i] = (high ^ other & block[i] >> 31) & ~((bits[i] >>> shift & 0xFFFF) - threshold >> 31);
    }

    /**
     * Random bits for {@code counter}, counter + 1, …: two rounds of a bijection on 32 bits in which each output bit
     * depends on every input bit (Wellons 2018, "lowbias32").
     */
    private static int[] random(int counter, int key) {
        int[] bits = new int[BLOCK];
        for (int i = 0; i < BLOCK; i++) {
            int x = counter + INDEX[i];
            x = (x ^ x >>> 16) * 0x21F0AAAD;
            x = (x ^ x >>> 15) * 0x735A2D97;
            x = x ^ x >>> 15 ^ key;
            x = (x ^ x >>> 16) * 0x21F0AAAD;
            x = (x ^ x >>> 15) * 0x735A2D97;
            bits[i] = x ^ x >>> 15;
        }
        return bits;
    }
}
