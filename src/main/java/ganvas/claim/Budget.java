package ganvas.claim;

import ganvas.result.Summary;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How long a study trains beside the paper's own runs, in words. What counts is the length of the runs, not the budget's
 * name: a short budget may be as long as a short paper.
 */
public final class Budget {
    private static final String SMOKE = "smoke", FULL = "full";
    /** With more lengths than these a sentence tells their range. */
    private static final int MOST_LENGTHS = 6;

    private Budget() {}

    public static boolean isSmoke(String budget) {
        return SMOKE.equals(budget);
    }

    /** Whether every run is as long as the paper's, and no smaller otherwise, so that verdicts stand without a reservation. */
    public static boolean isFull(Study study) {
        return !isSmoke(study.budget()) && study.arms().stream().noneMatch(arm -> isShorter(study, arm.name()));
    }

    /** A word beside a claim: {@code short budget}, {@code smoke: no evidence}; empty where it is judged at the paper's length. */
    public static String reservation(Study study, Claim claim) {
        List<String> arms = claim.checks().stream().flatMap(Budget::arms).toList();
        if (arms.isEmpty() && !claim.checks().isEmpty()) return "";              // what is counted is the same at any length
        if (isSmoke(study.budget())) return "smoke: no evidence";
        return arms.stream().anyMatch(arm -> isShorter(study, arm)) ? "short budget" : "";
    }

    /** Whose runs decide a check. */
    private static Stream<String> arms(ClaimCheck check) {
        return check instanceof ClaimCheck.Count ? Stream.empty() : check.ofArms().stream();
    }

    private static boolean isShorter(Study study, String name) {
        Long images = study.paper() == null ? null : study.paper().fullImages().get(name);
        if (images == null) return study.budget() != null && !study.budget().equals(FULL);
        return study.arms().stream().anyMatch(arm -> arm.name().equals(name) && (arm.images() < images || arm.reduced() != null));
    }

    /** {@code short budget: 10 epochs instead of the paper's 100}. */
    public static String words(Study study) {
        boolean full = isFull(study);
        String what = full ? "the paper's length" : isSmoke(study.budget()) ? "smoke: a test of the machinery, not evidence" : "short budget";
        var byLength = new LinkedHashMap<String, List<String>>();
        for (StudyArm arm : study.arms()) byLength.computeIfAbsent(length(study, arm, full), _ -> new ArrayList<>()).add(Words.title(arm.name()));
        String one = isSmoke(study.budget()) ? "; " : ": ", less = reduced(study);
        if (byLength.size() == 1) return what + one + byLength.keySet().iterator().next() + less;
        if (byLength.size() > MOST_LENGTHS) return what + one + lengths(study) + less;
        return what + "; " + String.join("; ", byLength.entrySet().stream().map(e -> Words.list(e.getValue()) + ": " + e.getKey()).toList()) + less;
    }

    /** {@code 5 to 16 epochs, the paper's runs 110 to 345}, where arm by arm would be too long. */
    private static String lengths(Study study) {
        double[] ours = study.arms().stream().mapToDouble(a -> inEpochs(study, a, a.images())).sorted().toArray();
        Map<String, Long> full = study.paper().fullImages();
        double[] theirs = study.arms().stream().filter(a -> isInPaper(study, a) && full.containsKey(a.name()))
                .mapToDouble(a -> inEpochs(study, a, full.get(a.name()))).sorted().toArray();
        return range(ours) + " epochs" + (theirs.length == 0 || isFull(study) ? "" : ", the paper's runs " + range(theirs));
    }

    private static String range(double[] sorted) {
        String least = Numbers.compact(sorted[0]), most = Numbers.compact(sorted[sorted.length - 1]);
        return least.equals(most) ? least : least + " to " + most;
    }

    /** {@code ; other than the paper's, too: batch, channels and dataset}. */
    private static String reduced(Study study) {
        List<String> what = study.arms().stream().filter(a -> a.reduced() != null).flatMap(a -> a.reduced().stream())
                .map(r -> r.split(" ", 2)[0]).distinct().sorted().toList();
        return what.isEmpty() ? "" : "; other than the paper's, too: " + Words.list(what);
    }

    /** {@code 10 epochs instead of the paper's 100}. */
    private static String length(Study study, StudyArm arm, boolean full) {
        Long printed = study.paper().fullImages().get(arm.name());
        String ours = epochs(study.dataset(arm), arm.images()), theirs = printed == null ? null : epochs(study.dataset(arm), printed);
        String words = ours + (ours.equals("1") ? " epoch" : " epochs");
        if (theirs == null || full && ours.equals(theirs)) return words;
        if (!isInPaper(study, arm)) return words + (ours.equals(theirs) ? "" : " of " + theirs) + ", not in the paper";
        return ours.equals(theirs) ? words + ", as in the paper" : words + " instead of the paper's " + theirs;
    }

    /** A paper's run comes with the epochs it prints; where none does, all are taken for the paper's. */
    private static boolean isInPaper(Study study, StudyArm arm) {
        return arm.printed().containsKey("epochs") || study.arms().stream().noneMatch(a -> a.printed().containsKey("epochs"));
    }

    /** Images shown as epochs, three digits at most. */
    public static String epochs(Summary.Dataset dataset, double images) {
        return Numbers.compact(images / Math.max(1, dataset.train()));
    }

    private static double inEpochs(Study study, StudyArm arm, double images) {
        return images / Math.max(1, study.dataset(arm).train());
    }
}
