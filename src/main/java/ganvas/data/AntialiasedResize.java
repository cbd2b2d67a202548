package ganvas.data;

/**
 * Resizes an image row by row, bilinearly, with a triangle filter whose width grows as the image shrinks. PIL and
 * PyTorch's antialias=True compute the same. Values are rounded once, at the end.
 */
final class AntialiasedResize {
    private final Taps columns;
    private final Taps rows;
    private final float[][] out;
    private final float[] line;
    private int y;
    private int first;

    /** Weights of the old pixels in each new pixel i, from old pixel {@code start[i]} on. */
    private record Taps(int[] start, float[][] weights) {
        static Taps of(int from, int to) {
            double scale = (double) from / to, reach = Math.max(1, scale);
            int[] start = new int[to];
            float[][] weights = new float[to][];
            for (int i = 0; i < to; i++) {
                double centre = (i + 0.5) * scale, total = 0;
                start[i] = Math.max(0, (int) Math.floor(centre - reach));
                int end = Math.min(from, (int) Math.ceil(centre + reach));
                double[] exact = new double[end - start[i]];
                for (int j = 0; j < exact.length; j++)
                    total += exact[j] = Math.max(0, 1 - Math.abs((start[i] + j + 0.5 - centre) / reach));
                weights[i] = new float[exact.length];
                for (int j = 0; j < exact.length; j++) weights[i][j] = (float) (exact[j] / total);
            }
            return new Taps(start, weights);
        }

        int end(int i) {
            return start[i] + weights[i].length;
        }
    }

    AntialiasedResize(int width, int height, int newWidth, int newHeight, int channels) {
        columns = Taps.of(width, newWidth);
        rows = Taps.of(height, newHeight);
        out = new float[newHeight][channels * newWidth];
        line = new float[channels * newWidth];
    }

    /** Takes the next row, [channels × width], one plane after the other. */
    void row(float[] values) {
        int w = columns.start.length, planes = line.length / w, from = values.length / planes;
        for (int c = 0; c < planes; c++) {
            for (int x = 0; x < w; x++) {
                float[] weights = columns.weights[x];
                int at = c * from + columns.start[x];
                float sum = 0;
                for (int j = 0; j < weights.length; j++) sum += weights[j] * values[at + j];
                line[c * w + x] = sum;
            }
        }
        while (first < out.length && rows.end(first) <= y) first++;
        for (int i = first; i < out.length && rows.start[i] <= y; i++) {
            float weight = rows.weights[i][y - rows.start[i]];
            for (int k = 0; k < line.length; k++) out[i][k] += weight * line[k];
        }
        y++;
    }

    /** Writes the result into planes of {@code size} at {@code left}, {@code top}. */
    void into(byte[] planes, PictureSize size, int left, int top) {
        int w = columns.start.length;
        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < line.length; k++) {
                planes[(k / w * size.height() + top + i) * size.width() + left + k % w] = (byte) Math.clamp(
                        Math.round(out[i][k]), 0, 255);
            }
        }
    }
}
