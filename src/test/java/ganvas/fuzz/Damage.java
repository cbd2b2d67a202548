package ganvas.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Damage to bytes that knows nothing of their format: what discs, networks and strangers do. */
final class Damage {
    private static final long[] EXTREMES = {0, 1, -1, -2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, Integer.MAX_VALUE,
            1L << 31, 0xffffffffL, 1L << 40,
            Long.MAX_VALUE, Long.MIN_VALUE};
    static final List<String> NUMBERS = List.of("0", "-1", "1", "255", "65536", "2147483647", "2147483648",
            "4294967295", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
            "123456789012345678901234567890", "1e308", "1e999", "-0.0", "0.5", "NaN", "Infinity", "00", "7 7");
    static final List<String> WORDS = List.of("../", "../../escaped", "/etc/passwd", "\u0000",
            "<script>alert(1)</script>", "null", "true", "\"", "'", "{", "}", "[", "]", ",", ":", "\n", "\r\n", "\t",
            "\\u0000", "\ud83d\ude00", "ü", "%s%n%d", "!!java.net.URL", "&a", "*a", "#", "---", "\ufeff", "\u202e");
    private static final int LARGEST = 1 << 20;

    private Damage() {}

    /** One to eight pieces of damage; {@code others} lend pieces of themselves. */
    static byte[] of(byte[] whole, List<byte[]> others, RandomGenerator random) {
        byte[] bytes = whole;
        for (int i = 1 << random.nextInt(4); i > 0; i--) bytes = once(bytes, others, random);
        return bytes;
    }

    private static byte[] once(byte[] b, List<byte[]> others, RandomGenerator random) {
        int at = place(b.length, random);
        int length = Math.min(b.length - at, 1 + random.nextInt(random.nextBoolean() ? 8 : 512));
        return switch (random.nextInt(b.length > LARGEST ? 8 : 13)) {
            case 0, 1 -> set(b, at, (byte) (b.length == 0 ? 0 : b[at] ^ 1 << random.nextInt(8)));
            case 2 -> set(b, at, (byte) random.nextInt());
            case 3, 4 -> field(b, at, random);
            case 5 -> Arrays.copyOf(b, at);
            case 6 -> replaced(b, at, length, new byte[0]);                                       // a block is lost
            case 7 -> number(b, at, random);
            case 8 -> replaced(b, at, 0, Arrays.copyOfRange(b, at, at + length));  // a block is there twice
            case 9 -> replaced(b, at, random.nextInt(2) * length, noise(length, random));
            case 10 -> replaced(b, at, 0, WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8));
            case 11 -> {  // half of this, half of another
                byte[] other = others.get(random.nextInt(others.size()));
                yield replaced(b, at, b.length - at,
                        Arrays.copyOfRange(other, Math.min(at, other.length), other.length));
            }
            default -> {
                byte[] other = others.get(random.nextInt(others.size()));
                int from = place(other.length, random), to = Math.min(other.length, from + length);
                yield replaced(b, at, length, Arrays.copyOfRange(other, from, to));
            }
        };
    }

    /** Beginnings and ends hold the lengths, and are damaged more often. */
    private static int place(int length, RandomGenerator random) {
        if (length == 0) return 0;
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(Math.min(length, 64));
            case 1 -> random.nextInt(Math.min(length, 1024));
            case 2 -> length - 1 - random.nextInt(Math.min(length, 256));
            default -> random.nextInt(length);
        };
    }

    static byte[] replaced(byte[] b, int at, int length, byte[] by) {
        var out = new ByteArrayOutputStream(b.length + by.length);
        out.write(b, 0, at);
        out.writeBytes(by);
        out.write(b, at + length, b.length - at - length);
        return out.toByteArray();
    }

    private static byte[] set(byte[] b, int at, byte value) {
        if (b.length == 0) return new byte[] {value};
        byte[] changed = b.clone();
        changed[at] = value;
        return changed;
    }

    /** A whole number of 1, 2, 4 or 8 bytes becomes an extreme one. */
    private static byte[] field(byte[] b, int at, RandomGenerator random) {
        var order = random.nextBoolean() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        return extreme(b, random.nextBoolean() ? at : at / 4 * 4, 1 << random.nextInt(4), order, random);
    }

    static byte[] extreme(byte[] b, int at, int size, ByteOrder order, RandomGenerator random) {
        if (at + size > b.length) return b;
        byte[] eight = ByteBuffer.allocate(8).order(order).putLong(EXTREMES[random.nextInt(EXTREMES.length)]).array();
        byte[] changed = b.clone();
        System.arraycopy(eight, order == ByteOrder.LITTLE_ENDIAN ? 0 : 8 - size, changed, at, size);
        return changed;
    }

    /** The first number in digits behind {@code at} becomes another. */
    private static byte[] number(byte[] b, int at, RandomGenerator random) {
        int from = at;
        while (from < b.length && from < at + 4096 && !digit(b[from])) from++;
        if (from == b.length || !digit(b[from])) return set(b, at, (byte) '9');
        int to = from;
        while (to < b.length && (digit(b[to]) || b[to] == '.')) to++;
        return replaced(b, from, to - from,
                NUMBERS.get(random.nextInt(NUMBERS.size())).getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean digit(byte b) {
        return b >= '0' && b <= '9';
    }

    static byte[] noise(int length, RandomGenerator random) {
        byte[] noise = new byte[length];
        if (random.nextBoolean()) random.nextBytes(noise);
        else Arrays.fill(noise, (byte) (random.nextBoolean() ? 0 : 0xff));
        return noise;
    }
}
