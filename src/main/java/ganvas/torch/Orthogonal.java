package ganvas.torch;

import org.bytedeco.pytorch.global.torch;

/** Random matrices whose rows are orthonormal, or whose columns are where these are fewer (Saxe et al. 2014). */
public final class Orthogonal {
    private Orthogonal() {}

    /**
     * float32: uniform over all such matrices [rows, rest], where rest is all of {@code shape} but
     * its first, in that shape.
     */
    public static Tensor of(Rng rng, Device device, long... shape) {
        long rows = shape[0], columns = 1;
        for (int i = 1; i < shape.length; i++) columns *= shape[i];
        boolean wide = rows < columns;
        var drawn = rng.normal(Device.CPU, Math.max(rows, columns), Math.min(rows, columns)).handle;
        var both = torch.linalg_qr(drawn, "reduced");
        var q = new org.bytedeco.pytorch.Tensor(both.get0());
        var r = new org.bytedeco.pytorch.Tensor(both.get1());
        // LAPACK's choice of signs is not random: R's diagonal made positive takes it out (Mezzadri 2007).
        q = q.mul(r.diagonal(0, 0, 1).sign());
        return new Tensor((wide ? q.t() : q).reshape(shape).contiguous()).to(device);
    }
}
