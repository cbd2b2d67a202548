package ganvas.verdict;

import ganvas.claim.Claims.Judged;
import ganvas.claim.Decision;
import ganvas.claim.Interval;
import ganvas.result.Summary;
import ganvas.result.Summary.CheckResult;
import ganvas.result.Summary.ClaimResult;
import ganvas.result.Summary.Estimated;
import ganvas.study.Study;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Judged claims in the form of the summary: with the test that was used, and the evidence in sentences. */
record ClaimWords(Evidence evidence) {
    static List<ClaimResult> results(Study study, Summary summary, List<Judged> claims) {
        var words = new ClaimWords(new Evidence(study, summary));
        return claims.stream().map(words::result).toList();
    }

    private ClaimResult result(Judged judged) {
        String verdict = judged.verdict();
        Comparator<Decision> whatDecidesFirst = Comparator.comparing(d -> !d.verdict().equals(verdict));
        String sentences = judged.decisions().isEmpty() ? "This claim has no check."
                : Stream.concat(TermWords.say(judged, evidence).stream(),
                        judged.decisions().stream().sorted(whatDecidesFirst).map(evidence::sentence)).distinct()
                        .collect(Collectors.joining("\n"));
        String all = Stream.concat(Stream.of(sentences), SensitivityWords.say(judged, evidence).stream())
                .collect(Collectors.joining("\n"));
        var claim = judged.claim();
        return new ClaimResult(claim.id(), claim.says(), claim.where(), claim.measure(), verdict, all,
                judged.decisions().stream().map(this::result).toList(), judged.suggests().orElse(null));
    }

    private CheckResult result(Decision decision) {
        return switch (decision) {
            case Decision.Open _ -> words(decision);
            case Decision.Happened d -> words(decision).withFact(d.runs());
            case Decision.Counted d -> words(decision).withFact(d.found());
            case Decision.Compared d -> words(decision).withEstimate(estimated(d.deciding().interval()));
            case Decision.Moved d -> words(decision).withEstimate(estimated(d.part().interval()));
        };
    }

    private static Estimated estimated(Interval i) {
        return new Estimated(i.mean(), i.low(), i.high());
    }

    private CheckResult words(Decision d) {
        return new CheckResult(CheckWords.kind(d.check()), d.check().metric(), CheckWords.say(d.check()), d.verdict(),
                TestWords.say(d, evidence.scale(d)));
    }
}
