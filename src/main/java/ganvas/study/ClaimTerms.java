package ganvas.study;

import java.util.List;
import java.util.stream.Stream;

/** Reads the terms of a claim. {@code stands-in} may have a value for each budget, as the keys of a check may. */
record ClaimTerms(CheckReader checks) {
    static final List<String> KEYS = List.of("requires", "only", "at-least", "stands-in", "runs");

    /** @param all number of the claim's checks */
    Claim.Terms read(Node.Keys keys, int all) {
        List<ClaimCheck> requires = keys.or("requires", List.of(),
                n -> n.list().stream().map(checks::check).distinct().toList());
        boolean full = keys.find("only").map(n -> n.oneOf(List.of(StudyFile.FULL))).isPresent();
        int least = keys.or("at-least", 0,
                n -> (int) n.whole("a number of checks, 1 to " + all + " of this claim", 1, all));
        boolean standsIn = keys.or("stands-in", false,
                n -> checks.onBudget(n).oneOf(List.of("true", "false")).equals("true"));
        boolean survivors = keys.find("runs").map(n -> n.oneOf(List.of("survivors"))).isPresent();
        return new Claim.Terms(requires, full, least, standsIn, survivors);
    }

    /** Whether a claim's checks or terms differ between budgets. */
    static boolean hasBudgets(Node claim) {
        boolean inChecks = Stream.of("checks", "requires").filter(claim.map()::containsKey)
                .flatMap(key -> claim.map().get(key).value().list().stream()).anyMatch(CheckReader::hasBudgets);
        return inChecks || claim.map().containsKey("stands-in") && claim.map().get("stands-in").value().hasKeys();
    }
}
