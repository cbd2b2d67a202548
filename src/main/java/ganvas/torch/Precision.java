package ganvas.torch;

import ganvas.problem.Problem;
import java.util.function.Supplier;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Arithmetic of the forward passes. Weights, losses and the optimizer are always float32. */
public enum Precision {
    FP32, BF16;

    /**
     * Resolves {@code auto}, {@code fp32} or {@code bf16}. {@code auto} is bf16 on a GPU. It is also bf16 on a CPU that
     * has instructions for it, if {@code asWell} holds. Otherwise it is fp32.
     *
     * @param asWell whether the model was shown to reach the same quality in bf16
     */
    public static Precision resolve(String asked, Device device, boolean asWell) {
        return switch (asked) {
            case "fp32" -> FP32;
            case "bf16" -> BF16;
            case "auto" -> !device.isCpu() || asWell && Processor.here().bf16() ? BF16 : FP32;
            default -> throw Problem.input("--precision: expected auto, fp32 or bf16; found '%s'", asked);
        };
    }

    /** Runs a forward pass under autocast where this is {@link #BF16}. The backward pass belongs outside. */
    public <T> T run(Device device, Supplier<T> forward) {
        if (this == FP32) return forward.get();
        DeviceType type = device.isCpu() ? DeviceType.CPU : DeviceType.CUDA;
        boolean wasEnabled = torch.is_autocast_enabled(type);
        ScalarType before = torch.get_autocast_dtype(type).intern();
        torch.set_autocast_dtype(type, ScalarType.BFloat16);
        torch.set_autocast_enabled(type, true);
        torch.increment_nesting();
        try {
            return forward.get();
        } finally {
            if (torch.decrement_nesting() == 0) torch.clear_cache();
            torch.set_autocast_enabled(type, wasEnabled);
            torch.set_autocast_dtype(type, before);
        }
    }

    /**
     * Runs a piece of a forward pass in float32, also under autocast. It is for sums whose rounding to bf16 would not
     * average out.
     */
    public static <T> T exactly(Device device, Supplier<T> piece) {
        DeviceType type = device.isCpu() ? DeviceType.CPU : DeviceType.CUDA;
        if (!torch.is_autocast_enabled(type)) return piece.get();
        torch.set_autocast_enabled(type, false);
        try {
            return piece.get();
        } finally {
            torch.set_autocast_enabled(type, true);
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
