package ganvas.nn;

/**
 * What decides how a layer may be executed. Each layer answers for itself, a network has every trait
 * that one of its layers has.
 *
 * @param couplesBatch in training, the result for one image depends on the other images of its batch
 * @param draws        in training, it draws random numbers for a whole batch
 * @param convolves    it uses each weight at many places of an image
 * @param remembers    in training, a pass changes state of its own, so that two passes must follow each other
 */
public record Traits(boolean couplesBatch, boolean draws, boolean convolves, boolean remembers) {
    /** Each image by itself, nothing drawn, nothing remembered. */
    public static final Traits NONE = new Traits(false, false, false, false);
    public static final Traits COUPLES_BATCH = new Traits(true, false, false, false);
    public static final Traits CONVOLVES = new Traits(false, false, true, false);
    public static final Traits DRAWS = new Traits(false, true, false, false);

    public Traits or(Traits other) {
        return new Traits(couplesBatch || other.couplesBatch, draws || other.draws, convolves || other.convolves,
                remembers || other.remembers);
    }

    /** These and {@link #remembers}, if {@code does}. */
    Traits remembering(boolean does) {
        return new Traits(couplesBatch, draws, convolves, remembers || does);
    }
}
