package ganvas.nn;

/**
 * Properties of a layer that decide how it may be executed. Each layer states its own; a network has every trait of its
 * layers.
 *
 * @param couplesBatch in training, the result for one image depends on the other images of its batch
 * @param draws        in training, it draws random numbers for a whole batch
 * @param convolves    it uses each weight at many places of an image
 * @param remembers    in training, a pass changes the layer's state, so two passes must run one after the other
 */
public record Traits(boolean couplesBatch, boolean draws, boolean convolves, boolean remembers) {
    /** Images are independent, no random numbers are drawn, no state is kept. */
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
