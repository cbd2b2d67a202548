package ganvas.torch;

import java.util.Optional;
import org.bytedeco.pytorch.global.torch;

/** LAPACK's operations on symmetric matrices [N, N]. Only the lower triangle is read. */
public final class Symmetric {
    private Symmetric() {}

    /** The eigenvalues, ascending, [N]. */
    public static Tensor eigenvalues(Tensor matrix) {
        return new Tensor(torch.linalg_eigvalsh(matrix.handle));
    }

    /**
     * @param values  eigenvalues, ascending, [N]
     * @param vectors eigenvectors as columns, [N, N]
     */
    public record Eigen(Tensor values, Tensor vectors) {}

    public static Eigen eigen(Tensor matrix) {
        var both = torch.linalg_eigh(matrix.handle);
        return new Eigen(new Tensor(new org.bytedeco.pytorch.Tensor(both.get0())),
                new Tensor(new org.bytedeco.pytorch.Tensor(both.get1())));
    }

    /** The lower triangular L with L Lᵀ = {@code matrix}; empty if the matrix is not positive definite. */
    public static Optional<Tensor> cholesky(Tensor matrix) {
        var both = torch.linalg_cholesky_ex(matrix.handle);
        boolean definite = new Tensor(new org.bytedeco.pytorch.Tensor(both.get1())).item() == 0;
        return definite ? Optional.of(new Tensor(new org.bytedeco.pytorch.Tensor(both.get0()))) : Optional.empty();
    }
}
