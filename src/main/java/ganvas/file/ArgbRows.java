package ganvas.file;

/** Decoded rows of 8-bit values. */
interface ArgbRows {
    /** Writes row {@code y} as alpha, red, green and blue; the colours are not multiplied by alpha. */
    void argb(int y, int[] row);
}
