package ganvas.words;

/**
 * What a headline says of the model that leads on a score. {@code {pictures}} stands for what the dataset's pictures
 * show, such as digits.
 *
 * @param lead    of two models, then of more: "varies more", "varies most"
 * @param again   of two, where the sentence has named the pictures before: with all detail, then with less. Empty is as
 *     {@code lead}.
 * @param below   of a score whose best is 1, where the leader lies below the runner-up; then where it leads several and
 *     is not the highest
 * @param figures what stands around the two numbers
 */
public record WinWords(Pair lead, Pair again, Pair below, Wording figures) {
    private static final String PICTURES = "{pictures}";
    private static final Pair NONE = new Pair("", "");
    /** Nothing of its own: the score's label is said. */
    public static final WinWords UNSAID = new WinWords(NONE, NONE, NONE, new Wording("", "", ""));

    public record Pair(String first, String second) {
        public boolean isEmpty() {
            return first.isEmpty();
        }
    }

    /**
     * @param before the score's short name with its space, or empty
     * @param each   behind each number
     * @param first  behind the first of them, after {@code each}
     */
    public record Wording(String before, String each, String first) {}

    public static WinWords of(String two, String more) {
        return new WinWords(new Pair(two, more), NONE, NONE, UNSAID.figures);
    }

    public WinWords again(String rich, String plain) {
        return new WinWords(lead, new Pair(rich, plain), below, figures);
    }

    public WinWords below(String first, String second) {
        return new WinWords(lead, again, new Pair(first, second), figures);
    }

    /** With a short name before the numbers: {@code FID 5.0 against 10.0}. */
    public WinWords called(String name) {
        return new WinWords(lead, again, below, new Wording(name + " ", figures.each, figures.first));
    }

    /** With a unit behind the numbers: {@code 0.90× real against 1.40×}. */
    public WinWords unit(String each, String first) {
        return new WinWords(lead, again, below, new Wording(figures.before, each, first));
    }

    /** {@code words} with what the pictures show. */
    public static String said(String words, String pictures) {
        return words.replace(PICTURES, pictures);
    }
}
