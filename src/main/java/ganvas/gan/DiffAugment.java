package ganvas.gan;

import ganvas.data.Pixels;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.util.List;

/**
 * Differentiable augmentation (Zhao et al. 2020). Each image is changed at random before the discriminator sees it.
 * This holds for real and generated images, in the steps of both networks. Kinds, order, sizes and the grey that fills
 * gaps are those of the authors' PyTorch code. That code has images in [−1, 1]; images in another range are mapped
 * there and back.
 *
 * @param color       changes brightness by up to ±0.5, saturation by a factor of 0 to 2 (no effect on grey images) and
 *         contrast by a factor of 0.5 to 1.5
 * @param translation moves the image by up to an eighth of height and width
 * @param cutout      cuts out a rectangle of half the height and width, which may lie partly outside the image
 */
public record DiffAugment(boolean color, boolean translation, boolean cutout) {
    public static final DiffAugment NONE = of("none");

    /** All policies that {@link #of} accepts. */
    public static List<String> policies() {
        return List.of("none", "color", "translation", "cutout", "color,translation", "color,cutout",
                "translation,cutout", "all");
    }

    /** @param policy one of {@link #policies} */
    public static DiffAugment of(String policy) {
        boolean all = policy.equals("all");
        return new DiffAugment(all || policy.contains("color"), all || policy.contains("translation"),
                all || policy.contains("cutout"));
    }

    /** Augments images [N, C, H, W] in the range of {@code pixels}; shape and range stay. Gradients pass. */
    Tensor apply(Tensor images, Pixels pixels, Rng rng) {
        if (!color && !translation && !cutout) return images;
        double middle = (pixels.high() + pixels.low()) / 2, half = (pixels.high() - pixels.low()) / 2;
        Tensor x = images.sub(middle).div(half);
        if (color) x = coloured(x, rng);
        if (translation) x = moved(x, rng);
        if (cutout) x = cut(x, rng);
        return x.mul(half).add(middle);
    }

    private static Tensor coloured(Tensor x, Rng rng) {
        long n = x.size(0), h = x.size(2), w = x.size(3);
        Tensor bright = x.add(rng.uniform(x.device(), n, 1, 1, 1).sub(0.5));
        Tensor grey = bright.mean(1).reshape(n, 1, h, w);
        Tensor saturated = bright.sub(grey).mul(rng.uniform(x.device(), n, 1, 1, 1).mul(2)).add(grey);
        Tensor mean = saturated.flatten().mean(1).reshape(n, 1, 1, 1);
        return saturated.sub(mean).mul(rng.uniform(x.device(), n, 1, 1, 1).add(0.5)).add(mean);
    }

    /**
     * Pixel [i, j] becomes pixel [i + down, j + right]. This is a product with matrices that have a single one in each
     * row.
     */
    private static Tensor moved(Tensor x, Rng rng) {
        long h = x.size(2), w = x.size(3);
        Tensor rows = picks(x, h, rng), columns = picks(x, w, rng);  // [N, 1, H, H], [N, 1, W, W]
        return rows.matmul(x).matmul(columns.transpose(2, 3));
    }

    /**
     * [N, 1, size, size]. Row i has its one in column i + t, if that column exists. t is drawn from −⌊size/8 + ½⌋ to
     * ⌊size/8 + ½⌋.
     */
    private static Tensor picks(Tensor x, long size, Rng rng) {
        long most = (long) (size * 0.125 + 0.5);
        Tensor t = rng.integers(2 * most + 1, x.device(), x.size(0), 1, 1, 1).to(Dtype.FLOAT32).sub(most);
        Tensor row = Tensor.arange(size, x.device()).reshape(1, 1, size, 1),
                column = Tensor.arange(size, x.device()).reshape(1, 1, 1, size);
        return row.add(t).sub(column).square().lt(0.5).to(Dtype.FLOAT32);
    }

    private static Tensor cut(Tensor x, Rng rng) {
        long n = x.size(0), h = x.size(2), w = x.size(3);
        Tensor rows = stretch(x, h, rng).reshape(n, 1, h, 1), columns = stretch(x, w, rng).reshape(n, 1, 1, w);
        return x.mul(rows.mul(columns).neg().add(1));
    }

    /** [N, size]: ⌊size/2 + ½⌋ consecutive ones at a random place. Ones that fall over the edge are dropped. */
    private static Tensor stretch(Tensor x, long size, Rng rng) {
        long length = (long) (size * 0.5 + 0.5);
        Tensor first = rng.integers(size + 1 - length % 2, x.device(), x.size(0), 1).to(Dtype.FLOAT32).sub(length / 2);
        Tensor fromMiddle = Tensor.arange(size, x.device()).reshape(1, size).sub(first).sub((length - 1) / 2.0);
        return fromMiddle.square().lt(length * length / 4.0).to(Dtype.FLOAT32);
    }
}
