package ganvas.metric;

import ganvas.metric.formulas.Prdc;

/** Nearest neighbours, found once for precision, recall, density, coverage and the recognisable share. */
final class NearestNeighbours {
    private NearestNeighbours() {}

    /** Number of neighbours, as chosen by Naeem et al. */
    static final int K = 5;

    static Prdc prdc(RealSet real) {
        return real.once(Prdc.class, () -> new Prdc(real.rows(), K));
    }

    static Prdc.Estimates estimates(Prdc real, GeneratedSet generated) {
        return generated.once(Prdc.Estimates.class, () -> real.of(generated.features(), generated.weights()));
    }

    /** The end of a recipe, which says the radius. */
    static String radius(RealSet real) {
        return " radius, the distance to the 5th nearest neighbour of its kind in " + real.network().features()
                + real.called().against();
    }
}
