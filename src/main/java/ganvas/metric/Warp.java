package ganvas.metric;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;

/**
 * Small random turns, zooms and shifts of images, so that the judge learns digits and not their places: turned by up to
 * 10°, zoomed by up to 10 % and shifted by up to 2 pixels, each uniformly; bilinear, black outside.
 */
final class Warp {
    private Warp() {}

    private static final double TURN = StrictMath.toRadians(10), ZOOM = 0.1, SHIFT = 2;

    /** uint8 [N, C, H, W] on the CPU → float32 of that shape in [0, 1]. */
    static Tensor apply(Tensor images, Rng rng) {
        int n = (int) images.size(0), channels = (int) images.size(1), h = (int) images.size(2), w = (int) images.size(3);
        byte[] in = images.toBytes();
        float[] out = new float[in.length], random = rng.uniform(Device.CPU, n, 4).toFloats();
        for (int i = 0; i < n; i++) {
            double angle = TURN * (2 * random[4 * i] - 1), zoom = 1 + ZOOM * (2 * random[4 * i + 1] - 1);
            double dy = SHIFT * (2 * random[4 * i + 2] - 1), dx = SHIFT * (2 * random[4 * i + 3] - 1);
            float cos = (float) (StrictMath.cos(angle) / zoom), sin = (float) (StrictMath.sin(angle) / zoom);
            for (int c = 0; c < channels; c++) plane(in, out, (i * channels + c) * h * w, h, w, cos, sin, (float) dy, (float) dx);
        }
        return Tensor.of(out, images.shape());
    }

    private static void plane(byte[] in, float[] out, int start, int h, int w, float cos, float sin, float dy, float dx) {
        float cy = (h - 1) / 2f, cx = (w - 1) / 2f;
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                float v = y - cy - dy, u = x - cx - dx;
                float fromY = cos * v + sin * u + cy, fromX = cos * u - sin * v + cx;
                int y0 = (int) Math.floor(fromY), x0 = (int) Math.floor(fromX);
                float b = fromY - y0, a = fromX - x0;
                out[start + y * w + x] = ((1 - b) * ((1 - a) * at(in, start, y0, x0, h, w) + a * at(in, start, y0, x0 + 1, h, w))
                        + b * ((1 - a) * at(in, start, y0 + 1, x0, h, w) + a * at(in, start, y0 + 1, x0 + 1, h, w))) / 255;
            }
        }
    }

    private static int at(byte[] in, int start, int y, int x, int h, int w) {
        return y < 0 || x < 0 || y >= h || x >= w ? 0 : in[start + y * w + x] & 0xFF;
    }
}
