package ganvas.study;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ganvas.file.Required;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * One thing to be measured for a claim. A metric is
 * <ul>
 * <li>the name of a score, such as {@code fid-judge-10k} or {@code sharpness};
 * <li>a cost: {@code seconds} (of training), {@code images-per-second}, {@code parameters} (trainable, all networks),
 *     {@code peak-memory} (bytes), {@code updates} (of the network that makes images);
 * <li>{@code final:KEY}, the mean of {@code KEY} of stats.jsonl over the last tenth of the run, such as
 *     {@code final:D/accuracy_fake} or {@code final:validation/loss};
 * <li>{@code mean:KEY}, the same over the whole run;
 * <li>{@code events:KIND}, how many events of that kind the run's stats.jsonl holds, such as
 *     {@code events:vanishing-gradient}.
 * <li>{@code confusion-excess/A-B}, for two class indices: {@link ganvas.result.Confusion#excess}, of a VAE.
 * </ul>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
        @JsonSubTypes.Type(value = ClaimCheck.Ordering.class, name = "ordering"),
        @JsonSubTypes.Type(value = ClaimCheck.Equality.class, name = "equality"),
        @JsonSubTypes.Type(value = ClaimCheck.Count.class, name = "count"),
        @JsonSubTypes.Type(value = ClaimCheck.Ratio.class, name = "ratio"),
        @JsonSubTypes.Type(value = ClaimCheck.Threshold.class, name = "threshold"),
        @JsonSubTypes.Type(value = ClaimCheck.Trend.class, name = "trend")})
public sealed interface ClaimCheck {
    /** The metric; for a {@link Count} it is {@code parameters}. */
    String metric();

    /** Whether it compares numbers of parameters, which no training changes. */
    default boolean comparesSizes() {
        return metric().equals("parameters");
    }

    /** Arms that it is about. */
    default List<String> ofArms() {
        return switch (this) {
            case Ordering c -> Stream.concat(Stream.of(c.first), c.than.stream()).toList();
            case Equality c -> c.arms;
            case Count c -> List.of(c.arm);
            case Ratio c -> List.of(c.of, c.to);
            case Threshold c -> c.arms;
            case Trend c -> List.of(c.arm);
        };
    }

    /** The same check about other arms, by the arm that each stands for. */
    default ClaimCheck about(Map<String, String> others) {
        UnaryOperator<String> arm = name -> others.getOrDefault(name, name);
        return switch (this) {
            case Ordering c -> new Ordering(c.metric, arm.apply(c.first), c.is, c.than.stream().map(arm).toList(),
                    c.thanMetric);
            case Equality c -> new Equality(c.metric, c.arms.stream().map(arm).toList(), c.margin);
            case Count c -> new Count(arm.apply(c.arm), c.network, c.counted, c.value);
            case Ratio c -> new Ratio(c.metric, arm.apply(c.of), arm.apply(c.to), c.atLeast, c.atMost);
            case Threshold c ->
                    new Threshold(c.metric, c.arms.stream().map(arm).toList(), c.above, c.below, c.inSome);
            case Trend c -> new Trend(c.metric, arm.apply(c.arm), c.fromEpoch, c.toEpoch, c.goes, c.margin);
        };
    }

    /**
     * One arm is higher or lower than others.
     *
     * @param first the arm that has more (or less) according to the claim
     * @param than  each of the others
     * @param is    {@code higher} or {@code lower}
     * @param thanMetric of the others, if it is another than that of the first; the file lacks it otherwise, and
     *          {@link #ofOthers} gives it
     */
    record Ordering(@Required String metric, @Required String first, @Required String is, @Required List<String> than,
            @JsonInclude(JsonInclude.Include.NON_NULL) String thanMetric) implements ClaimCheck {
        public Ordering(String metric, String first, String is, List<String> than) {
            this(metric, first, is, than, null);
        }

        /** The metric of the others. */
        public String ofOthers() {
            return Optional.ofNullable(thanMetric).orElse(metric);
        }

        public Ordering {
            if (is != null && !List.of("higher", "lower").contains(is))
                throw new IllegalArgumentException("expected 'higher' or 'lower', found '" + is + "'");
        }
    }

    /** Arms differ by at most {@code margin}, in the metric's unit. Decided by two one-sided tests. */
    record Equality(@Required String metric, @Required List<String> arms, double margin) implements ClaimCheck {}

    /**
     * A number of parameters that the paper prints, compared exactly; needs no run.
     *
     * @param network as {@code describe} names it
     * @param counted {@code trainable}, or {@code with-moving} to include moving statistics
     */
    record Count(@Required String arm, @Required String network, @Required String counted, long value)
            implements ClaimCheck {
        @Override
        public String metric() {
            return "parameters";
        }
    }

    /**
     * The metric of {@code of} divided by that of {@code to}.
     *
     * @param atLeast, atMost as in the file, which may lack one of them; {@link #bounds} has both
     */
    record Ratio(@Required String metric, @Required String of, @Required String to, Double atLeast, Double atMost)
            implements ClaimCheck {
        public Ratio(String metric, String of, String to, CheckBounds bounds) {
            this(metric, of, to, bounds.low().orElse(null), bounds.high().orElse(null));
        }

        public CheckBounds bounds() {
            return new CheckBounds(Optional.ofNullable(atLeast), Optional.ofNullable(atMost));
        }
    }

    /**
     * The metric of each of {@code arms} lies above or below a limit. Of events, which happen in a run or do not, the
     * share of runs is compared with one half.
     *
     * @param above, below as in the file, which has one of them; {@link #bounds} has both
     * @param inSome whether one run suffices: for claims that something happens at times
     */
    record Threshold(@Required String metric, @Required List<String> arms, Double above, Double below,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean inSome) implements ClaimCheck {
        public Threshold(String metric, List<String> arms, CheckBounds bounds) {
            this(metric, arms, bounds.low().orElse(null), bounds.high().orElse(null), false);
        }

        /** The same limits, which one run must be within. */
        public Threshold ofSome() {
            return new Threshold(metric, arms, above, below, true);
        }

        public CheckBounds bounds() {
            return new CheckBounds(Optional.ofNullable(above), Optional.ofNullable(below));
        }
    }

    /**
     * The change of a key of stats.jsonl within the runs of one arm.
     *
     * @param metric    a key of stats.jsonl that is logged at snapshots or lines, such as {@code judge/fid}
     * @param fromEpoch point of the run of the first value (nearest line that has the key)
     * @param toEpoch   point of the second value. Both are in the paper's epochs; on a budget shorter than the paper's
     *          length they are scaled with it
     * @param goes      {@code up}, {@code down}, or {@code nowhere}: changes by no more than {@code margin}
     * @param margin    as in the file, which has it only with {@code nowhere}; {@link #tolerance} gives it
     */
    record Trend(@Required String metric, @Required String arm, double fromEpoch, double toEpoch, @Required String goes,
            Double margin) implements ClaimCheck {
        public Trend {
            if (goes != null && !List.of("up", "down", "nowhere").contains(goes)
                    || "nowhere".equals(goes) && margin == null) {
                throw new IllegalArgumentException(
                        "expected 'up', 'down' or 'nowhere' with a margin, found '" + goes + "'");
            }
        }

        /** A trend that goes {@code up} or {@code down}. */
        public Trend(String metric, String arm, double fromEpoch, double toEpoch, String goes) {
            this(metric, arm, fromEpoch, toEpoch, goes, null);
        }

        /** The largest change of a value that goes {@code nowhere}; empty if it goes up or down. */
        public Optional<Double> tolerance() {
            return Optional.ofNullable(margin).filter(_ -> goes.equals("nowhere"));
        }

        /** The same trend with both epochs multiplied by {@code factor}. */
        Trend scaled(double factor) {
            return new Trend(metric, arm, fromEpoch * factor, toEpoch * factor, goes, margin);
        }
    }
}
