package ganvas.file;

/** Pillow's conversion of the inks cyan, magenta, yellow and black to red, green and blue. */
final class Cmyk {
    private Cmyk() {}

    /** A channel from its ink and black, 0 to 255, where 0 is no ink. */
    static int channel(int ink, int black) {
        int light = 255 - black, product = ink * light + 128;
        return Math.clamp(light - ((product >> 8) + product >> 8), 0, 255);
    }
}
