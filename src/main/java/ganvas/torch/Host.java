package ganvas.torch;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** Copies between Java's memory and the memory of a tensor on the CPU. */
final class Host {
    private Host() {}

    /** A tensor with a copy of the little-endian bytes of {@code raw}. */
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
     * The memory of a contiguous tensor on the CPU. It is valid only while the tensor is reachable; the caller must
     * ensure that.
     */
    static MemorySegment memory(Tensor t) {
        long bytes = t.nbytes();
        if (bytes == 0) return MemorySegment.NULL;
        try (Pointer p = t.data_ptr()) {
            return MemorySegment.ofAddress(p.address()).reinterpret(bytes);
        }
    }
}
