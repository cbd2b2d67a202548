package ganvas.verdict;

import ganvas.claim.Claims.Judged;
import ganvas.claim.Decision;
import java.util.ArrayList;
import java.util.List;

/** The verdicts on a claim if choices that the paper leaves open are made otherwise. */
final class SensitivityWords {
    private SensitivityWords() {}

    /** A sentence for each alternative, and whether the verdict hangs on one; empty if none was tried. */
    static List<String> say(Judged judged, Evidence evidence) {
        var lines = new ArrayList<String>();
        var others = new ArrayList<String>();
        for (int i = 0; i < judged.alternatives().size(); i++) {
            Judged other = judged.alternatives().get(i);
            String choice = judged.claim().alternatives().get(i).choice();
            if (!verdict(other).equals(verdict(judged))) others.add(choice);
            lines.add("With %s: %s. %s".formatted(choice, verdict(other), deciding(other, evidence)));
        }
        if (lines.isEmpty()) return lines;
        lines.addFirst(others.isEmpty() ? "Sensitivity: the verdict is the same with every other choice that was tried."
                : "Sensitivity: the verdict hangs on a choice that the paper leaves open.");
        return lines;
    }

    private static String verdict(Judged judged) {
        return judged.suggests().map(s -> "undecided, suggests " + s).orElse(judged.verdict());
    }

    private static String deciding(Judged judged, Evidence evidence) {
        if (!judged.unmet().isEmpty()) return evidence.sentence(judged.unmet().getFirst());
        return judged.decisions().stream().filter(d -> d.verdict().equals(judged.verdict())).findFirst()
                .or(() -> judged.decisions().stream().findFirst()).map((Decision d) -> evidence.sentence(d)).orElse("");
    }
}
