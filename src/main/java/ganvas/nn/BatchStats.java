package ganvas.nn;

import ganvas.torch.Tensor;

/** Where batch norm writes the moving statistics of a training pass. */
public interface BatchStats {
    /** Writes into the statistics themselves. */
    BatchStats DIRECT = Parameter::value;

    /**
     * The tensor, in the shape of {@code statistic}, that batch norm moves by a tenth of the way towards the batch's
     * statistic.
     */
    Tensor of(Parameter statistic);
}
