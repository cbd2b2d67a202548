package ganvas.verdict;

import ganvas.claim.Budget;
import ganvas.result.Summary;
import ganvas.study.Claim;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.Numbers;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The length of a study's training compared with the paper's own runs, in words. */
public final class BudgetWords {
    /** Most lengths that are listed; of more, a sentence gives the range. */
    private static final int MOST_LENGTHS = 6;

    private BudgetWords() {}

    /**
     * A reservation for a claim: {@code short budget}, {@code smoke: no evidence}; empty if it is judged at the paper's
     * length.
     */
    public static String reservation(Study study, Claim claim) {
        if (!Budget.isByTraining(claim)) return "";
        if (Budget.isSmoke(study)) return "smoke: no evidence";
        return Budget.isShorter(study, claim) ? "short budget" : "";
    }

    /** A phrase such as {@code short budget: 10 epochs instead of the paper's 100}. */
    public static String words(Study study) {
        boolean full = Budget.isFull(study);
        String what = full ? "the paper's length"
                : Budget.isSmoke(study) ? "smoke: a test of the program, not evidence" : "short budget";
        var byLength = new LinkedHashMap<String, List<String>>();
        for (StudyArm arm : study.arms())
            byLength.computeIfAbsent(length(study, arm, full), _ -> new ArrayList<>()).add(Words.title(arm.name()));
        String one = Budget.isSmoke(study) ? "; " : ": ", less = reduced(study);
        if (byLength.size() == 1) return what + one + byLength.keySet().iterator().next() + less;
        if (byLength.size() > MOST_LENGTHS) return what + one + lengths(study) + less;
        return what + "; "
                + String.join("; ",
                        byLength.entrySet().stream().map(e -> Words.list(e.getValue()) + ": " + e.getKey()).toList())
                + less;
    }

    /** A range for many arms, such as {@code 5 to 16 epochs, the paper's runs 110 to 345}. */
    private static String lengths(Study study) {
        double[] theirs = Budget.paperEpochs(study);
        return range(Budget.epochs(study)) + " epochs"
                + (theirs.length == 0 || Budget.isFull(study) ? "" : ", the paper's runs " + range(theirs));
    }

    private static String range(double[] sorted) {
        String least = Numbers.compact(sorted[0]), most = Numbers.compact(sorted[sorted.length - 1]);
        return least.equals(most) ? least : least + " to " + most;
    }

    /** A phrase such as {@code ; also different from the paper: batch, channels and dataset}. */
    private static String reduced(Study study) {
        List<String> what = Budget.reduced(study);
        return what.isEmpty() ? "" : "; also different from the paper: " + Words.list(what);
    }

    /** A phrase such as {@code 10 epochs instead of the paper's 100}. */
    private static String length(Study study, StudyArm arm, boolean full) {
        String ours = epochs(study.dataset(arm), arm.images()),
                words = ours + (ours.equals("1") ? " epoch" : " epochs");
        return words + study.paperImages(arm.name()).map(images -> epochs(study.dataset(arm), images))
                .filter(theirs -> !full || !ours.equals(theirs))
                .map(theirs -> against(theirs, ours.equals(theirs), Budget.isInPaper(study, arm))).orElse("");
    }

    private static String against(String theirs, boolean same, boolean inPaper) {
        if (!inPaper) return (same ? "" : " of " + theirs) + ", not in the paper";
        return same ? ", as in the paper" : " instead of the paper's " + theirs;
    }

    /** Images shown as epochs, with three digits at most. */
    public static String epochs(Summary.DatasetInfo dataset, double images) {
        return Numbers.compact(images / Math.max(1, dataset.train()));
    }
}
