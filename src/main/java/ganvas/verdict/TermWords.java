package ganvas.verdict;

import ganvas.claim.Claims.Judged;
import ganvas.claim.Decision;
import ganvas.study.Claim;
import ganvas.words.Words;
import java.util.ArrayList;
import java.util.List;

/** The terms of a claim, in sentences. */
public final class TermWords {
    private TermWords() {}

    /** The terms of a claim that is not judged yet, as in lists of claims; empty if it has none. */
    public static List<String> say(Claim claim) {
        Claim.Terms terms = claim.given();
        var lines = new ArrayList<String>();
        if (terms.onlyFull()) lines.add("Judged at the paper's length only.");
        terms.requires().forEach(check -> lines.add("Judged only if " + CheckWords.say(check) + "."));
        if (terms.needed(claim.checks().size()) < claim.checks().size())
            lines.add("At least %s of its %s checks must hold.".formatted(Words.number(terms.atLeast()),
                    Words.number(claim.checks().size())));
        if (terms.standsIn()) lines.add("The measure stands in for the paper's own: it suggests and does not decide.");
        if (terms.survivors()) lines.add("Runs that collapsed are left out.");
        return lines;
    }

    /** What the terms made of a claim, before the evidence of its checks. */
    static List<String> say(Judged judged, Evidence evidence) {
        Claim.Terms terms = judged.claim().given();
        int checks = judged.decisions().size();
        var lines = new ArrayList<String>();
        if (judged.isTooShort())
            lines.add("Not judged: this claim can only be tested at the paper's length, and these runs are shorter.");
        for (Decision d : judged.unmet())
            lines.add("Not judged: it can only be tested if %s. %s".formatted(CheckWords.say(d.check()),
                    evidence.sentence(d)));
        judged.suggests().ifPresent(verdict -> lines.add(
                "The measure stands in for the paper's own and so decides nothing; it suggests that the claim %s."
                        .formatted(verdict)));
        if (terms.needed(checks) < checks) {
            long hold = judged.decisions().stream().filter(d -> d.verdict().equals(Decision.HOLDS)).count();
            lines.add("%s of %s checks must hold; %s %s.".formatted(Words.capital(Words.number(terms.atLeast())),
                    Words.number(checks), hold == 0 ? "none" : Words.number((int) hold), hold == 1 ? "does" : "do"));
        }
        if (terms.survivors()) lines.add("Over the runs that did not collapse:");
        return lines;
    }
}
