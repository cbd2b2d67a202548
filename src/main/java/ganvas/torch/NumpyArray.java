package ganvas.torch;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** An array of NumPy, as a pickle describes it. */
public final class NumpyArray {
    private String type = "";
    private long[] shape = {};
    private Object data = "";

    /** A type of NumPy's; byte order and fields, which are its state, are not looked at. */
    record Type(String name) {}

    /** Such as {@code u1}. */
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

    /** (version, shape, type, whether column by column, data): what NumPy's __setstate__ takes. */
    void set(List<?> state) {
        boolean bytes = state.get(4) instanceof byte[] || state.get(4) instanceof String;
        if (!bytes || !Boolean.FALSE.equals(state.get(3))) throw new IllegalArgumentException();
        shape = Pickle.longs(state.get(1));
        type = ((Type) state.get(2)).name;
        data = state.get(4);
    }
}
