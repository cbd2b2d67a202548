package ganvas.torch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A NumPy array, as a pickle describes it. */
public final class NumpyArray {
    private String type = "";
    private long[] shape = {};
    private Object data = "";

    /** A NumPy type. Its state (byte order and fields) is not read. */
    record Type(String name) {}

    /** NumPy's code of the element type, such as {@code u1}. */
    public String type() {
        return type;
    }

    public long[] shape() {
        return shape;
    }

    /** Its elements, row by row. */
    public byte[] bytes() {
        return data instanceof byte[] bytes ? bytes : ((String) data).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Takes the state of NumPy's __setstate__: (version, shape, type, whether column by column, data). */
    void set(List<?> state) {
        boolean bytes = state.get(4) instanceof byte[] || state.get(4) instanceof String;
        if (!bytes || !Boolean.FALSE.equals(state.get(3))) throw new IllegalArgumentException();
        shape = Pickle.longs(state.get(1));
        type = ((Type) state.get(2)).name;
        data = state.get(4);
    }
}
