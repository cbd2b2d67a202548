package ganvas.verdict;

import ganvas.claim.Findings;
import ganvas.claim.Findings.Difference;
import ganvas.claim.Findings.Refusal;
import ganvas.result.Summary.Estimated;
import ganvas.result.Summary.Finding;
import ganvas.words.Protocols;
import ganvas.words.Words;
import java.util.List;

/** Findings in the form of the summary, each with its test; and a sentence for each score that is not compared. */
public final class FindingWords {
    private FindingWords() {}

    public static List<Finding> findings(Findings found) {
        return found.differences().stream().map(FindingWords::finding).toList();
    }

    private static Finding finding(Difference d) {
        String test = d.seeds() == 0 ? "two runs, 95 % interval over samples, not over training"
                : "%s over %s seeds, 95 %% interval over training".formatted(TestWords.name(d.test()),
                        Words.number(d.seeds()));
        return new Finding(d.score(), d.first(), d.second(), d.better(),
                new Estimated(d.value().mean(), d.value().low(), d.value().high()),
                test + (d.fromOne() ? "; of the distance from 1" : ""));
    }

    public static List<String> notCompared(Findings found) {
        return found.refusals().stream().map(FindingWords::sentence).distinct().toList();
    }

    private static String sentence(Refusal r) {
        String why = switch (r.reason()) {
            case PROTOCOLS_DIFFER -> "their protocols differ in "
                    + String.join(", ", Protocols.differences(r.ofFirst().protocol(), r.ofSecond().protocol()));
            case INTERVALS_DIFFER -> "one interval is over training seeds, the other over samples";
            case SOME_COLLAPSED -> "some runs collapsed and others did not";
            case TOO_FEW_SEEDS -> "fewer than two seeds have it for both models";
            case NO_INTERVAL -> "it has no interval that could tell a difference from chance";
        };
        return "%s of %s and %s is not compared: %s.".formatted(r.ofFirst().label(), Words.the(r.first()),
                Words.the(r.second()), why);
    }
}
