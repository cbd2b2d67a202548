package ganvas.words;

import java.util.Locale;
import java.util.Map;

/**
 * What is said of a metric: by {@code ganvas metrics}, on score lines, in verdicts, on a terminal and in the self-test.
 * It holds no tensor and needs no native code. Made by {@link #named} and the methods that follow it, each of which
 * gives a changed copy.
 *
 * @param name       as in {@code scores.jsonl}, without what follows it there
 * @param lines      which lines of {@code scores.jsonl} are its own
 * @param label      what people call it
 * @param reading    how its number is read
 * @param definition what it means and takes
 * @param standing   its place in a verdict
 * @param selftest   what must be true of it on pictures of which one knows the answer
 */
public record MetricInfo(String name, Lines lines, Label label, Reading reading, Definition definition,
        Standing standing, SelftestRule selftest) {
    /** What follows the name on a line. */
    public enum Form {
        /** Nothing. */
        PLAIN,
        /** The number of generated images, on which the value depends: {@code fid-judge-10k}. */
        COUNTED,
        /** A class, after a slash, and a line for each: {@code class-share/3}. */
        BY_CLASS
    }

    /** What a score answers, in the words of score lines. */
    public enum Question {
        GOOD, VARIED, SHARP, RECONSTRUCTS, CODES, NEW;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which way is better; {@link #ONE} is nearer to 1, {@link #NONE} has no direction. */
    public enum Better {
        LOWER, HIGHER, ONE, NONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The network whose features or opinions a metric is made of. */
    public enum Network {
        NONE(""), JUDGE("the judge"), INCEPTION("the FID Inception network");

        private final String words;

        Network(String words) {
            this.words = words;
        }
    }

    /**
     * @param also  names of further lines that are measured with it, in their order, each with its words
     * @param after the metric behind whose line its own stands; empty where it stands in the order of the list
     */
    public record Lines(Form form, Map<String, String> also, String after) {}

    /**
     * @param title  on a line of a table, such as "FID, judge features"
     * @param phrase in a sentence, without an article, such as "FID (judge features)"; by class, the class follows
     * @param curve  the last part of the key under which a quick look reports it while a model trains; empty where none
     *     does
     */
    public record Label(String title, String phrase, String curve) {}

    /** @param unit such as "nats per image", or empty */
    public record Reading(Question question, Better better, String unit) {}

    /**
     * @param meaning a sentence
     * @param needs   what it is measured with, for people
     * @param fewest  it is not measured on fewer images
     * @param source  where it is defined
     */
    public record Definition(String meaning, Network network, String needs, int fewest, String source) {}

    /**
     * @param rank  its place among the scores that a headline would use: 0 is the most telling, {@link #UNRANKED} comes
     *     last
     * @param row   its row in the short table on a terminal, from 1; of several scores with one row the first stands
     *     there. 0 is none.
     * @param win   what is said of a model that leads
     * @param votes whether leading on it counts in a verdict
     */
    public record Standing(int rank, int row, WinWords win, boolean votes) {}

    public static final int UNRANKED = Integer.MAX_VALUE;

    public static MetricInfo named(String name) {
        return new MetricInfo(name, new Lines(Form.PLAIN, Map.of(), ""), new Label(name, name, ""),
                new Reading(Question.GOOD, Better.NONE, ""), new Definition("", Network.NONE, "", 1, ""),
                new Standing(UNRANKED, 0, WinWords.UNSAID, true), SelftestRule.PLAIN);
    }

    /** Its value depends on the number of images, so that the name must tell it. */
    public MetricInfo counted() {
        return with(new Lines(Form.COUNTED, lines.also, lines.after));
    }

    public MetricInfo byClass() {
        return with(new Lines(Form.BY_CLASS, lines.also, lines.after));
    }

    /** @param also as in {@link Lines}; of a map that keeps its order */
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
        return new MetricInfo(name, lines, label, new Reading(question, better, reading.unit), definition, standing,
                selftest);
    }

    public MetricInfo in(String unit) {
        return new MetricInfo(name, lines, label, new Reading(reading.question, reading.better, unit), definition,
                standing, selftest);
    }

    public MetricInfo means(String meaning, String source) {
        return with(new Definition(meaning, definition.network, definition.needs, definition.fewest, source));
    }

    /** @param beside what it is measured with beside the network; or empty */
    public MetricInfo needs(Network network, String beside, int fewest) {
        String needs = network.words.isEmpty() || beside.isEmpty() ? network.words + beside
                : network.words + ", " + beside;
        return with(new Definition(definition.meaning, network, needs, fewest, definition.source));
    }

    public MetricInfo rank(int rank) {
        return with(new Standing(rank, standing.row, standing.win, standing.votes));
    }

    public MetricInfo row(int row) {
        return with(new Standing(standing.rank, row, standing.win, standing.votes));
    }

    public MetricInfo wins(WinWords win) {
        return with(new Standing(standing.rank, standing.row, win, standing.votes));
    }

    /** It is compared and shown, but who leads on it is no argument for a model. */
    public MetricInfo withoutVote() {
        return with(new Standing(standing.rank, standing.row, standing.win, false));
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

    /** Whether a score of this name is one of its own. */
    public boolean owns(String score) {
        if (score.equals(name) || lines.also.containsKey(score)) return true;
        if (!score.startsWith(name)) return false;
        String rest = score.substring(name.length());
        return switch (lines.form) {
            case PLAIN -> false;
            case COUNTED -> rest.matches("-\\d+k?");
            case BY_CLASS -> rest.startsWith("/");
        };
    }

    /** What people call the score of this name, which is one of its own: in a sentence, without an article. */
    public String phrase(String score) {
        if (lines.also.containsKey(score)) return lines.also.get(score);
        return isByClass() && !score.equals(name) ? label.phrase + " " + score.substring(name.length() + 1)
                : label.phrase;
    }
}
