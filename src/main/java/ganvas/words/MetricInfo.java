package ganvas.words;

import ganvas.result.Capability;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The description of a metric, used by {@code ganvas metrics}, on score lines, in verdicts, on a terminal and in the
 * self-test. It holds no tensor and needs no native code. It is made by {@link #named} and the methods that follow it,
 * each of which returns a changed copy.
 *
 * @param name       as in {@code scores.jsonl}, without the suffix there
 * @param lines      its lines in {@code scores.jsonl}
 * @param label      its name for people
 * @param reading    how to read its number
 * @param definition its meaning and requirements
 * @param standing   its place in a verdict
 * @param selftest   what must hold on pictures for which the right answer is known
 */
public record MetricInfo(String name, Lines lines, Label label, Reading reading, Definition definition,
        Standing standing, SelftestRule selftest) {
    /** The suffix of the name on a line. */
    public enum Form {
        /** No suffix. */
        PLAIN,
        /** The number of generated images, on which the value depends: {@code fid-judge-10k}. */
        COUNTED,
        /** A class, after a slash, with one line for each: {@code class-share/3}. */
        BY_CLASS
    }

    /** The question that a score answers, in the words of score lines. */
    public enum Question {
        GOOD, VARIED, SHARP, RECONSTRUCTS, CODES, NEW;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The better direction: {@link #ONE} means nearer to 1, {@link #NONE} means no direction. */
    public enum Better {
        LOWER, HIGHER, ONE, NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What a score says of pictures that show nothing at all. */
    public enum Noise {
        /** Nothing of use. */
        SILENT,
        /** It can be high, so it is not read by itself, and not at all where the pictures are noise. */
        FOOLED,
        /** It is next to 0. */
        TELLS,
        /** It is next to 0 with all others of its kind; one alone may be 0 for another reason. */
        HINTS,
        /** It does not ask what pictures show: it is not counted where they are noise. */
        BLIND
    }

    /** The values that a score can have. */
    public record Bounds(double low, double high) {
        public static final Bounds NONE = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        public double clamp(double value) {
            return Math.clamp(value, low, high);
        }

        /** The bounds of a difference of two values. */
        public Bounds ofDifference() {
            return new Bounds(low - high, high - low);
        }
    }

    /** The network whose features or opinions a metric uses. */
    public enum Network {
        NONE(""), JUDGE("the judge"), INCEPTION("the FID Inception network");

        private final String words;

        Network(String words) {
            this.words = words;
        }
    }

    /**
     * The lines of a metric.
     *
     * @param also  names of further lines that are measured with it, in their order, each with its words
     * @param after the metric whose line comes before its own; empty for the order of the list
     */
    public record Lines(Form form, Map<String, String> also, String after) {}

    /**
     * Names for people.
     *
     * @param title  on a line of a table, such as "FID, judge features"
     * @param phrase in a sentence, without an article, such as "FID (judge features)"; a class, if any, follows
     * @param curve  the last part of its key in quick looks during training; empty if there is none
     */
    public record Label(String title, String phrase, String curve) {}

    /** @param unit such as "nats per image", or empty */
    public record Reading(Question question, Better better, String unit, Bounds bounds) {}

    /**
     * The definition.
     *
     * @param meaning a sentence
     * @param needs   requirements for the measurement, for people
     * @param of      the capability without which a model has no such score
     * @param fewest  number of images below which it is not measured
     * @param source  of the definition
     */
    public record Definition(String meaning, Network network, String needs, int fewest, String source,
            Optional<Capability> of) {}

    /**
     * The place in a verdict.
     *
     * @param rank  its place among the scores that a headline would use: 0 is the most informative, {@link #UNRANKED}
     *          comes last
     * @param row   its row in the short table on a terminal, from 1. Of several scores with one row, the first is
     *          shown. 0 for none
     * @param win   words for a model that leads
     * @param votes whether leading on it counts in a verdict
     * @param noise what it says of noise
     */
    public record Standing(int rank, int row, WinWords win, boolean votes, Noise noise) {}

    public static final int UNRANKED = Integer.MAX_VALUE;

    public static MetricInfo named(String name) {
        return new MetricInfo(name, new Lines(Form.PLAIN, Map.of(), ""), new Label(name, name, ""),
                new Reading(Question.GOOD, Better.NONE, "", Bounds.NONE),
                new Definition("", Network.NONE, "", 1, "", Optional.empty()),
                new Standing(UNRANKED, 0, WinWords.UNSAID, true, Noise.SILENT), SelftestRule.PLAIN);
    }

    /** A copy whose value depends on the number of images, so that the name contains it. */
    public MetricInfo counted() {
        return with(new Lines(Form.COUNTED, lines.also, lines.after));
    }

    public MetricInfo byClass() {
        return with(new Lines(Form.BY_CLASS, lines.also, lines.after));
    }

    /** @param also as in {@link Lines}; a map that keeps its order */
    public MetricInfo also(Map<String, String> also) {
        return with(new Lines(lines.form, also, lines.after));
    }

    public MetricInfo after(String metric) {
        return with(new Lines(lines.form, lines.also, metric));
    }

    public MetricInfo labelled(String title, String phrase) {
        return with(new Label(title, phrase, label.curve));
    }

    public MetricInfo curve(String key) {
        return with(new Label(label.title, label.phrase, key));
    }

    public MetricInfo reads(Question question, Better better) {
        return with(new Reading(question, better, reading.unit, reading.bounds));
    }

    public MetricInfo in(String unit) {
        return with(new Reading(reading.question, reading.better, unit, reading.bounds));
    }

    /** A copy whose values are at least {@code low} and at most {@code high}. */
    public MetricInfo within(double low, double high) {
        return with(new Reading(reading.question, reading.better, reading.unit, new Bounds(low, high)));
    }

    /** A copy whose values are at least {@code low}. */
    public MetricInfo atLeast(double low) {
        return within(low, Double.POSITIVE_INFINITY);
    }

    public MetricInfo means(String meaning, String source) {
        return with(new Definition(meaning, definition.network, definition.needs, definition.fewest, source,
                definition.of));
    }

    /** @param beside requirements in addition to the network; or empty */
    public MetricInfo needs(Network network, String beside, int fewest) {
        String needs = network.words.isEmpty() || beside.isEmpty() ? network.words + beside
                : network.words + ", " + beside;
        return with(new Definition(definition.meaning, network, needs, fewest, definition.source, definition.of));
    }

    /** A copy that only models with this capability have. */
    public MetricInfo of(Capability capability) {
        return with(new Definition(definition.meaning, definition.network, definition.needs, definition.fewest,
                definition.source, Optional.of(capability)));
    }

    public MetricInfo rank(int rank) {
        return with(new Standing(rank, standing.row, standing.win, standing.votes, standing.noise));
    }

    public MetricInfo row(int row) {
        return with(new Standing(standing.rank, row, standing.win, standing.votes, standing.noise));
    }

    public MetricInfo wins(WinWords win) {
        return with(new Standing(standing.rank, standing.row, win, standing.votes, standing.noise));
    }

    /** A copy without a vote. The score is compared and shown, but leading on it is no argument for a model. */
    public MetricInfo withoutVote() {
        return with(new Standing(standing.rank, standing.row, standing.win, false, standing.noise));
    }

    public MetricInfo noise(Noise noise) {
        return with(new Standing(standing.rank, standing.row, standing.win, standing.votes, noise));
    }

    public MetricInfo selftest(SelftestRule rule) {
        return new MetricInfo(name, lines, label, reading, definition, standing, rule);
    }

    private MetricInfo with(Lines changed) {
        return new MetricInfo(name, changed, label, reading, definition, standing, selftest);
    }

    private MetricInfo with(Label changed) {
        return new MetricInfo(name, lines, changed, reading, definition, standing, selftest);
    }

    private MetricInfo with(Reading changed) {
        return new MetricInfo(name, lines, label, changed, definition, standing, selftest);
    }

    private MetricInfo with(Definition changed) {
        return new MetricInfo(name, lines, label, reading, changed, standing, selftest);
    }

    private MetricInfo with(Standing changed) {
        return new MetricInfo(name, lines, label, reading, definition, changed, selftest);
    }

    public boolean isCounted() {
        return lines.form == Form.COUNTED;
    }

    public boolean isByClass() {
        return lines.form == Form.BY_CLASS;
    }

    public int fewest() {
        return definition.fewest;
    }

    /** The name of its score on {@code images} generated images, such as {@code fid-judge-10k}. */
    public String nameAt(long images) {
        if (!isCounted()) return name;
        return name + "-" + (images % 1000 == 0 && images > 0 ? images / 1000 + "k" : String.valueOf(images));
    }

    /** The number of images in the name of one of its scores; empty if the name has none. */
    public OptionalLong imagesOf(String score) {
        if (!isCounted() || !owns(score) || score.equals(name)) return OptionalLong.empty();
        String count = score.substring(name.length() + 1);
        return OptionalLong.of(count.endsWith("k") ? 1000 * Long.parseLong(count.substring(0, count.length() - 1))
                : Long.parseLong(count));
    }

    /** Whether a score of this name is one of its own. */
    public boolean owns(String score) {
        if (score.equals(name) || lines.also.containsKey(score)) return true;
        if (!score.startsWith(name)) return false;
        String rest = score.substring(name.length());
        return switch (lines.form) {
            case PLAIN -> false;
            case COUNTED -> rest.matches("-\\d{1,12}k?");
            case BY_CLASS -> rest.startsWith("/");
        };
    }

    /** The name for people of this score, which must be one of its own: in a sentence, without an article. */
    public String phrase(String score) {
        if (lines.also.containsKey(score)) return lines.also.get(score);
        return isByClass() && !score.equals(name) ? label.phrase + " " + score.substring(name.length() + 1)
                : label.phrase;
    }
}
