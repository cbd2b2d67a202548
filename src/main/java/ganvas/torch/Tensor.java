package ganvas.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A tensor of libtorch. Names and meanings of operations are PyTorch's; only those that Ganvas uses are here. A tensor
 * made inside a {@link Scope} lives as long as the scope, unless {@linkplain #keep kept}.
 */
public final class Tensor {
    static {
        Engine.start();
    }

    final org.bytedeco.pytorch.Tensor handle;

    Tensor(org.bytedeco.pytorch.Tensor handle) {
        this.handle = handle;
    }

    // ---- making

    public static Tensor zeros(Dtype dtype, Device device, long... shape) {
        return new Tensor(torch.zeros(shape, options(dtype, device)));
    }

    public static Tensor full(double value, Device device, long... shape) {
        return new Tensor(torch.full(shape, scalar(value), options(Dtype.FLOAT32, device)));
    }

    /** 0, 1, … : float32 [n], made on {@code device}. */
    public static Tensor arange(long n, Device device) {
        return new Tensor(torch.arange(scalar(n), options(Dtype.FLOAT32, device)));
    }

    public static Tensor zerosLike(Tensor t) {
        return new Tensor(torch.zeros_like(t.handle));
    }

    public static Tensor onesLike(Tensor t) {
        return new Tensor(torch.ones_like(t.handle));
    }

    /** float32 on the CPU, copied. */
    public static Tensor of(float[] values, long... shape) {
        return new Tensor(Host.tensor(MemorySegment.ofArray(values), Dtype.FLOAT32, shape));
    }
    /** float64 on the CPU, copied. */
    public static Tensor of(double[] values, long... shape) {
        return new Tensor(Host.tensor(MemorySegment.ofArray(values), Dtype.FLOAT64, shape));
    }
    /** int64 on the CPU, copied. */
    public static Tensor of(long[] values, long... shape) {
        return new Tensor(Host.tensor(MemorySegment.ofArray(values), Dtype.INT64, shape));
    }
    /** uint8 on the CPU, copied. */
    public static Tensor of(byte[] values, long... shape) {
        return new Tensor(Host.tensor(MemorySegment.ofArray(values), Dtype.UINT8, shape));
    }

    private static TensorOptions options(Dtype dtype, Device device) {
        var options = new TensorOptions(dtype.nativeType());
        return device.isCpu() ? options
                : options.device(new org.bytedeco.pytorch.DeviceOptional(device.nativeDevice()));
    }

    // ---- properties

    public long[] shape() {
        return handle.shape();
    }

    /** Size of dimension {@code dim}; −1 is the last. */
    public long size(int dim) {
        return handle.size(dim);
    }

    public long numel() {
        return handle.numel();
    }

    public Dtype dtype() {
        return Dtype.of(handle.scalar_type());
    }

    public Device device() {
        return handle.is_cuda() ? new Device("cuda:" + handle.device().index()) : Device.CPU;
    }

    // ---- lifetime

    /** Keeps this tensor alive after its scope, until {@link #free}. */
    public Tensor keep() {
        handle.retainReference();
        return this;
    }

    /** Frees a kept tensor. */
    public void free() {
        handle.close();
    }

    public Tensor detach() {
        return new Tensor(handle.detach());
    }

    /** A trainable leaf: operations on it record gradients. */
    public Tensor requiresGrad() {
        handle.set_requires_grad(true);
        return this;
    }

    // ---- to the host

    /** The value of a scalar. Waits for the device. */
    public double item() {
        return handle.item_double();
    }

    public float[] toFloats() { return read(Dtype.FLOAT32, raw -> raw.toArray(ValueLayout.JAVA_FLOAT)); }
    public double[] toDoubles() { return read(Dtype.FLOAT64, raw -> raw.toArray(ValueLayout.JAVA_DOUBLE)); }
    public long[] toLongs() { return read(Dtype.INT64, raw -> raw.toArray(ValueLayout.JAVA_LONG)); }
    public byte[] toBytes() { return read(Dtype.UINT8, raw -> raw.toArray(ValueLayout.JAVA_BYTE)); }
    /** The elements' raw bytes, little-endian, row by row. */
    byte[] toRaw() {
        return read(dtype(), raw -> raw.toArray(ValueLayout.JAVA_BYTE));
    }

    /** Applies {@code read} to the elements' bytes, row by row. Waits for the device. */
    private <T> T read(Dtype dtype, Function<MemorySegment, T> read) {
        Tensor t = to(dtype).to(Device.CPU).contiguous();
        try {
            return read.apply(Host.memory(t.handle));
        } finally {
            Reference.reachabilityFence(t);  // otherwise the garbage collector may free it during the copy
        }
    }

    // ---- type, place, shape

    public Tensor to(Dtype dtype) {
        return dtype() == dtype ? this : new Tensor(handle.to(dtype.nativeType()));
    }

    /**
     * Copies to another device. To a GPU, the copy goes through pinned memory and the host does not wait. From a GPU,
     * the host waits.
     */
    public Tensor to(Device device) {
        if (device().equals(device)) return this;
        boolean up = device().isCpu();
        var from = up ? handle.pin_memory() : handle;
        return new Tensor(
                from.to(device.nativeDevice(), handle.scalar_type().intern(), up, false, new MemoryFormatOptional()));
    }

    /** A picture [N, C, H, W] with the channels of a pixel next to each other in memory; a copy if it is not so yet. */
    public Tensor channelsLast() {
        return new Tensor(Kernels.channelsLast(handle));
    }
    public Tensor contiguous() { return new Tensor(handle.contiguous()); }
    public Tensor copy() { return new Tensor(handle.clone()); }
    public Tensor reshape(long... shape) { return new Tensor(handle.reshape(shape)); }
    public Tensor permute(long... dims) { return new Tensor(handle.permute(dims)); }
    public Tensor transpose(int a, int b) { return new Tensor(handle.transpose(a, b)); }
    /** Keeps the batch dimension: [N, C, H, W] → [N, C·H·W]. */
    public Tensor flatten() {
        return new Tensor(handle.flatten(1, -1));
    }
    public Tensor narrow(int dim, long start, long length) { return new Tensor(handle.narrow(dim, start, length)); }
    public Tensor select(int dim, long index) { return new Tensor(handle.select(dim, index)); }
    /** Rows by an int64 index on the same device. */
    public Tensor indexSelect(int dim, Tensor index) {
        return new Tensor(handle.index_select(dim, index.handle));
    }
    public Tensor gather(int dim, Tensor index) { return new Tensor(handle.gather(dim, index.handle)); }

    public static Tensor cat(List<Tensor> tensors, int dim) { return new Tensor(torch.cat(vector(tensors), dim)); }
    public static Tensor stack(List<Tensor> tensors) { return new Tensor(torch.stack(vector(tensors))); }

    private static TensorVector vector(List<Tensor> tensors) {
        var vector = new TensorVector();
        for (Tensor t : tensors) vector.push_back(t.handle);
        return vector;
    }

    // ---- elementwise

    public Tensor add(Tensor o) { return new Tensor(handle.add(o.handle)); }
    public Tensor sub(Tensor o) { return new Tensor(handle.sub(o.handle)); }
    public Tensor mul(Tensor o) { return new Tensor(handle.mul(o.handle)); }
    public Tensor div(Tensor o) { return new Tensor(handle.div(o.handle)); }
    public Tensor add(double o) { return new Tensor(handle.add(scalar(o))); }
    public Tensor sub(double o) { return new Tensor(handle.sub(scalar(o))); }
    public Tensor mul(double o) { return new Tensor(handle.mul(scalar(o))); }
    public Tensor div(double o) { return new Tensor(handle.div(scalar(o))); }
    public Tensor neg() { return new Tensor(handle.neg()); }
    public Tensor exp() { return new Tensor(handle.exp()); }
    public Tensor log() { return new Tensor(handle.log()); }
    public Tensor sqrt() { return new Tensor(handle.sqrt()); }
    public Tensor square() { return new Tensor(handle.square()); }
    public Tensor pow(double exponent) { return new Tensor(handle.pow(scalar(exponent))); }
    public Tensor round() { return new Tensor(handle.round()); }
    public Tensor clamp(double low, double high) {
        return new Tensor(handle.clamp(new ScalarOptional(scalar(low)), new ScalarOptional(scalar(high))));
    }
    public Tensor clampMin(double low) { return new Tensor(handle.clamp_min(scalar(low))); }
    public Tensor relu() { return new Tensor(handle.relu()); }
    public Tensor leakyRelu(double slope) { return new Tensor(torch.leaky_relu(handle, scalar(slope))); }
    public Tensor tanh() { return new Tensor(handle.tanh()); }
    public Tensor sigmoid() { return new Tensor(handle.sigmoid()); }
    public Tensor softplus() { return new Tensor(torch.softplus(handle)); }
    /** The inverse of the error function, of values in (−1, 1). */
    public Tensor erfinv() {
        return new Tensor(handle.erfinv());
    }
    public Tensor minimum(Tensor o) { return new Tensor(handle.minimum(o.handle)); }
    public Tensor maximum(Tensor o) { return new Tensor(handle.maximum(o.handle)); }
    /** Whether each element is less than that of {@code o}: a BOOL tensor. */
    public Tensor lt(Tensor o) {
        return new Tensor(handle.lt(o.handle));
    }
    public Tensor gt(double o) { return new Tensor(handle.gt(scalar(o))); }
    public Tensor lt(double o) { return new Tensor(handle.lt(scalar(o))); }
    public Tensor isFinite() { return new Tensor(handle.isfinite()); }

    // ---- reductions

    public Tensor sum() { return new Tensor(handle.sum()); }
    public Tensor mean() { return new Tensor(handle.mean()); }
    /** The L2 norm of all elements. */
    public Tensor norm() { return new Tensor(handle.norm()); }
    public Tensor sum(int dim) { return new Tensor(handle.sum(new long[] {dim}, false, new ScalarTypeOptional())); }
    public Tensor mean(int dim) { return new Tensor(handle.mean(new long[] {dim}, false, new ScalarTypeOptional())); }
    public Tensor max(int dim) { return new Tensor(handle.amax(new long[] {dim}, false)); }
    public Tensor argmax(int dim) { return new Tensor(handle.argmax(new LongOptional(dim), false)); }
    /** Values and their int64 indices, the smallest first. */
    public record Ranked(Tensor values, Tensor indices) {}

    /** The {@code k} smallest along {@code dim}. */
    public Ranked smallest(long k, int dim) {
        var found = handle.topk(k, dim, false, true);
        return new Ranked(new Tensor(new org.bytedeco.pytorch.Tensor(found.get0())),
                new Tensor(new org.bytedeco.pytorch.Tensor(found.get1())));
    }
    public Tensor softmax(int dim) { return new Tensor(handle.softmax(dim)); }
    public Tensor logSoftmax(int dim) { return new Tensor(handle.log_softmax(dim)); }

    // ---- linear algebra and layers

    public Tensor matmul(Tensor o) { return new Tensor(handle.matmul(o.handle)); }
    /** Scalar product of two vectors. */
    public Tensor dot(Tensor o) { return new Tensor(handle.dot(o.handle)); }
    /** Transpose of a matrix. */
    public Tensor t() { return new Tensor(handle.t()); }
    public Tensor trace() { return new Tensor(handle.trace()); }
    /** [N, I] → [N, O], with weight [O, I]. */
    public Tensor linear(Tensor weight, Optional<Tensor> bias) {
        return new Tensor(Kernels.linear(handle, weight.handle, optional(bias)));
    }

    /** [N, I, H, W] → [N, O, H', W'], with weight [O, I, K, K]. */
    public Tensor conv2d(Tensor weight, Optional<Tensor> bias, long stride, long padding) {
        return new Tensor(Kernels.conv2d(handle, weight.handle, optional(bias), stride, padding));
    }

    /** As the other, with the same output padding of height and width. */
    public Tensor convTranspose2d(Tensor weight, Optional<Tensor> bias, long stride, long padding,
            long outputPadding) {
        return convTranspose2d(weight, bias, stride, padding, outputPadding, outputPadding);
    }

    /**
     * [N, I, H, W] → [N, O, H', W'], with weight [I, O, K, K].
     *
     * @param moreRows    PyTorch's output padding of the height
     * @param moreColumns PyTorch's output padding of the width
     */
    public Tensor convTranspose2d(Tensor weight, Optional<Tensor> bias, long stride, long padding,
            long moreRows, long moreColumns) {
        return new Tensor(Kernels.convTranspose2d(handle, weight.handle, optional(bias), stride, padding,
                new long[] {moreRows, moreColumns}));
    }

    /** Channels are dimension 1; in training the moving statistics are updated in place. */
    public Tensor batchNorm(Tensor weight, Tensor bias, Tensor mean, Tensor variance, boolean training, double momentum,
            double epsilon) {
        return new Tensor(torch.batch_norm(handle, new TensorOptional(weight.handle), new TensorOptional(bias.handle),
                new TensorOptional(mean.handle), new TensorOptional(variance.handle), training, momentum, epsilon,
                false));
    }

    /** Without weight and bias. */
    public Tensor batchNorm(Tensor mean, Tensor variance, boolean training, double momentum, double epsilon) {
        return new Tensor(torch.batch_norm(handle, new TensorOptional(), new TensorOptional(),
                new TensorOptional(mean.handle), new TensorOptional(variance.handle), training, momentum, epsilon,
                false));
    }

    /** Inverted dropout: each element 0 with probability {@code p}, else divided by 1 − p. */
    public Tensor dropout(double p, Rng rng) {
        return new Tensor(Masks.dropout(handle, p, rng));
    }

    /**
     * {@link #leakyRelu}, then {@link #dropout}.
     *
     * @param over whether the result may overwrite this tensor's memory: only where nothing else needs its values
     */
    public Tensor leakyReluDropout(double slope, double p, Rng rng, boolean over) {
        return new Tensor(Masks.leakyDropout(handle, slope, p, rng, over));
    }

    /** Repeats the border: {@code pixels} on each side of H and W. */
    public Tensor padReplicate(long pixels) {
        return new Tensor(torch.replication_pad2d(handle, pixels, pixels, pixels, pixels));
    }

    /** Mean binary cross-entropy of logits against targets in [0, 1]. */
    public Tensor bceWithLogits(Tensor target) {
        return new Tensor(torch.binary_cross_entropy_with_logits(handle, target.handle));
    }

    private static TensorOptional optional(Optional<Tensor> t) {
        return t.map(some -> new TensorOptional(some.handle)).orElseGet(TensorOptional::new);
    }

    // ---- in place

    /** Writes {@code source} into this tensor, converting type and device. */
    public Tensor copy_(Tensor source) {
        try (NoGrad _ = new NoGrad()) {
            handle.copy_(source.handle);
        }
        return this;
    }

    /** Moves this tensor towards {@code end}: this + weight · (end − this), with {@code weight} on the device. */
    public Tensor lerp_(Tensor end, Tensor weight) {
        try (NoGrad _ = new NoGrad()) {
            handle.lerp_(end.handle, weight.handle);
        }
        return this;
    }

    // ---- in place: only where nothing else, not even a gradient, needs this tensor's old values

    /**
     * {@link #relu} in place; the next methods are {@link #leakyRelu} and {@link #add} in place. A view is not
     * overwritten, since its gradient would be copied; the result is then a new tensor.
     */
    public Tensor relu_() {
        if (handle.is_view()) return relu();
        handle.relu_();
        return this;
    }

    public Tensor leakyRelu_(double slope) {
        if (handle.is_view()) return leakyRelu(slope);
        torch.leaky_relu_(handle, scalar(slope));
        return this;
    }

    public Tensor add_(double o) {
        if (handle.is_view()) return add(o);
        handle.add_(scalar(o));
        return this;
    }

    public Tensor add_(Tensor o) {
        if (handle.is_view() || dtype() != o.dtype()) return add(o);
        handle.add_(o.handle);
        return this;
    }

    private static Scalar scalar(double value) {
        return new Scalar(value);
    }
}
