package ganvas.torch;

import java.util.function.Supplier;

/**
 * Where networks compute and with which arithmetic.
 *
 * @param precision of forward passes in training
 */
public record Where(Device device, Precision precision) {
    public static final Where CPU = new Where(Device.CPU, Precision.FP32);

    /**
     * A forward pass in training. Its result is float32, for losses are taken in that whatever the network computed in.
     */
    public Tensor forward(Supplier<Tensor> network) {
        return Scope.result(() -> precision.run(device, network).to(Dtype.FLOAT32));
    }
}
