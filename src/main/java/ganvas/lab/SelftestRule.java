package ganvas.lab;

import ganvas.result.Selftest.Score;
import java.util.List;

/**
 * What growing harm must do to a score, and why. Where a score is not made to see a harm, that is said, and its numbers
 * are shown all the same.
 *
 * @param falls whether worse means less; without a direction the way it goes is only shown
 */
record SelftestRule(Kind kind, boolean falls, String why) {
    enum Kind {
        /** At no dose better than at the one before, and at the last worse than without. */
        WORSENS,
        /** Worse at the last dose than without. */
        ENDS_WORSE,
        /** Worse at some dose than without. */
        IS_SEEN,
        /** At no dose better than at the one before. */
        NEVER_IMPROVES,
        /** Shown only. */
        FREE
    }

    private static final List<String> OF_LABELS = List.of("class-entropy");
    private static final List<String> OF_CONFIDENCE = List.of("judge-confidence", "legible-share");
    private static final List<String> OF_TYPICALITY = List.of("precision", "density", "recognisable");

    static SelftestRule of(Score score, SelftestHarm harm) {
        boolean falls = !score.better().equals("lower");
        String name = score.name();
        if (OF_LABELS.contains(name)) {
            return new SelftestRule(Kind.FREE, falls, "it counts classes and does not ask how their pictures look");
        }
        if (OF_CONFIDENCE.contains(name)) {
            return new SelftestRule(Kind.IS_SEEN, falls, "a network grows sure again of what is far from anything it has seen; "
                    + "the recognisable share is there because of this");
        }
        if (name.equals("sharpness") && harm != SelftestHarm.BLUR) {
            return new SelftestRule(Kind.NEVER_IMPROVES, falls, "speckle has slopes and no edges, so it must never count as sharp");
        }
        if (OF_TYPICALITY.contains(name) && harm == SelftestHarm.BLUR) {
            return new SelftestRule(Kind.ENDS_WORSE, falls, "a light blur takes away what is odd in a picture and moves it among the usual ones");
        }
        if (score.better().equals("none")) return new SelftestRule(Kind.FREE, falls, "it has no better or worse");
        return new SelftestRule(Kind.WORSENS, falls, "");
    }

    boolean holds(SelftestTrend trend) {
        return switch (kind) {
            case WORSENS -> trend.worsens();
            case ENDS_WORSE -> trend.endsWorse();
            case IS_SEEN -> trend.isSeen();
            case NEVER_IMPROVES -> trend.neverImproves();
            case FREE -> true;
        };
    }

    /** In words, the harm being named beside it. */
    String must() {
        String because = why.isEmpty() ? "" : " (" + why + ")", way = falls ? "fall" : "rise";
        return switch (kind) {
            case WORSENS -> "must " + way + because;
            case ENDS_WORSE -> "must " + way + " in the end" + because;
            case IS_SEEN -> "must " + way + " at some dose" + because;
            case NEVER_IMPROVES -> "must not " + (falls ? "rise" : "fall") + because;
            case FREE -> "is not meant to react" + because;
        };
    }
}
