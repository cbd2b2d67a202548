package ganvas.report;

import ganvas.file.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/** Digits that look as if a model had drawn them: real test digits, blurred or speckled. */
final class Drawn {
    private static final int SIDE = 28, PIXELS = SIDE * SIDE, IMAGE_HEADER = 16, LABEL_HEADER = 8;
    private final byte[] images = bytes("t10k-images-idx3-ubyte.gz", 2000 * PIXELS + IMAGE_HEADER);
    private final byte[] labels = bytes("t10k-labels-idx1-ubyte.gz", 2000 + LABEL_HEADER);

    private static byte[] bytes(String file, int count) {
        try (InputStream in = new GZIPInputStream(Drawn.class.getResourceAsStream("/ganvas/mnist/" + file))) {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int label(int index) {
        return labels[LABEL_HEADER + index % 2000];
    }

    private double[] digit(int index) {
        double[] pixels = new double[PIXELS];
        for (int i = 0; i < PIXELS; i++) pixels[i] = images[IMAGE_HEADER + index % 2000 * PIXELS + i] & 255;
        return pixels;
    }

    /** @param progress of training in [0, 1]; 1 is as good as the family gets */
    Npz draw(String family, int from, int count, double progress, long seed) {
        byte[] out = new byte[count * PIXELS];
        for (int k = 0; k < count; k++) {
            var random = new Random(seed * 7919 + from + k);
            double[] pixels = digit(from + k);
            if (family.equals("gan")) speckle(pixels, random, progress);
            if (family.equals("vae")) for (int pass = 0; pass < 2
                    + Math.round(12 * (1 - progress)); pass++)
                blur(pixels);
            for (int i = 0; i < PIXELS; i++) out[k * PIXELS + i] = (byte) Math.clamp(Math.round(pixels[i]), 0, 255);
        }
        return new Npz(count, SIDE, SIDE, 1, out);
    }

    private static void speckle(double[] pixels, Random random, double progress) {
        double noise = 220 * Math.pow(1 - progress, 2);
        for (int i = 0; i < PIXELS; i++) {
            pixels[i] = progress * pixels[i] + noise * random.nextDouble();
            if (random.nextDouble() < 0.012) pixels[i] = 90 + 150 * random.nextDouble();
        }
    }

    private static void blur(double[] pixels) {
        double[] was = Arrays.copyOf(pixels, PIXELS);
        for (int y = 0; y < SIDE; y++) for (int x = 0; x < SIDE; x++) {
            double sum = 0;
            for (int dy = -1; dy <= 1; dy++) for (int dx = -1; dx <= 1; dx++) {
                sum += was[Math.clamp(y + dy, 0, SIDE - 1) * SIDE + Math.clamp(x + dx, 0, SIDE - 1)];
            }
            pixels[y * SIDE + x] = sum / 9;
        }
    }
}
