package ganvas.words;

import java.util.HashMap;
import java.util.Map;

/**
 * What must be true of a score on pictures of which one knows the answer: real ones harmed, halved, few, and of one
 * class.
 *
 * @param harms     how it must react to a harm, by the harm's word, where that differs from {@code otherwise}
 * @param otherwise how it must react to any other growing harm
 * @param floor     what it must say of two random halves of the same pictures
 * @param count     how it must depend on the number of pictures
 * @param alone     what it must do where all pictures are of one class
 */
public record SelftestRule(Map<String, Reaction> harms, Reaction otherwise, Floor floor, Count count, Alone alone) {
    public static final String BLUR = "blur";
    /** Why blur need not lower a score of how usual pictures are at every dose. */
    public static final String TYPICAL = "a light blur takes away what is odd in a picture and moves it among the "
            + "usual ones";
    /** Each growing harm makes it worse; nothing else is asked. */
    public static final SelftestRule PLAIN = new SelftestRule(Map.of(), new Reaction(Reaction.Kind.WORSENS, ""),
            new Floor.Free(), Count.FREE, Alone.FREE);

    /** @param why where it is not asked to worsen at every dose: a clause; or empty */
    public record Reaction(Kind kind, String why) {
        public enum Kind {
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
    }

    /** What two random halves of the same pictures must give, whatever these are. */
    public sealed interface Floor {
        record Free() implements Floor {}

        /** @param must what it must be, for people; {@code %s} stands for the expected value */
        record Equals(String must, Expected expected) implements Floor {}

        /** As large as another score, since the halves can change places. */
        record AsLargeAs(String score) implements Floor {}
    }

    /**
     * The expectation for equal distributions of {@code real} and {@code generated} pictures, with {@code k} neighbours
     * where it counts them.
     */
    public interface Expected {
        double of(int real, int generated, int k);
    }

    /** How a score may depend on the number of pictures. */
    public enum Count {
        MEAN("must not depend on the number: it is a mean over pictures, each judged by itself"),
        UNBIASED("must not depend on the number beyond its interval: it is unbiased"),
        FALLS("must fall with the number: few pictures bias it upwards"),
        RISES("must rise with the number: more pictures reach more real ones"),
        GAINS("must rise with the number: few pictures hold less of the variety"),
        FREE("nothing is asked here");

        private final String must;

        Count(String must) {
            this.must = must;
        }

        public String must() {
            return must;
        }
    }

    /** What must become of a score where one class is drawn well and no other. */
    public enum Alone {
        FALLS("must fall: the other classes are missing"),
        RISES("must rise: the other classes are missing"),
        HOLDS("must not fall, on average over the classes: each picture is as good as before"),
        FREE("");

        private final String must;

        Alone(String must) {
            this.must = must;
        }

        public String must() {
            return must;
        }
    }

    public SelftestRule harmed(Reaction.Kind kind, String why) {
        return new SelftestRule(harms, new Reaction(kind, why), floor, count, alone);
    }

    public SelftestRule harmed(String harm, Reaction.Kind kind, String why) {
        var all = new HashMap<>(harms);
        all.put(harm, new Reaction(kind, why));
        return new SelftestRule(Map.copyOf(all), otherwise, floor, count, alone);
    }

    public SelftestRule floor(Floor changed) {
        return new SelftestRule(harms, otherwise, changed, count, alone);
    }

    public SelftestRule count(Count changed) {
        return new SelftestRule(harms, otherwise, floor, changed, alone);
    }

    public SelftestRule alone(Alone changed) {
        return new SelftestRule(harms, otherwise, floor, count, changed);
    }

    /** How it must react to growing doses of {@code harm}. */
    public Reaction to(String harm) {
        return harms.getOrDefault(harm, otherwise);
    }
}
