package ganvas.nn.biggan;

import ganvas.nn.Chain;
import ganvas.nn.Layer;
import ganvas.nn.SumPool;
import java.util.List;
import java.util.Optional;

/**
 * The discriminator without its last layer: image → residual blocks → [N, width]. A block downsamples or keeps the
 * size. See {@link BigGanPlan}.
 *
 * @param stem BigGAN-deep's first convolution; empty in BigGAN, whose first block takes the image
 */
public record BigGanTrunk(Optional<Layer> stem, List<Layer> blocks, Layer act, SumPool pool) implements Chain {}
