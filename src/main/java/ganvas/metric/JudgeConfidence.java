package ganvas.metric;

import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Question.GOOD;

import ganvas.metric.formulas.Estimate;
import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import ganvas.words.MetricInfo.Noise;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Count;
import ganvas.words.SelftestRule.Reaction.Kind;
import java.util.Set;

/** The mean confidence of the judge. Its interval comes from the bootstrap. */
record JudgeConfidence(MetricInfo info) implements Metric {
    /** The reason why a harm need not lower a judge's confidence at every dose. */
    static final String SURE_AGAIN = "a network becomes confident again on pictures far from all that it was trained "
            + "on; the recognisable share does not count these";
    static final JudgeConfidence JUDGE = new JudgeConfidence(
            MetricInfo.named("judge-confidence").labelled("Judge's confidence", "judge's confidence")
                    .reads(GOOD, HIGHER).within(0, 1).rank(11).noise(Noise.FOOLED)
                    .means("Mean probability of the class that the judge finds most likely.", "Ganvas")
                    .needs(Network.JUDGE, "", 2)
                    .selftest(SelftestRule.PLAIN.harmed(Kind.IS_SEEN, SURE_AGAIN).count(Count.MEAN)));

    @Override
    public Set<Input> takes() {
        return Set.of(Input.CLASSES);
    }

    @Override
    public Measure against(RealSet real) {
        String recipe = "Mean of the judge's %s.".formatted(largest(real));
        return generated -> line(Estimate.mean(generated.confidence(), generated.weights()).within(0, 1), recipe);
    }

    /** The phrase of a recipe that says which probability is meant. */
    static String largest(RealSet real) {
        RealSet.Classes classes = real.network().classes();
        return classes.hasOthers() ? "largest probability of a class of " + classes.rest()
                : "largest class probability";
    }
}
