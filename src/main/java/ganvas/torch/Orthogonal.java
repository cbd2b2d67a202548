package ganvas.torch;

import org.bytedeco.pytorch.global.torch;

/**
 * Random matrices with orthonormal rows, or with orthonormal columns where there are fewer columns (Saxe et al. 2014).
 */
public final class Orthogonal {
    private Orthogonal() {}

    /**
     * A float32 tensor of {@code shape}. As a matrix [first dimension, product of the others] it is uniform over all
     * such matrices.
     */
    public static Tensor draw(Rng rng, Device device, long... shape) {
        long rows = shape[0], columns = 1;
        for (int i = 1; i < shape.length; i++) columns *= shape[i];
        boolean wide = rows < columns;
        var drawn = rng.normal(Device.CPU, Math.max(rows, columns), Math.min(rows, columns)).handle;
        var both = torch.linalg_qr(drawn, "reduced");
        var q = new org.bytedeco.pytorch.Tensor(both.get0());
        var r = new org.bytedeco.pytorch.Tensor(both.get1());
        // LAPACK's choice of signs is not random. Making R's diagonal positive removes it (Mezzadri 2007).
        q = q.mul(r.diagonal(0, 0, 1).sign());
        return new Tensor((wide ? q.t() : q).reshape(shape).contiguous()).to(device);
    }
}
