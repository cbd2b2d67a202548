package ganvas.result;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** "Did you mean": the name nearest to what was typed, by Levenshtein distance. */
public final class Nearest {
    private Nearest() {}

    /** The nearest of {@code known}, if it is near enough to be a slip: at most a third of its letters differ. */
    public static Optional<String> to(String typed, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String k) -> distance(typed, k)).thenComparing(k -> k))
                .filter(k -> distance(typed, k) <= Math.max(1, Math.max(k.length(), typed.length()) / 3));
    }

    /** {@code "; did you mean X?"}, or nothing. */
    public static String hint(String typed, Collection<String> known) {
        return to(typed, known).map(k -> "; did you mean '" + k + "'?").orElse("");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) row[j] = j;
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
