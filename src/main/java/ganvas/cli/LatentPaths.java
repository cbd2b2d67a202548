package ganvas.cli;

import ganvas.lab.sample.Interpolation;
import ganvas.lab.sample.LatentPictures;
import ganvas.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Stack;
import java.util.stream.IntStream;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Options of {@code sample}: paths through the latent space. */
final class LatentPaths {
    @Option(names = "--interpolate", paramLabel = "A,B",
            description = "from image A to image B of those that --n and --seed draw, counted from 0; "
                    + "once more for another row")
    private List<String> interpolate;

    @Further
    @Option(names = "--path", paramLabel = "slerp|linear",
            description = "along the great circle or straight (default: slerp)")
    private Interpolation path;

    @Option(names = "--traverse", arity = "0..1", paramLabel = "DIM,…", parameterConsumer = Dimensions.class,
            description = "each latent dimension, counted from 0, from −3 to 3, a row each; all unless some are "
                    + "named, of a VAE those that say most first")
    private String traverse;

    /**
     * The parameters of {@code --traverse}: it takes the following words only if they are numbers; otherwise it would
     * take RUN.
     */
    static final class Dimensions implements IParameterConsumer {
        @Override
        public void consumeParameters(Stack<String> args, ArgSpec option, CommandSpec command) {
            option.setValue(!args.isEmpty() && args.peek().matches("\\d+(,\\d+)*") ? args.pop() : "");
        }
    }

    boolean interpolates() {
        return interpolate != null;
    }

    boolean traverses() {
        return traverse != null;
    }

    Interpolation interpolation() {
        return path == null ? Interpolation.SLERP : path;
    }

    /**
     * The pairs to interpolate between; none unless asked for.
     *
     * @param images that are drawn
     */
    List<LatentPictures.Pair> pairs(int images) {
        return interpolates() ? interpolate.stream().map(text -> pair(text, images)).toList() : List.of();
    }

    private static LatentPictures.Pair pair(String text, int images) {
        if (text.matches("\\d{1,9},\\d{1,9}")) {
            int from = Integer.parseInt(text.split(",")[0]), to = Integer.parseInt(text.split(",")[1]);
            if (from < images && to < images && from != to) return new LatentPictures.Pair(from, to);
        }
        throw Problem.input(
                "--interpolate %s: expected two numbers A,B from 0 to %d, unlike each other: "
                        + "those of the %,d images that --n and --seed draw",
                text, images - 1, images);
    }

    /**
     * The latent dimensions to traverse, in the order of the rows.
     *
     * @param latent number of dimensions
     * @param kl     of each dimension; empty without an encoder
     */
    int[] dimensions(long latent, Optional<double[]> kl) {
        if (traverse.isEmpty())
            return kl.map(LatentPictures::byKl).orElseGet(() -> IntStream.range(0, (int) latent).toArray());
        return Arrays.stream(traverse.split(",")).mapToInt(text -> {
            if (text.length() < 10 && Integer.parseInt(text) < latent) return Integer.parseInt(text);
            throw Problem.input("--traverse %s: expected latent dimensions from 0 to %d; found %s", traverse,
                    latent - 1, text);
        }).toArray();
    }
}
