package ganvas.claim;

import ganvas.claim.Measures.Quantity;
import java.util.List;
import java.util.Map;

/** The reason why a check cannot be decided. */
public sealed interface Obstacle extends Measures.Reading {
    /** The study has no such arm. */
    record NoArm(String arm) implements Obstacle {}

    record NoRunYet() implements Obstacle {}

    record Diverged(String arm) implements Obstacle {}

    /** @param ended runs of {@code all} that ran to the end */
    record TooFewRuns(String arm, int ended, int all) implements Obstacle {}

    /** No run of the arm has the number. */
    record NoValue(String arm, Quantity quantity) implements Obstacle {}

    /** The arm has the metric, but on another number of images than the check asks for. */
    record OtherNumber(String arm, ScoreMeaning metric, long measured, long asked) implements Obstacle {}

    /** The score says nothing, since the arm's pictures show nothing. */
    record OfNoise(String arm, ScoreMeaning metric, Doubt doubt) implements Obstacle {}

    /** Some runs of the arm collapsed and others did not, so that no interval over both holds what it says. */
    record SomeCollapsed(String arm, Collapse collapse) implements Obstacle {}

    /** Too few runs are left without those that collapsed. */
    record TooFewSurvivors(String arm, Collapse collapse) implements Obstacle {}

    /** @param known runs of {@code all} that have the number */
    record TooFewValues(String arm, Quantity quantity, int known, int all) implements Obstacle {}

    /** @param shared seeds for which every arm has its number */
    record TooFewShared(int shared) implements Obstacle {}

    /** @param label of the score; {@code one} and {@code other} are its protocols */
    record UnlikeProtocols(String label, String first, String second, Map<String, Object> one,
            Map<String, Object> other)
            implements Obstacle {}

    /** @param known names of the networks that the arm has */
    record NoNetwork(String arm, String network, List<String> known) implements Obstacle {}

    /** With this budget the arm's networks are not the paper's. */
    record Reduced(String arm, List<String> reduced) implements Obstacle {}

    /** A ratio of numbers, one of which is not above 0. */
    record NotPositive(ScoreMeaning metric) implements Obstacle {}
}
