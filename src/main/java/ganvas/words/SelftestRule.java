package ganvas.words;

import java.util.HashMap;
import java.util.Map;

/**
 * The rule for a score on pictures for which the right answer is known: real pictures harmed, halved, few, and of one
 * class.
 *
 * @param harms     reaction to a harm, by the harm's word, if it differs from {@code otherwise}
 * @param otherwise reaction to any other growing harm
 * @param floor     value on two random halves of the same pictures
 * @param count     dependence on the number of pictures
 * @param alone     change if all pictures are of one class
 */
public record SelftestRule(Map<String, Reaction> harms, Reaction otherwise, Floor floor, Count count, Alone alone) {
    public static final String BLUR = "blur";
    /** The reason why blur need not lower, at every dose, a score that measures how usual pictures are. */
    public static final String TYPICAL = "a light blur takes away what is odd in a picture and moves it among the "
            + "usual ones";
    /** The rule with one requirement only: each growing harm makes the score worse. */
    public static final SelftestRule PLAIN = new SelftestRule(Map.of(), new Reaction(Reaction.Kind.WORSENS, ""),
            new Floor.Free(), Count.FREE, Alone.FREE);

    /**
     * The required reaction.
     *
     * @param why reason why it need not worsen at every dose: a clause; or empty
     */
    public record Reaction(Kind kind, String why) {
        public enum Kind {
            /** No dose is better than the one before, and the last is worse than none. */
            WORSENS,
            /** The last dose is worse than none. */
            ENDS_WORSE,
            /** Some dose is worse than none. */
            IS_SEEN,
            /** No dose is better than the one before. */
            NEVER_IMPROVES,
            /** No requirement; the numbers are shown. */
            FREE
        }
    }

    /** The required value on two random halves of the same pictures, whatever they show. */
    public sealed interface Floor {
        record Free() implements Floor {}

        /**
         * The score equals an expected value.
         *
         * @param must the requirement, for people; {@code %s} stands for the expected value
         */
        record Equals(String must, Expected expected) implements Floor {}

        /** The score is as large as another one, since the halves can change places. */
        record AsLargeAs(String score) implements Floor {}
    }

    /**
     * The expected value for equal distributions of {@code real} and {@code generated} pictures, with {@code k}
     * neighbours if the score uses them.
     */
    public interface Expected {
        double of(int real, int generated, int k);
    }

    /** The permitted dependence of a score on the number of pictures. */
    public enum Count {
        MEAN("must not depend on the number: it is a mean over pictures, each judged by itself"),
        UNBIASED("must not depend on the number beyond its interval: it is unbiased"),
        FALLS("must fall with the number: few pictures bias it upwards"),
        RISES("must rise with the number: more pictures reach more real ones"),
        GAINS("must not fall with the number: few pictures hold no more of the variety"),
        FREE("nothing is asked here");

        private final String must;

        Count(String must) {
            this.must = must;
        }

        public String must() {
            return must;
        }
    }

    /** The required change of a score if one class is drawn well and no other is drawn. */
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

    /** The required reaction to growing doses of {@code harm}. */
    public Reaction to(String harm) {
        return harms.getOrDefault(harm, otherwise);
    }
}
