package ganvas.metric.score;

import ganvas.file.Gallery;

/**
 * The origin of samples: part of a score's provenance.
 *
 * @param latents      their seed, or that it is not known
 * @param quantisation how pixels became uint8
 */
public record SampleOrigin(String latents, String quantisation) {
    /** The value of {@link #latents} if the seed is not known. */
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
