package ganvas.metric;

import ganvas.result.Gallery;

/**
 * How samples came about: part of a score's fingerprint.
 *
 * @param latents      their seed, or that it is not known
 * @param quantisation how pixels became uint8
 */
public record Origin(String latents, String quantisation) {
    /** What {@link #latents} is where nobody says. */
    public static final String UNKNOWN = "unknown: the samples came from a file";

    static final Origin UNSAID = new Origin("not said", "uint8");

    /** Drawn by Ganvas from latents of this seed. */
    public static Origin drawn(long seed) {
        return new Origin("seed " + seed, "uint8, rounded");
    }

    public static Origin file(Gallery samples) {
        return new Origin(UNKNOWN, samples.quantisation());
    }
}
