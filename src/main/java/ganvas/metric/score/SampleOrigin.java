package ganvas.metric.score;

import ganvas.file.Gallery;

/**
 * How samples came about: part of a score's fingerprint.
 *
 * @param latents      their seed, or that it is not known
 * @param quantisation how pixels became uint8
 */
public record SampleOrigin(String latents, String quantisation) {
    /** What {@link #latents} is where nobody says. */
    public static final String UNKNOWN = "unknown: the samples came from a file";

    public static final SampleOrigin UNSAID = new SampleOrigin("not said", "uint8");

    /** Drawn by Ganvas from latents of this seed. */
    public static SampleOrigin drawn(long seed) {
        return new SampleOrigin("seed " + seed, "uint8, rounded");
    }

    public static SampleOrigin file(Gallery samples) {
        return new SampleOrigin(UNKNOWN, samples.quantisation());
    }
}
