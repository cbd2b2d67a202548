package ganvas.file;

import java.awt.Rectangle;

/**
 * The part of a picture that is read.
 *
 * @param every    only each of so many columns is read
 * @param everyRow likewise
 */
public record PicturePart(Rectangle region, int every, int everyRow) {
    /** All of a region. */
    public static PicturePart whole(Rectangle region) {
        return new PicturePart(region, 1, 1);
    }

    /** Columns that are read. */
    public int width() {
        return (region.width - every / 2 + every - 1) / every;
    }

    /** Rows that are read. */
    public int height() {
        return (region.height - everyRow / 2 + everyRow - 1) / everyRow;
    }

    /** The picture's column that is read as column {@code x}. */
    int column(int x) {
        return region.x + every / 2 + x * every;
    }

    /** The picture's row that is read as row {@code y}. */
    int row(int y) {
        return region.y + everyRow / 2 + y * everyRow;
    }
}
