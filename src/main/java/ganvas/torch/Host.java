package ganvas.torch;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Between Java's memory and a tensor's, on the CPU. */
final class Host {
    private Host() {}

    /** The bytes of {@code raw}, little-endian, as a tensor, copied. */
    static Tensor tensor(MemorySegment raw, Dtype dtype, long... shape) {
        Tensor t = torch.empty(shape, new TensorOptions(dtype.nativeType()), new MemoryFormatOptional());
        if (raw.byteSize() != t.nbytes()) {
            throw new IllegalArgumentException("%,d bytes do not fill %s of shape %s".formatted(raw.byteSize(), dtype,
                    java.util.Arrays.toString(shape)));
        }
        if (raw.byteSize() > 0) memory(t).copyFrom(raw);
        Reference.reachabilityFence(t);
        return t;
    }

    /**
     * Of a tensor on the CPU whose elements lie without gaps; valid while the tensor is reachable,
     * which the caller sees to.
     */
    static MemorySegment memory(Tensor t) {
        long bytes = t.nbytes();
        if (bytes == 0) return MemorySegment.NULL;
        try (Pointer p = t.data_ptr()) {
            return MemorySegment.ofAddress(p.address()).reinterpret(bytes);
        }
    }
}
