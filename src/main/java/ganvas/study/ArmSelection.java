package ganvas.study;

import java.util.ArrayList;
import java.util.List;

/**
 * The claims and figures of a study that remain if only some of its arms run.
 *
 * @param present names of the arms that run
 */
record ArmSelection(StudyFile file, String budget, List<String> present) {
    /** Claims for which every check has all its arms. */
    List<Claim> claims() {
        return file.claims(budget).stream().filter(c -> absent(c).isEmpty()).toList();
    }

    /** Figures, each with the arms that run. A figure without any is left out. */
    List<Figure> figures() {
        return file.figures().stream().map(
                f -> new Figure(f.kind(), f.paper(), f.title(), f.arms().stream().filter(present::contains).toList()))
                .filter(f -> !f.arms().isEmpty()).toList();
    }

    /** A sentence for each claim and figure that is missing or incomplete. */
    List<String> sentences() {
        var sentences = new ArrayList<String>();
        for (Claim c : file.claims(budget)) {
            if (absent(c).isEmpty()) continue;
            sentences.add(
                    "claim %s: it needs %s, which this run leaves out".formatted(c.id(), String.join(", ", absent(c))));
        }
        for (Figure f : file.figures()) {
            var absent = f.arms().stream().filter(a -> !present.contains(a)).toList();
            if (!absent.isEmpty())
                sentences.add("%s of %s: this run leaves that out".formatted(name(f), String.join(", ", absent)));
        }
        return sentences;
    }

    private static String name(Figure f) {
        return f.paper().isEmpty() ? f.kind().word() : f.paper();
    }

    private List<String> absent(Claim c) {
        return c.ofArms().stream().filter(a -> !present.contains(a)).toList();
    }
}
