package ganvas.nn;

import ganvas.torch.Planes;
import ganvas.torch.Tensor;

/**
 * Self-attention over a picture's pixels (Zhang et al. 2019, section 3, as in their code). Each pixel is a query (θ).
 * Keys (φ) and values (g) are max-pooled over 2 × 2 windows. The attended values are added with a weight γ that starts
 * at 0. The shape stays, [N, C, H, W].
 *
 * @param theta C → C/8, as {@code phi}; {@code g} C → C/2; {@code out} C/2 → C; all 1 × 1 without bias
 * @param gamma [1]: the weight γ
 */
public record SelfAttention(Layer theta, Layer phi, Layer g, Layer out, Parameter gamma) implements Layer {
    public SelfAttention(Layer theta, Layer phi, Layer g, Layer out) {
        this(theta, phi, g, out, Parameter.weight(Parameter.Start.ZEROS, 1, 1));
    }

    @Override
    public Tensor apply(Tensor x, Pass pass) {
        long n = x.size(0), h = x.size(2), w = x.size(3);
        Tensor query = theta.apply(x, pass).reshape(n, -1, h * w);  // [N, C/8, HW]
        Tensor key = windows(phi.apply(x, pass));  // [N, C/8, HW/4]
        Tensor value = windows(g.apply(x, pass));  // [N, C/2, HW/4]
        Tensor attention = query.transpose(1, 2).matmul(key).softmax(2);  // [N, HW, HW/4]
        Tensor attended = value.matmul(attention.transpose(1, 2)).reshape(n, -1, h, w);  // [N, C/2, H, W]
        return out.apply(attended, pass).mul(gamma.value()).add(x);
    }

    /** Max-pools each 2 × 2 window: [N, C, H, W] → [N, C, HW/4]. */
    private static Tensor windows(Tensor x) {
        Tensor pooled = Planes.maxPool(x, 2, 2, 0);
        return pooled.reshape(pooled.size(0), pooled.size(1), -1);
    }

    @Override
    public long[] output(long... in) {
        return in;
    }

    @Override
    public long multiplyAdds(long... in) {
        long pixels = in[1] * in[2], windows = (in[1] / 2) * (in[2] / 2);
        long query = theta.output(in)[0], value = g.output(in)[0];
        return theta.multiplyAdds(in) + phi.multiplyAdds(in) + g.multiplyAdds(in)
                + out.multiplyAdds(value, in[1], in[2])
                + pixels * windows * (query + value);
    }
}
