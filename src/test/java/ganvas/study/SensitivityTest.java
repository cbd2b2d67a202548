package ganvas.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import ganvas.result.Summary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Choices that a paper leaves open, made otherwise. */
class SensitivityTest {
    private static final String STUDY = """
            study: mine
            title: A title
            dataset: mnist
            length:
              full: {epochs: 10}
            arms:
              - {name: gan, model: khanna-2020/gan, set: {dropout: 0.4}}
              - {name: other, model: khanna-2020/gan, set: {dropout: 0.5}}
              - {name: vae, model: khanna-2020/vae}
            claims:
              - id: sharp
                says: It is sharp.
                measure: sharpness
                requires:
                  - {kind: threshold, metric: recall, arms: [gan], above: 0.1}
                checks:
                  - {kind: ordering, metric: sharpness, first: gan, is: higher, than: [vae]}
              - id: blurred
                says: It is blurred.
                measure: sharpness
                checks:
                  - {kind: threshold, metric: sharpness, arms: [vae], below: 0.5}
            sensitivity:
              - {choice: more dropout, instead: {gan: other}}
              - {choice: another rate, arms: [gan], set: {rate: 1e-3}}
            """;

    private static StudyFile file() {
        return StudyFiles.parse("f.yaml", STUDY, MadeCatalogue.get());
    }

    private static Study resolved(StudyFile file) {
        var mnist = new Summary.DatasetInfo("mnist", 50_000, 10_000, 10_000, 1, 28, 28, List.of("0"), "00");
        return file.resolve("full", List.of(), List.of(), "c", Map.of("mnist", mnist));
    }

    @Test
    void anotherArmOfTheStudyNeedsNoFurtherRun() {
        Study study = resolved(file());
        assertThat(study.arms()).extracting(StudyArm::name).containsExactly("gan", "other", "vae");
        Claim sharp = study.claims().getFirst();
        assertThat(sharp.alternatives()).containsExactly(
                new Claim.Alternative("more dropout", Map.of("gan", "other")));
        assertThat(study.claims().getLast().alternatives()).as("of the VAE alone").isEmpty();
        Claim with = sharp.with(sharp.alternatives().getFirst());
        assertThat(with.checks()).containsExactly(
                new ClaimCheck.Ordering("sharpness", "other", "higher", List.of("vae")));
        assertThat(with.given().requires()).containsExactly(
                new ClaimCheck.Threshold("recall", List.of("other"), CheckBounds.from(0.1)));
    }

    @Test
    void otherSettingsAreArmsOfTheirOwn() {
        Study study = resolved(file().withAlternatives());
        assertThat(study.arms()).extracting(StudyArm::name).containsExactly("gan", "other", "vae", "gan-rate-1e3");
        assertThat(study.arm("gan-rate-1e3").set()).isEqualTo(Map.of("dropout", 0.4, "rate", 1e-3));
        assertThat(study.arm("gan-rate-1e3").images()).isEqualTo(study.arm("gan").images());
        assertThat(study.claims().getFirst().alternatives()).extracting(Claim.Alternative::choice)
                .containsExactly("more dropout", "another rate");
    }

    @Test
    void aStudyWithoutChoicesHasNone() {
        StudyFile none = StudyFiles.parse("f.yaml", STUDY.substring(0, STUDY.indexOf("sensitivity:")),
                MadeCatalogue.get());
        assertThatThrownBy(none::withAlternatives).isInstanceOf(Problem.class).hasMessage(
                "f.yaml: expected the key 'sensitivity' with the choices to be tried, found none");
    }
}
