package ganvas.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A NumPy array, as a pickle describes it. */
public final class NumpyArray {
    private Type type = new Type("");
    private long[] shape = {};
    private byte[] data = {};

    /** A NumPy type: its name, such as {@code u1} or {@code i8}, and its byte order. */
    static final class Type {
        private final String name;
        private boolean bigEndian;

        /** @param name with or without a sign of the byte order before it */
        Type(String name) {
            this.name = name.replaceFirst("^[<>|=]", "");
            bigEndian = name.startsWith(">");
        }

        /** Takes the state of NumPy's __setstate__: (version, byte order, …). */
        void set(List<?> state) {
            if (state.get(1) instanceof String order) bigEndian = order.equals(">");
        }

        /** Bytes of an element. */
        int size() {
            return Integer.parseInt(name.substring(1));
        }

        private long integer(byte[] data, int index) {
            var in = ByteBuffer.wrap(data).order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
            return switch (name) {
                case "u1", "b1" -> data[index] & 255;
                case "i1" -> data[index];
                case "u2" -> in.getShort(2 * index) & 65535;
                case "i2" -> in.getShort(2 * index);
                case "u4" -> in.getInt(4 * index) & 0xffffffffL;
                case "i4" -> in.getInt(4 * index);
                case "i8", "u8" -> in.getLong(8 * index);
                default -> throw new IllegalArgumentException();
            };
        }
    }

    /** NumPy's code of the element type, such as {@code u1}. */
    public String type() {
        return type.name;
    }

    public long[] shape() {
        return shape.clone();
    }

    /** Its elements, row by row. */
    public byte[] bytes() {
        return data.clone();
    }

    /** Its elements, row by row; an error unless they are whole numbers. */
    public long[] integers() {
        if (!type.name.matches("[biu][1248]")) throw new IllegalArgumentException();
        long[] all = new long[data.length / type.size()];
        for (int i = 0; i < all.length; i++) all[i] = type.integer(data, i);
        return all;
    }

    /** Takes the state of NumPy's __setstate__: (version, shape, type, whether column by column, data). */
    void set(List<?> state) {
        set(Pickle.longs(state.get(1)), (Type) state.get(2), Boolean.TRUE.equals(state.get(3)), bytes(state.get(4)));
    }

    /** The arguments of NumPy's _frombuffer, of protocol 5: (data, type, shape, "C" or "F"). */
    static NumpyArray of(List<?> arguments) {
        var array = new NumpyArray();
        array.set(Pickle.longs(arguments.get(2)), (Type) arguments.get(1), "F".equals(arguments.get(3)),
                bytes(arguments.get(0)));
        return array;
    }

    /** The arguments of NumPy's scalar: (type, data). A whole number becomes a long. */
    static Object scalar(List<?> arguments) {
        return ((Type) arguments.get(0)).integer(bytes(arguments.get(1)), 0);
    }

    private static byte[] bytes(Object data) {
        if (data instanceof String text) return text.getBytes(StandardCharsets.ISO_8859_1);
        return (byte[]) data;
    }

    private void set(long[] shape, Type type, boolean columns, byte[] data) {
        long count = 1;
        for (long side : shape) count = Math.multiplyExact(count, side);
        this.shape = shape;
        this.type = type;
        this.data = columns && shape.length > 1 && count > 0 ? byRows(data, shape, type.size(), count) : data;
    }

    /** Elements in the order in which the last index moves first, from those in which the first does. */
    private static byte[] byRows(byte[] data, long[] shape, int size, long count) {
        if (count * size != data.length) throw new IllegalArgumentException();
        byte[] rows = new byte[data.length];
        int[] index = new int[shape.length];
        for (int to = 0; to < count; to++) {
            long from = 0;
            for (int d = shape.length - 1; d >= 0; d--) from = from * shape[d] + index[d];
            System.arraycopy(data, (int) from * size, rows, to * size, size);
            for (int d = shape.length - 1; d >= 0 && ++index[d] == shape[d]; d--) index[d] = 0;
        }
        return rows;
    }
}
