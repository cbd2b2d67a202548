package ganvas.metric;

import ganvas.metric.formulas.Prdc;

/**
 * What precision, recall, density, coverage and the recognisable share have in common: who is near whom, found once for
 * all.
 */
final class NearestNeighbours {
    private NearestNeighbours() {}

    /** Naeem et al.'s choice. */
    static final int K = 5;

    static Prdc of(RealSet real) {
        return real.once(Prdc.class, () -> new Prdc(real.rows(), K));
    }

    static Prdc.Estimates of(Prdc real, GeneratedSet generated) {
        return generated.once(Prdc.Estimates.class, () -> real.of(generated.features(), generated.weights()));
    }

    /** The end of a recipe. */
    static String radius(RealSet real) {
        return " radius, the distance to the 5th nearest neighbour of its kind in " + real.network().features()
                + real.called().against();
    }
}
