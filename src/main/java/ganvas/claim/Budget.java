package ganvas.claim;

import ganvas.study.Arm;
import ganvas.study.Study;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** How long a study trains beside the paper's own runs, in words. */
public final class Budget {
    private static final String SHORT = "short", SMOKE = "smoke";

    private Budget() {}

    /** In two or three words: {@code full budget}. */
    public static String name(String budget) {
        return SMOKE.equals(budget) ? "smoke: no evidence" : SHORT.equals(budget) ? "short budget" : "full budget";
    }

    /** Whether the runs are as long as the paper's, so that a verdict stands without a reservation. */
    public static boolean isFull(Study study) {
        return !isLess(study.budget());
    }

    public static boolean isSmoke(String budget) {
        return SMOKE.equals(budget);
    }

    /** Whether a budget of this name asks for a reservation. */
    public static boolean isLess(String budget) {
        return SHORT.equals(budget) || SMOKE.equals(budget);
    }

    /** {@code short budget: 10 epochs instead of the paper's 100}. */
    public static String words(Study study) {
        String what = SMOKE.equals(study.budget()) ? "smoke: a test of the machinery, not evidence" : name(study.budget());
        var byLength = new LinkedHashMap<String, List<String>>();
        for (Arm arm : study.arms()) byLength.computeIfAbsent(length(study, arm), _ -> new ArrayList<>()).add(Words.title(arm.name()));
        if (byLength.size() == 1) return what + (SMOKE.equals(study.budget()) ? "; " : ": ") + byLength.keySet().iterator().next();
        return what + "; " + String.join("; ", byLength.entrySet().stream().map(e -> Words.list(e.getValue()) + ": " + e.getKey()).toList());
    }

    /** {@code 10 epochs instead of the paper's 100}. */
    private static String length(Study study, Arm arm) {
        Long full = study.paper().fullImages() == null ? null : study.paper().fullImages().get(arm.name());
        String ours = epochs(study, arm.images()), theirs = full == null ? null : epochs(study, full);
        String words = ours + (ours.equals("1") ? " epoch" : " epochs");
        if (theirs == null) return words;
        return ours.equals(theirs) ? words + ", as in the paper" : words + " instead of the paper's " + theirs;
    }

    /** Images shown as epochs, three digits at most. */
    public static String epochs(Study study, double images) {
        return Numbers.compact(images / Math.max(1, study.dataset().train()));
    }
}
