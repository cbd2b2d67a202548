package ganvas.lab.evaluate;

/**
 * The effort for scores that need many passes through a model for each image. From 2,000 samples on, as in studies, it
 * is full; below that it is proportional.
 *
 * @param samples images drawn from each model for its scores
 */
public record EvaluationBudget(int samples) {
    private static final int USUAL = 2000, LEAST = 10;

    int of(int full) {
        return samples >= USUAL ? full : Math.clamp((long) full * samples / USUAL, Math.min(LEAST, full), full);
    }
}
