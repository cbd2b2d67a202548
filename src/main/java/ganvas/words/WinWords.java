package ganvas.words;

/**
 * Words of a headline about the model that leads on a score. {@code {pictures}} stands for the content of the dataset's
 * pictures, such as digits.
 *
 * @param lead    for two models, then for more: "varies more", "varies most"
 * @param again   for two models if the sentence has already named the pictures: with all detail, then with less. If
 *          empty, {@code lead} is used
 * @param below   for a score whose best value is 1, if the leader lies below the runner-up; then if it leads several
 *          and is not the highest
 * @param figures words around the two numbers
 */
public record WinWords(Pair lead, Pair again, Pair below, Wording figures) {
    private static final String PICTURES = "{pictures}";
    private static final Pair NONE = new Pair("", "");
    /** No words of its own: the score's label is used. */
    public static final WinWords UNSAID = new WinWords(NONE, NONE, NONE, new Wording("", "", ""));

    public record Pair(String first, String second) {
        public boolean isEmpty() {
            return first.isEmpty();
        }
    }

    /**
     * Words around the numbers.
     *
     * @param before the score's short name with its space, or empty
     * @param each   after each number
     * @param first  after the first number, following {@code each}
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

    /** The words with a short name before the numbers: {@code FID 5.0 against 10.0}. */
    public WinWords called(String name) {
        return new WinWords(lead, again, below, new Wording(name + " ", figures.each, figures.first));
    }

    /** The words with a unit after the numbers: {@code 0.90× real against 1.40×}. */
    public WinWords unit(String each, String first) {
        return new WinWords(lead, again, below, new Wording(figures.before, each, first));
    }

    /** {@code words} with the content of the pictures filled in. */
    public static String said(String words, String pictures) {
        return words.replace(PICTURES, pictures);
    }
}
