package ganvas.torch;

import org.bytedeco.pytorch.global.torch;

/** What LAPACK knows of symmetric matrices, [N, N]; only their lower triangle is read. */
public final class Symmetric {
    private Symmetric() {}

    /** Ascending, [N]. */
    public static Tensor eigenvalues(Tensor matrix) {
        return new Tensor(torch.linalg_eigvalsh(matrix.handle));
    }

    /**
     * @param values  ascending, [N]
     * @param vectors as columns, [N, N]
     */
    public record Eigen(Tensor values, Tensor vectors) {}

    public static Eigen eigen(Tensor matrix) {
        var both = torch.linalg_eigh(matrix.handle);
        return new Eigen(new Tensor(new org.bytedeco.pytorch.Tensor(both.get0())),
                new Tensor(new org.bytedeco.pytorch.Tensor(both.get1())));
    }

    /** Lower triangular L with L Lᵀ the matrix; null if it is not positive definite. */
    public static Tensor cholesky(Tensor matrix) {
        var both = torch.linalg_cholesky_ex(matrix.handle);
        boolean definite = new Tensor(new org.bytedeco.pytorch.Tensor(both.get1())).item() == 0;
        return definite ? new Tensor(new org.bytedeco.pytorch.Tensor(both.get0())) : null;
    }
}
