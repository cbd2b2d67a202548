package ganvas.nn.biggan;

import ganvas.nn.BatchNorm;
import ganvas.nn.ConditionalBatchNorm;
import ganvas.nn.Conv2d;
import ganvas.nn.Layer;
import ganvas.nn.Linear;
import ganvas.nn.SelfAttention;
import ganvas.nn.SpectralConv2d;
import ganvas.nn.SpectralLinear;

/**
 * Makes the layers of all blocks.
 *
 * @param spectral  whether weights are spectrally normalised
 * @param act       the activation
 * @param condition length of the vector on which batch norm's gain and bias depend linearly; 0 for plain batch norm
 */
record Pieces(boolean spectral, Layer act, long condition) {
    Layer conv(long in, long out, long kernel) {
        return conv(in, out, kernel, true);
    }

    private Layer conv(long in, long out, long kernel, boolean bias) {
        return spectral ? SpectralConv2d.of(in, out, kernel, bias) : Conv2d.orthogonal(in, out, kernel, bias);
    }

    Layer linear(long in, long out) {
        return linear(in, out, true);
    }

    private Layer linear(long in, long out, boolean bias) {
        return spectral ? SpectralLinear.of(in, out, bias) : Linear.orthogonal(in, out, bias);
    }

    Layer norm(long channels) {
        if (condition == 0) return BatchNorm.of(channels);
        return new ConditionalBatchNorm(linear(condition, channels, false), linear(condition, channels, false),
                channels);
    }

    SelfAttention attention(long channels) {
        long keys = Math.max(1, channels / 8), values = Math.max(1, channels / 2);
        return new SelfAttention(conv(channels, keys, 1, false), conv(channels, keys, 1, false),
                conv(channels, values, 1, false), conv(values, channels, 1, false));
    }
}
