package ganvas.words;

/** Makes the characters visible that a terminal or a browser obeys and does not show. */
public final class Visible {
    /** The first half of U+E0000 to U+E03FF: letters of tags, which no font draws. */
    private static final char TAGS = '\udb40';

    private Visible() {}

    /**
     * The text with such characters written as in JSON: ESC as {@code \}{@code u001b}. Line breaks and tabs stay. JSON
     * means the same as before.
     */
    public static String text(String text) {
        int at = first(text, 0);
        if (at < 0) return text;
        var visible = new StringBuilder(text.length() + 16);
        int from = 0;
        for (; at >= 0; at = first(text, from)) {
            visible.append(text, from, at).append("\\u%04x".formatted((int) text.charAt(at)));
            from = at + 1;
        }
        return visible.append(text, from, text.length()).toString();
    }

    private static int first(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean tag = i > 0 && text.charAt(i - 1) == TAGS && Character.isLowSurrogate(c);
            if ((isHidden(c) || tag) && !(c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n')) return i;
        }
        return -1;
    }

    private static boolean isHidden(char c) {
        if (c < 0x7f) return c < ' ' && c != '\n' && c != '\t';
        return c <= 0x9f                                                        // DEL, and C1 such as CSI
                || c == '\u00ad' || c == '\u061c' || c == '\u180e'
                || c >= '\u200b' && c <= '\u200f' && c != '\u200c' && c != '\u200d'
                || c >= '\u2028' && c <= '\u202e'                               // separators, embeddings, overrides
                || c >= '\u2060' && c <= '\u206f'                               // isolates
                || c == '\ufeff' || c >= '\ufff9' && c <= '\ufffb'
                || c == TAGS;
    }
}
