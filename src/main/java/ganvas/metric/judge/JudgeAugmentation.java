package ganvas.metric.judge;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;

/**
 * Small random changes of images, so that a judge learns what they show and not where it is. Each image is turned,
 * zoomed and shifted, each uniformly up to a bound, with bilinear interpolation. A photograph continues with its
 * outermost pixels, is mirrored half of the time, and its light changes. A digit is black outside.
 *
 * @param turn  radians
 * @param zoom  as a part of the size
 * @param shift pixels; whole pixels for an image that is neither turned nor zoomed, so that nothing is blurred
 * @param photo whether it is a photograph
 * @param light of a photograph: each channel is multiplied by 1 ± light, then ± light / 2 is added to all channels
 */
record JudgeAugmentation(double turn, double zoom, double shift, boolean photo, double light) {
    private static final int NUMBERS = 4, OF_LIGHT = 5;

    /** uint8 [N, C, H, W] on the CPU → float32 of that shape, in [0, 1] unless its light changes. */
    Tensor apply(Tensor images, Rng rng) {
        int n = (int) images.size(0), channels = (int) images.size(1), h = (int) images.size(2),
                w = (int) images.size(3);
        byte[] in = images.toBytes();
        float[] out = new float[in.length], random = rng.uniform(Device.CPU, n, NUMBERS).toFloats();
        float[] more = photo ? rng.uniform(Device.CPU, n, OF_LIGHT).toFloats() : new float[0];
        for (int i = 0; i < n; i++) {
            double angle = turn * (2 * random[4 * i] - 1), larger = 1 + zoom * (2 * random[4 * i + 1] - 1);
            double dy = shift * (2 * random[4 * i + 2] - 1), dx = shift * (2 * random[4 * i + 3] - 1);
            if (turn == 0 && zoom == 0) {
                dy = Math.rint(dy);
                dx = Math.rint(dx);
            }
            float cos = (float) (StrictMath.cos(angle) / larger), sin = (float) (StrictMath.sin(angle) / larger);
            for (int c = 0; c < channels; c++) {
                int start = (i * channels + c) * h * w;
                plane(in, out, start, h, w, cos, sin, (float) dy, (float) dx);
                if (photo) develop(out, start, h, w, more[OF_LIGHT * i] < 0.5f,
                        1 + light * (2 * more[OF_LIGHT * i + 1 + c % 3] - 1),
                        light / 2 * (2 * more[OF_LIGHT * i + 4] - 1));
            }
        }
        return Tensor.of(out, images.shape());
    }

    private void plane(byte[] in, float[] out, int start, int h, int w, float cos, float sin, float dy, float dx) {
        float cy = (h - 1) / 2f, cx = (w - 1) / 2f;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float v = y - cy - dy, u = x - cx - dx;
                float fromY = cos * v + sin * u + cy, fromX = cos * u - sin * v + cx;
                int y0 = (int) Math.floor(fromY), x0 = (int) Math.floor(fromX);
                float b = fromY - y0, a = fromX - x0;
                out[start + y * w + x] = ((1 - b)
                        * ((1 - a) * at(in, start, y0, x0, h, w) + a * at(in, start, y0, x0 + 1, h, w))
                        + b * ((1 - a) * at(in, start, y0 + 1, x0, h, w) + a * at(in, start, y0 + 1, x0 + 1, h, w)))
                        / 255;
            }
        }
    }

    private int at(byte[] in, int start, int y, int x, int h, int w) {
        if (photo) return in[start + Math.clamp(y, 0, h - 1) * w + Math.clamp(x, 0, w - 1)] & 0xFF;
        return y < 0 || x < 0 || y >= h || x >= w ? 0 : in[start + y * w + x] & 0xFF;
    }

    private static void develop(float[] out, int start, int h, int w, boolean mirrored, double times, double plus) {
        for (int y = 0; y < h; y++) {
            int row = start + y * w;
            for (int x = 0; mirrored && x < w / 2; x++) {
                float left = out[row + x];
                out[row + x] = out[row + w - 1 - x];
                out[row + w - 1 - x] = left;
            }
            for (int x = 0; x < w; x++) out[row + x] = (float) (out[row + x] * times + plus);
        }
    }

    /** The changes in words, for a judge's metadata. */
    String words() {
        var words = new StringBuilder("images ");
        if (turn > 0) words.append("turned by up to %.0f degrees, ".formatted(StrictMath.toDegrees(turn)));
        if (zoom > 0) words.append("zoomed by up to %.0f %%, ".formatted(100 * zoom));
        words.append("shifted by up to %.0f pixels".formatted(shift));
        if (photo) words.append(", mirrored half of the time");
        if (light > 0) words.append(", each colour changed by up to %.0f %%".formatted(100 * light));
        return words.toString();
    }
}
