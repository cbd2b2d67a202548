package ganvas.nn.biggan;

import ganvas.nn.Chain;
import ganvas.nn.Layer;
import ganvas.nn.SumPool;
import java.util.List;

/**
 * Image → residual blocks, each down or of one size → [N, width]: the discriminator but its last
 * layer. See {@link BigGanPlan}.
 *
 * @param stem BigGAN-deep's first convolution; null in BigGAN, whose first block takes the image
 */
public record BigGanTrunk(Layer stem, List<Layer> blocks, Layer act, SumPool pool) implements Chain {}
