package ganvas.lab.sample;

import ganvas.file.Npz;
import ganvas.lab.Compute;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Generates;
import ganvas.train.Step;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/** Draws images from a trained model. */
public final class Sampling {
    private Sampling() {}

    /** Latents of grids and samples, and the noise of validation: the same for every run, so that scores compare. */
    public static final long EVALUATION_SEED = 0;

    /** A trained model seen as a generator. */
    public static Generates generator(Step step) {
        if (step instanceof Generates generator) return generator;
        throw Problem.input(
                "this model draws no images: expected one with the capability 'generates', "
                        + "as ./ganvas describe MODEL says");
    }

    /** {@code count} images, uint8; the same {@code seed} gives the same latents. */
    public static Npz sample(Generates step, int count, long seed, Compute compute) {
        return sample(step, new Latents(count, seed, 0), compute, _ -> {});
    }

    /**
     * As {@link #sample(Generates, int, long, Compute)}, from given latents. For a conditional model, image i is of
     * class i modulo the number of classes.
     *
     * @param drawn receives the number of images drawn so far, some hundreds more each time
     */
    public static Npz sample(Generates step, Latents latents, Compute compute, IntConsumer drawn) {
        int count = latents.count();
        if (count < 1) throw Problem.input("--n: expected at least 1 image; found %d", count);
        Npz part = block(step, latents, 0, compute.device());
        byte[] all = new byte[Npz.bytes("--n", count, part.channels(), part.height(), part.width())];
        System.arraycopy(part.pixels(), 0, all, 0, part.pixels().length);
        drawn.accept(part.n());
        for (int start = Latents.BLOCK; start < count; start += Latents.BLOCK) {
            part = block(step, latents, start, compute.device());
            System.arraycopy(part.pixels(), 0, all, start * (all.length / count), part.pixels().length);
            drawn.accept(start + part.n());
        }
        return new Npz(count, part.height(), part.width(), part.channels(), all);
    }

    /** The block of images that begins with number {@code start}. */
    private static Npz block(Generates step, Latents latents, int start, Device device) {
        try (var _ = new Scope()) {
            Tensor z = latents.block(start, step.latent(), device);
            return npz(step.sample(z, inTurn(start, z.size(0), step.classes(), device)));
        }
    }

    /**
     * Classes of {@code count} images from number {@code first} on, int64 [count]; empty for an unconditional model.
     */
    private static Optional<Tensor> inTurn(long first, long count, long classes, Device device) {
        if (classes == 0) return Optional.empty();
        return Optional.of(
                Tensor.of(LongStream.range(first, first + count).map(i -> i % classes).toArray(), count).to(device));
    }

    /** uint8 [N, C, H, W] → [N, H, W, C]. */
    public static Npz npz(Tensor images) {
        return new Npz((int) images.size(0), (int) images.size(2), (int) images.size(3), (int) images.size(1),
                images.permute(0, 2, 3, 1).toBytes());
    }
}
