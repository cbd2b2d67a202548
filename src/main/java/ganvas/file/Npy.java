package ganvas.file;

import ganvas.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of a NumPy array (NumPy enhancement proposal 1, versions 1.0 to 3.0).
 *
 * @param dtype   as NumPy writes it, such as {@code <f4}
 * @param fortran whether the first index runs fastest
 * @param length  of the header, in bytes
 */
public record Npy(String dtype, boolean fortran, long[] shape, int length) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 1 << 16;
    private static final String KEY = "\\s*(['\"])(descr|fortran_order|shape)\\1\\s*:\\s*";
    /** One entry of the dictionary: a text in quotes, a truth value or a tuple of numbers. */
    private static final Pattern ENTRY = Pattern.compile(
            KEY + "(?:(['\"])([^'\"]+)\\3|(True|False)|\\(([\\d\\s,L]*)\\))\\s*(,|$)");
    private static final Pattern NUMBERS = Pattern.compile("[<>|=][uifb]([1248])");

    /** Reads the header and leaves {@code in} at the first element. {@code where} is what errors call the array. */
    static Npy read(InputStream in, String where) throws IOException {
        byte[] magic = in.readNBytes(8);
        if (magic.length < 8 || !startsArray(magic) || magic[6] < 1 || magic[6] > 3) {
            throw Problem.input("%s does not begin as a NumPy array does", where);
        }
        int field = magic[6] == 1 ? 2 : 4;
        int length = ByteBuffer.wrap(Arrays.copyOf(in.readNBytes(field), 4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        if (length < 0 || length > LONGEST)
            throw Problem.input("%s has a header of %d bytes", where, Integer.toUnsignedLong(length));
        String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        Map<String, String> entries = entries(text.strip());
        String dtype = entries.get("descr"), fortran = entries.get("fortran_order"), sizes = entries.get("shape");
        if (entries.size() != 3 || !dtype.matches("[^TF(].*") || !fortran.matches("True|False")
                || !sizes.startsWith("("))
            throw Problem.input("%s has a header that NumPy does not write for numbers: %s", where, text.strip());
        List<String> parts = Arrays.stream(sizes.substring(1).split(",")).map(size -> size.strip().replaceAll("L$", ""))
                .filter(size -> !size.isEmpty()).toList();
        if (!parts.stream().allMatch(size -> size.matches("\\d+")))
            throw Problem.input("%s has a header whose shape makes no sense: %s", where, text.strip());
        long[] shape = parts.stream().mapToLong(Npy::size).toArray();
        return new Npy(plain(dtype), fortran.equals("True"), shape, 8 + field + length);
    }

    /**
     * The three entries of a dictionary as Python's literal_eval reads it: in any order, in either quotes, with or
     * without a comma at the end. Fewer or none if it is another text. A tuple begins with its bracket.
     */
    private static Map<String, String> entries(String text) {
        var entries = new HashMap<String, String>();
        if (!text.startsWith("{") || !text.endsWith("}")) return entries;
        String inside = text.substring(1, text.length() - 1).strip();
        Matcher m = ENTRY.matcher(inside);
        int at = 0;
        while (at < inside.length() && m.find(at) && m.start() == at) {
            String value = m.group(4) != null ? m.group(4) : m.group(5) != null ? m.group(5) : "(" + m.group(6);
            if (entries.put(m.group(2), value) != null) return Map.of();
            at = m.end();
        }
        return at == inside.length() ? entries : Map.of();
    }

    /** The type in NumPy's short form, of which some writers leave out the byte order or the number of bytes. */
    private static String plain(String dtype) {
        String host = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ">" : "<";
        return switch (dtype) {
            case "uint8", "u1", "B", "<u1", ">u1", "=u1", "|B" -> "|u1";
            case "float16" -> host + "f2";
            case "float32" -> host + "f4";
            case "float64", "float" -> host + "f8";
            default -> dtype.matches("[uif][1248]") ? host + dtype
                    : dtype.startsWith("=") ? host + dtype.substring(1) : dtype;
        };
    }

    /** Whether a file that begins with these bytes is a NumPy array. */
    static boolean startsArray(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    private static long size(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** The header of an array in C order, padded so that the elements begin at a multiple of 64. */
    static byte[] header(String dtype, long... shape) {
        String sizes = Arrays.toString(shape).replace("[", "").replace("]", shape.length == 1 ? "," : "");
        String dict = "{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(dtype, sizes);
        int total = (10 + dict.length() + 1 + 63) / 64 * 64;
        var buffer = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        buffer.put(MAGIC).put((byte) 1).put((byte) 0).putShort((short) (total - 10));
        buffer.put(dict.getBytes(StandardCharsets.US_ASCII));
        while (buffer.position() < total - 1) buffer.put((byte) ' ');
        return buffer.put((byte) '\n').array();
    }

    /** Bytes of an element; 0 if the elements are not plain numbers. */
    int itemSize() {
        Matcher m = NUMBERS.matcher(dtype);
        return m.matches() ? Integer.parseInt(m.group(1)) : 0;
    }

    /** Bytes of all elements; {@code Long.MAX_VALUE} if the shape is too large for any array. */
    long bytes() {
        long bytes = itemSize();
        for (long s : shape) bytes = s > 0 && bytes > Long.MAX_VALUE / s ? Long.MAX_VALUE : bytes * s;
        return bytes;
    }

    ByteOrder order() {
        return dtype.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    boolean isBytes() {
        return dtype.endsWith("u1");
    }

    boolean isFloat() {
        return dtype.length() == 3 && dtype.charAt(1) == 'f' && itemSize() > 1;
    }

    /** The type in words, such as {@code float32}. */
    String words() {
        String kind = switch (dtype.charAt(1)) {
            case 'f' -> "float";
            case 'u' -> "uint";
            case 'i' -> "int";
            default -> "";
        };
        return kind.isEmpty() || itemSize() == 0 ? dtype : kind + 8 * itemSize();
    }

    /** Type and shape, for errors: {@code <f4 [10, 28, 28, 1]}. */
    String found() {
        return dtype + " " + Arrays.toString(shape);
    }
}
