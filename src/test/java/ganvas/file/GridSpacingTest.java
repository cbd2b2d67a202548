package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Grids that are enlarged, with space between their images. */
class GridSpacingTest {
    /** Two images of 1 × 2 pixels, side by side. */
    private static final Png GRID = new Png(1, 4, 1, new byte[] {1, 2, 3, 4});

    @Test
    void pixelsBecomeSquares() {
        assertThat(GRID.spaced(1, 2, 2, 0))
                .returns(2, Png::height).returns(8, Png::width)
                .extracting(Png::pixels)
                .isEqualTo(new byte[] {1, 1, 2, 2, 3, 3, 4, 4, 1, 1, 2, 2, 3, 3, 4, 4});
    }

    @Test
    void whiteIsBetweenImagesAndNotAround() {
        assertThat(GRID.spaced(1, 2, 1, 2)).returns(6, Png::width).extracting(Png::pixels)
                .isEqualTo(new byte[] {1, 2, -1, -1, 3, 4});
        Png column = new Png(2, 1, 3, new byte[] {1, 2, 3, 4, 5, 6});
        assertThat(column.spaced(1, 1, 1, 1)).returns(3, Png::height).extracting(Png::pixels)
                .isEqualTo(new byte[] {1, 2, 3, -1, -1, -1, 4, 5, 6});
    }

    @Test
    void unaskedTheGridIsAsItWas() {
        assertThat(GRID.spaced(1, 2, 1, 0)).isSameAs(GRID);
    }
}
