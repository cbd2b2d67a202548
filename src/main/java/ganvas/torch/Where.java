package ganvas.torch;

import java.util.function.Supplier;

/**
 * The device on which networks compute, and the arithmetic they use.
 *
 * @param precision arithmetic of forward passes in training
 */
public record Where(Device device, Precision precision) {
    public static final Where CPU = new Where(Device.CPU, Precision.FP32);

    /**
     * Runs a forward pass in training. The result is float32 in either precision, because losses are computed in
     * float32.
     */
    public Tensor forward(Supplier<Tensor> network) {
        return Scope.result(() -> precision.run(device, network).to(Dtype.FLOAT32));
    }
}
