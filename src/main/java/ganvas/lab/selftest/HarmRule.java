package ganvas.lab.selftest;

import ganvas.result.Selftest.Score;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import ganvas.words.SelftestRule;
import ganvas.words.SelftestRule.Reaction;
import ganvas.words.SelftestRule.Reaction.Kind;

/**
 * The rule for what growing harm must do to a score, and why. If a score is not made to react to a harm, the rule says
 * so; the numbers are shown all the same.
 *
 * @param falls whether a lower value is worse. For a score without a direction the change is only shown
 */
record HarmRule(Reaction reaction, boolean falls) {
    static HarmRule of(Score score, SelftestHarm harm) {
        Reaction asked = MetricCatalogue.installed().of(score.name()).map(MetricInfo::selftest)
                .orElse(SelftestRule.PLAIN).to(harm.word());
        boolean undirected = asked.kind() == Kind.WORSENS && score.better().equals("none");
        return new HarmRule(undirected ? new Reaction(Kind.FREE, "it has no better or worse") : asked,
                !score.better().equals("lower"));
    }

    Kind kind() {
        return reaction.kind();
    }

    boolean holds(SelftestTrend trend) {
        return switch (kind()) {
            case WORSENS -> trend.worsens();
            case ENDS_WORSE -> trend.endsWorse();
            case IS_SEEN -> trend.isSeen();
            case NEVER_IMPROVES -> trend.neverImproves();
            case FREE -> true;
        };
    }

    /** The rule in words. The harm is named next to it. */
    String must() {
        String because = reaction.why().isEmpty() ? "" : " (" + reaction.why() + ")", way = falls ? "fall" : "rise";
        return switch (kind()) {
            case WORSENS -> "must " + way + because;
            case ENDS_WORSE -> "must " + way + " in the end" + because;
            case IS_SEEN -> "must " + way + " at some dose" + because;
            case NEVER_IMPROVES -> "must not " + (falls ? "rise" : "fall") + because;
            case FREE -> "is not meant to react" + because;
        };
    }
}
