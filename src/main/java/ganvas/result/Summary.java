package ganvas.result;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonFormat.Feature;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import ganvas.file.Required;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The whole comparison in one file, {@code summary.json}. It is made from the run folders, and {@code report} makes it
 * again.
 *
 * @param kind    {@code compare} or a study's name
 * @param command that makes it again
 * @param ganvas  the version that trained; the file lacks it if no run knows it
 * @param datasets of the arms, one or several; in the file {@code dataset}, without a list if there is one
 * @param arms    by name, in the order of the study
 * @param findings each score on which two arms can be compared
 * @param verdict the sentences, the first of them the headline
 * @param notMeasured things that a reader may miss, with the reasons
 * @param claims  of the paper, judged; empty if the study reproduces none
 * @param title   of a study of one's own; empty for none
 * @param phases  seconds by phase of the command: start, data, train, sample, score, report
 */
public record Summary(@Required String kind, String command, String ganvas,
        @Required @JsonProperty("dataset") @JsonFormat(with = {
                Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED}) List<DatasetInfo> datasets,
        @Required Map<String, ArmSummary> arms, @Required List<Finding> findings, List<ClaimResult> claims,
        @Required List<String> verdict,
        List<String> notMeasured, Map<String, Double> phases,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) String title){
    /** A file may leave out what is empty. */
    public Summary {
        claims = claims == null ? List.of() : claims;
        notMeasured = notMeasured == null ? List.of() : notMeasured;
        phases = phases == null ? Map.of() : phases;
        title = title == null ? "" : title;
    }

    /** What was run: its kind, the command that makes it again, and the version of Ganvas if a run knows it. */
    public record Command(String kind, String text, Optional<String> ganvas) {}

    /** A summary without claims and verdict. */
    public static Summary of(Command command, List<DatasetInfo> datasets, Map<String, ArmSummary> arms,
            List<Finding> findings, List<String> notMeasured, Map<String, Double> phases) {
        return new Summary(command.kind, command.text, command.ganvas.orElse(null), datasets, arms, findings, List.of(),
                List.of(), notMeasured, phases, "");
    }

    public Summary withTitle(String own) {
        return new Summary(kind, command, ganvas, datasets, arms, findings, claims, verdict, notMeasured, phases, own);
    }

    public Summary withClaims(List<ClaimResult> judged) {
        return new Summary(kind, command, ganvas, datasets, arms, findings, judged, verdict, notMeasured, phases,
                title);
    }

    /** @param sentences the headline first */
    public Summary withVerdict(List<String> sentences) {
        return new Summary(kind, command, ganvas, datasets, arms, findings, claims, sentences, notMeasured, phases,
                title);
    }

    /** The dataset of a summary, or of a part of it, that has only one. */
    public DatasetInfo dataset() {
        return datasets.getFirst();
    }

    /** The part about the dataset {@code d}: its arms and their findings. */
    public Summary on(DatasetInfo d) {
        if (datasets.size() == 1) return this;
        var there = new LinkedHashMap<String, ArmSummary>();
        arms.forEach((name, arm) -> {
            if (arm.ownDataset().filter(d.name::equals).isPresent()) there.put(name, arm);
        });
        return new Summary(kind, command, ganvas, List.of(d), there,
                findings.stream().filter(f -> there.containsKey(f.first)).toList(), claims,
                verdict, notMeasured, phases, title);
    }

    /** One part for each dataset. */
    public List<Summary> parts() {
        return datasets.stream().map(this::on).toList();
    }

    /** @param classes names by index */
    public record DatasetInfo(@Required String name, long train, long validation, long test, int channels, int height,
            int width, List<String> classes, @Required String sha256) {
        private static final int LARGEST_SIDE = 1 << 14;

        public DatasetInfo {
            if (channels < 1 || channels > 4 || height < 1 || width < 1 || height > LARGEST_SIDE
                    || width > LARGEST_SIDE) {
                throw new IllegalArgumentException(
                        "expected images of 1 to 4 channels and sides of 1 to %,d, found [%d, %d, %d]"
                                .formatted(LARGEST_SIDE, channels, height, width));
            }
            if (train < 0 || validation < 0 || test < 0)
                throw new IllegalArgumentException("expected counts of images, found one below 0");
        }
    }

    /**
     * The summary of one arm.
     *
     * @param parameters trainable, of all networks that training needs
     * @param generatorParameters of the network that makes images
     * @param multiplyAdds to make one image
     * @param seconds    training, mean over seeds
     * @param status     {@code done}, or {@code diverged} if any seed diverged
     * @param message    the reason why a seed diverged; the file lacks it if none did, and {@link #ending} is without
     * @param dataset    the name of its dataset; the file lacks it if all arms have the same
     * @param collapsed  runs that ended in mode collapse while others did not: scores are those of the others. The file
     *          lacks it if it is 0
     */
    public record ArmSummary(@Required String family, @Required String model, @Required List<Long> seeds, long images,
            long parameters, long generatorParameters, long multiplyAdds, double seconds, double imagesPerSecond,
            long peakMemoryBytes,
            @Required String status, String message, @Required Map<String, Score> scores, String dataset,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) int collapsed) {
        /** The model and its size, as in the record. */
        public record Architecture(String family, String model, long parameters, long generatorParameters,
                long multiplyAdds) {}

        /** The training and its cost, as in the record. */
        public record Cost(List<Long> seeds, long images, double seconds, double imagesPerSecond,
                long peakMemoryBytes) {}

        /** The status, and the reason why a seed diverged. */
        public record Ending(String status, Optional<String> message) {}

        public static ArmSummary of(Architecture a, Cost c, Ending e, Map<String, Score> scores) {
            return new ArmSummary(a.family, a.model, c.seeds, c.images, a.parameters, a.generatorParameters,
                    a.multiplyAdds, c.seconds, c.imagesPerSecond, c.peakMemoryBytes, e.status, e.message.orElse(null),
                    scores, null, 0);
        }

        /** The same arm in a summary of several datasets. */
        public ArmSummary on(String named) {
            return new ArmSummary(family, model, seeds, images, parameters, generatorParameters, multiplyAdds, seconds,
                    imagesPerSecond, peakMemoryBytes, status, message, scores, named, collapsed);
        }

        /** The same arm, of which so many runs collapsed. */
        public ArmSummary withCollapsed(int runs) {
            return new ArmSummary(family, model, seeds, images, parameters, generatorParameters, multiplyAdds, seconds,
                    imagesPerSecond, peakMemoryBytes, status, message, scores, dataset, runs);
        }

        public Ending ending() {
            return new Ending(status, Optional.ofNullable(message));
        }

        /** The name of its dataset; empty if all arms have the same. */
        public Optional<String> ownDataset() {
            return Optional.ofNullable(dataset);
        }

        /** The score of this name, if the arm has it. */
        public Optional<Score> score(String name) {
            return Optional.ofNullable(scores.get(name));
        }
    }

    /**
     * A score.
     *
     * @param low, high a 95 % interval. If {@code interval} is "seeds", it is over training seeds (two runs or more);
     *          if it is "samples", over the samples of the one run. The file lacks both if there is none
     * @param perSeed values in the order of the study's seeds, null for a seed without; {@link #ofSeed} reads them
     */
    public record Score(double mean, Double low, Double high, @Required List<Double> perSeed, @Required String interval,
            @Required String label,
            @Required String question, @Required String better, String unit, String recipe,
            Map<String, Object> protocol) {
        /** A score with the name and the protocol of {@code like}. */
        public static Score of(ScoreLine like, double mean, Double low, Double high, List<Double> perSeed,
                String interval) {
            return new Score(mean, low, high, perSeed, interval, like.label(), like.question(), like.better(),
                    like.unit(), like.recipe(), like.protocol());
        }

        /** The value of the seed with this index; empty if it has none. */
        public OptionalDouble ofSeed(int index) {
            return index < perSeed.size() && perSeed.get(index) != null ? OptionalDouble.of(perSeed.get(index))
                    : OptionalDouble.empty();
        }
    }

    /**
     * The comparison of two arms on one score.
     *
     * @param better the arm's name, or {@code undecided}
     * @param difference first minus second, with its 95 % interval
     * @param test   in words: which interval, which test
     */
    public record Finding(@Required String score, @Required String first, @Required String second,
            @Required String better, double difference, double low,
            double high, @Required String test) {
        public Finding(String score, String first, String second, String better, Estimated difference, String test) {
            this(score, first, second, better, difference.mean, difference.low, difference.high, test);
        }
    }

    /** A number with the limits of its interval. */
    public record Estimated(double mean, double low, double high) {}

    /**
     * A paper's claim and its verdict.
     *
     * @param verdict {@code holds}, {@code fails} or {@code undecided}
     * @param evidence in sentences with the numbers, a line for each check, those that decide first
     * @param suggests of an undecided claim whose metric stands in for the paper's: {@code holds} or {@code fails}. The
     *          file lacks it otherwise; {@link #suggestion} has it
     */
    public record ClaimResult(@Required String id, @Required String says, String where, String measure,
            @Required String verdict, @Required String evidence,
            @Required List<CheckResult> checks, @JsonInclude(JsonInclude.Include.NON_NULL) String suggests) {
        public Optional<String> suggestion() {
            return Optional.ofNullable(suggests);
        }
    }

    /**
     * The result of a check.
     *
     * @param what   the check in words
     * @param estimate mean over seeds of the tested quantity (a difference, a logarithm of a ratio, a value), with the
     *          interval that {@code test} names. Of several arms it is that of the arms that decide. The file lacks it
     *          if it could not be measured, and the limits if it is a fact without an interval
     * @param test   the interval (of 95 %, for an equality of 90 %) and the test, or why it is undecided
     */
    public record CheckResult(String kind, String metric, @Required String what, @Required String verdict,
            Double estimate, Double low, Double high,
            String test) {
        /** A check that could not be measured. */
        public CheckResult(String kind, String metric, String what, String verdict, String test) {
            this(kind, metric, what, verdict, null, null, null, test);
        }

        /** The same check with a fact, which has no interval. */
        public CheckResult withFact(double number) {
            return new CheckResult(kind, metric, what, verdict, number, null, null, test);
        }

        public CheckResult withEstimate(Estimated r) {
            return new CheckResult(kind, metric, what, verdict, r.mean, r.low, r.high, test);
        }
    }
}
