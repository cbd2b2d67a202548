package ganvas.nn.biggan;

import ganvas.nn.Layer;
import ganvas.nn.Net;
import ganvas.torch.Device;
import ganvas.torch.Tensor;
import java.util.Arrays;

/** Weights and inputs that are a formula of their name: the one in make.py beside the reference. */
final class Filled {
    private Filled() {}

    /** Elements in [−0.5, 0.5). */
    static double[] noise(String name, long... shape) {
        long seed = 0, count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        for (int k = 0; k < name.length(); k++) seed += (k + 1L) * name.charAt(k);
        double[] values = new double[(int) count];
        for (long i = 0; i < count; i++)
            values[(int) i] = (float) ((i + 1) * (i + seed + 7) % 2147483647 * 1103515245 % 2147483647 / 2147483647.0
                    - 0.5);
        return values;
    }

    static Tensor tensor(double factor, double offset, String name, long... shape) {
        double[] noise = noise(name, shape);
        float[] values = new float[noise.length];
        for (int i = 0; i < values.length; i++) values[i] = (float) (offset + factor * noise[i]);
        return Tensor.of(values, shape);
    }

    /** {@code net} with every parameter filled. A layer of its own has names as make.py's of prefix "". */
    static <L extends Layer> L fill(L net) {
        Net.allocate(net, "filled", Device.CPU, 0);
        boolean single = Net.parameters(net).containsKey("weight") || Net.parameters(net).containsKey("runningMean");
        Net.parameters(net).forEach((path, p) -> {
            String name = single ? "." + path : path, last = path.substring(path.lastIndexOf('.') + 1);
            long[] shape = p.shape();
            double fan = 1;
            for (int i = 1; i < shape.length; i++) fan *= shape[i];
            p.value().copy_(switch (last) {
                case "weight" ->
                        shape.length > 1 ? tensor(Math.sqrt(12 / fan), 0, name, shape) : tensor(0.4, 1, name, shape);
                case "bias" -> tensor(0.2, 0, name, shape);
                case "runningMean" -> tensor(0.3, 0, name, shape);
                case "runningVar" -> tensor(0.5, 1, name, shape);
                case "u" -> tensor(1, 0, name, shape);
                case "gamma" -> tensor(0, 0.7, name, shape);
                default -> throw new IllegalStateException(path);
            });
        });
        return net;
    }
}
