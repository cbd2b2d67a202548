package ganvas.nn;

import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Orthogonal;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.Optional;

/**
 * A weight. It has its shape from the beginning and gets values when it is {@linkplain #allocate allocated}. So a
 * network can be described without loading libtorch.
 */
public final class Parameter {
    /** The values before training. */
    public enum Start {
        /** U(−b, b) with b = 1/√fanIn: PyTorch's default for linear and convolution layers, weight and bias. */
        UNIFORM,
        /**
         * Keras's default for the same layers (Glorot and Bengio 2010, equation 16): U(−b, b) with
         * b = √6/√(fanIn + fanOut).
         */
        GLOROT,
        /** N(0, 0.02), as Radford et al. 2016 initialise every layer of DCGAN. */
        DCGAN,
        /** N(1, 0.02), as the same authors initialise the scale of batch norm. */
        DCGAN_SCALE,
        /** Orthonormal rows, or orthonormal columns where there are fewer columns (Brock et al. 2019, section 3). */
        ORTHOGONAL,
        /** N(0, 1). */
        NORMAL,
        ONES, ZEROS
    }

    private final long[] shape;
    private final boolean trainable;
    private final Start start;
    private final long fan;
    private Optional<Tensor> value = Optional.empty();

    private Parameter(boolean trainable, Start start, long fan, long... shape) {
        this.shape = shape;
        this.trainable = trainable;
        this.start = start;
        this.fan = fan;
    }

    /**
     * @param fan inputs of one output for {@code UNIFORM}, inputs and outputs together for {@code GLOROT}, else unused
     */
    public static Parameter weight(Start start, long fan, long... shape) {
        return new Parameter(true, start, fan, shape);
    }

    /** A parameter that is saved but not trained, such as batch norm's moving statistics. */
    public static Parameter moving(Start start, long... shape) {
        return new Parameter(false, start, 1, shape);
    }

    void allocate(Device device, Rng rng) {
        hold(switch (start) {
            case UNIFORM -> rng.uniform(device, shape).sub(0.5).mul(2 / Math.sqrt(fan));
            case GLOROT -> rng.uniform(device, shape).sub(0.5).mul(2 * Math.sqrt(6.0 / fan));
            case DCGAN -> rng.normal(device, shape).mul(0.02);
            case DCGAN_SCALE -> rng.normal(device, shape).mul(0.02).add(1);
            case ORTHOGONAL -> Orthogonal.draw(rng, device, shape);
            case NORMAL -> rng.normal(device, shape);
            case ONES, ZEROS -> constant(device);
        });
    }

    /** Gives starting values that need no random numbers: {@code ONES} or {@code ZEROS}. */
    public void allocate(Device device) {
        hold(constant(device));
    }

    private Tensor constant(Device device) {
        return switch (start) {
            case ONES -> Tensor.full(1, device, shape);
            case ZEROS -> Tensor.zeros(Dtype.FLOAT32, device, shape);
            default -> throw new IllegalStateException(start + " needs random numbers");
        };
    }

    private void hold(Tensor start) {
        own((shape.length == 4 ? start.channelsLast() : start).keep());
    }

    private void own(Tensor kept) {
        if (trainable) kept.requiresGrad();
        value = Optional.of(kept);
    }

    /** Copies the values of {@code like}. */
    void allocate(Parameter like) {
        own(like.value().detach().copy().keep());
    }

    /** The values. An error before {@link Net#allocate}. */
    public Tensor value() {
        return value.orElseThrow(
                () -> new IllegalStateException("a network was run before Net.allocate gave it weights"));
    }

    public boolean trainable() {
        return trainable;
    }

    public long[] shape() {
        return shape.clone();
    }

    /** Number of elements. */
    public long numel() {
        long n = 1;
        for (long s : shape) n *= s;
        return n;
    }
}
