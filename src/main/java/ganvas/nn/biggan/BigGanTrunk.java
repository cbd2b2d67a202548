package ganvas.nn.biggan;

import ganvas.nn.Chain;
import ganvas.nn.Layer;
import ganvas.nn.SumPool;
import java.util.List;

/**
 * The discriminator without its last layer: image → residual blocks → [N, width]. A block downsamples or keeps the
 * size. See {@link BigGanPlan}.
 *
 * @param stem BigGAN-deep's first convolution; null in BigGAN, whose first block takes the image
 */
public record BigGanTrunk(Layer stem, List<Layer> blocks, Layer act, SumPool pool) implements Chain {}
