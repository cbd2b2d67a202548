package ganvas.metric.formulas;

/**
 * NumPy's {@code RandomState(seed).permutation(n)}, to the digit: Fisher and Yates' shuffle by the Mersenne Twister
 * MT19937 (Matsumoto and Nishimura 1998).
 */
final class NumpyShuffle {
    private static final int STATE = 624, SHIFT = 397, UPPER = 0x80000000, MATRIX = 0x9908b0df;
    private final int[] state = new int[STATE];
    private int at = STATE;

    private NumpyShuffle(int seed) {
        state[0] = seed;
        for (int i = 1; i < STATE; i++) state[i] = 1812433253 * (state[i - 1] ^ state[i - 1] >>> 30) + i;
    }

    /** The numbers from 0 to {@code n} − 1 in the order in which {@code seed} puts them. */
    static long[] permutation(int seed, int n) {
        var random = new NumpyShuffle(seed);
        long[] order = new long[n];
        for (int i = 0; i < n; i++) order[i] = i;
        for (int i = n - 1; i > 0; i--) {
            int j = random.upTo(i);
            long kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
        return order;
    }

    /** An integer from 0 to {@code most}: bits below its highest one, drawn again while they are above. */
    private int upTo(int most) {
        int mask = (Integer.highestOneBit(most) << 1) - 1, value;
        do value = next() & mask;
        while (value > most);
        return value;
    }

    private int next() {
        if (at == STATE) refill();
        int y = state[at++];
        y ^= y >>> 11;
        y ^= y << 7 & 0x9d2c5680;
        y ^= y << 15 & 0xefc60000;
        return y ^ y >>> 18;
    }

    private void refill() {
        for (int i = 0; i < STATE; i++) {
            int y = state[i] & UPPER | state[(i + 1) % STATE] & ~UPPER;
            state[i] = state[(i + SHIFT) % STATE] ^ y >>> 1 ^ ((y & 1) == 0 ? 0 : MATRIX);
        }
        at = 0;
    }
}
