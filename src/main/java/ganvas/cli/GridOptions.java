package ganvas.cli;

import ganvas.file.Animation;
import ganvas.file.Png;
import ganvas.lab.sample.LatentPictures;
import ganvas.problem.Problem;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** How a grid of images is shown: larger, and with space between the images. */
final class GridOptions {
    private static final int MOST_SCALE = 32, MOST_GUTTER = 64;

    @Option(names = "--scale", paramLabel = "S", defaultValue = "1",
            description = "of a picture or film: each pixel as a square of S × S (default: ${DEFAULT-VALUE})")
    private int scale;

    @Option(names = "--gutter", paramLabel = "PIXELS", defaultValue = "0",
            description = "of a picture or film: white space between images (default: ${DEFAULT-VALUE})")
    private int gutter;

    /** @param isPicture whether the file is a picture or a film, and no array or folder */
    void check(Path file, boolean isPicture) {
        if (scale < 1 || scale > MOST_SCALE)
            throw Problem.input("--scale: expected a number from 1 to %d; found %d", MOST_SCALE, scale);
        if (gutter < 0 || gutter > MOST_GUTTER)
            throw Problem.input("--gutter: expected a number from 0 to %d; found %d", MOST_GUTTER, gutter);
        if (!isPicture && (scale > 1 || gutter > 0)) {
            throw Problem.input("--scale and --gutter belong to a picture or a film; found --to %s", file);
        }
    }

    /** @param height of one image of the grid, in pixels; {@code width} likewise */
    Png shown(Png grid, int height, int width) {
        refuseTooLarge(grid, 1);
        return grid.spaced(height, width, scale, gutter);
    }

    Animation shown(Animation film, int height, int width) {
        refuseTooLarge(film.frames().getFirst(), film.frames().size());
        return film.with(film.frames().stream().map(f -> f.spaced(height, width, scale, gutter)).toList());
    }

    private void refuseTooLarge(Png grid, int frames) {
        long bytes = (long) grid.pixels().length * scale * scale * frames;
        if (bytes > LatentPictures.LARGEST)
            throw Problem.input("--scale: expected a picture or film of at most %,d bytes; found "
                    + "%,d. Ask for a smaller --scale, or for fewer images.", LatentPictures.LARGEST, bytes);
    }
}
