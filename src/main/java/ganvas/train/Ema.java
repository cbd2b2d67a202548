package ganvas.train;

import ganvas.nn.Chain;
import ganvas.nn.Net;
import ganvas.nn.Parameter;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.util.Map;

/**
 * A moving average of another network. After each step its values, including moving statistics, are decay · its own +
 * (1 − decay) · the other's (Brock et al. 2019, section 3). In the first steps it is a copy. It is a network like any
 * other, so a checkpoint holds it.
 *
 * @param net   network with the same layers as the one it follows
 * @param steps [1]: number of updates; on the device, so that no step waits for it
 * @param start number of first steps in which it copies
 */
public record Ema(Chain net, Parameter steps, double decay, long start) implements Chain {
    /**
     * Starts as a copy of {@code source}, which has its weights already.
     *
     * @param net network with the same layers, without weights
     */
    public static Ema of(Chain net, Chain source, double decay, long start, Device device) {
        Net.allocate(net, source);
        var ema = new Ema(net, Parameter.moving(Parameter.Start.ZEROS, 1), decay, start);
        ema.steps.allocate(device);
        return ema;
    }

    /** Updates the average. Call it after each step of {@code source}. */
    public void update(Chain source) {
        Tensor count = steps.value();
        count.copy_(count.add(1));
        Tensor weight = count.lt(start + 0.5).to(Dtype.FLOAT32)
                .add(count.gt(start + 0.5).to(Dtype.FLOAT32).mul(1 - decay));
        Map<String, Tensor> values = Net.state(source);
        Net.state(net).forEach((name, average) -> average.lerp_(values.get(name), weight));
    }
}
