package ganvas.lab.evaluate;

/**
 * How much is spent on scores that take a model many passes an image: all of it from 2,000 samples on, as studies draw
 * them, and below that its share.
 *
 * @param samples images drawn from each model for its scores
 */
public record EvaluationBudget(int samples) {
    private static final int USUAL = 2000, LEAST = 10;

    int of(int full) {
        return samples >= USUAL ? full : Math.clamp((long) full * samples / USUAL, Math.min(LEAST, full), full);
    }
}
