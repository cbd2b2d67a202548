package ganvas.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which metric a score of {@code scores.jsonl} is of. */
class MetricCatalogueTest {
    private static final MetricCatalogue CATALOGUE = MetricCatalogue.installed();

    private static String metric(String score) {
        return CATALOGUE.of(score).map(MetricInfo::name).orElse("none");
    }

    private static String phrase(String score) {
        return CATALOGUE.of(score).map(m -> m.phrase(score)).orElse("none");
    }

    @Test
    void everyMetricIsThereOnce() {
        assertThat(CATALOGUE.all()).extracting(MetricInfo::name).doesNotHaveDuplicates().contains("fid", "fid-judge",
                "vendi-judge", "test-elbo", "inversion-mse");
        assertThat(CATALOGUE.all()).allSatisfy(m -> assertThat(metric(m.nameAt(2048))).isEqualTo(m.name()));
    }

    @Test
    void whatFollowsTheNameIsUnderstood() {
        assertThat(metric("fid-judge-10k")).isEqualTo("fid-judge");
        assertThat(metric("fid-judge-train-10k")).isEqualTo("fid-judge-train");
        assertThat(metric("fid-2048")).isEqualTo("fid");
        assertThat(metric("recall")).isEqualTo("recall");
        assertThat(metric("recall-inception")).isEqualTo("recall-inception");
        assertThat(metric("class-share/other")).isEqualTo("class-share");
        assertThat(metric("validation-kl")).isEqualTo("test-elbo");
        for (String unknown : new String[] {"fid-judge-10k-old", "recall-10k", "recalled", "class-shares", "",
                "seconds"}) {
            assertThat(metric(unknown)).as(unknown).isEqualTo("none");
        }
    }

    @Test
    void phrasesOfLines() {
        assertThat(phrase("kid-10k")).isEqualTo("KID (Inception)");
        assertThat(phrase("class-share/3")).isEqualTo("share of class 3");
        assertThat(phrase("test-elbo")).isEqualTo("test ELBO");
        assertThat(phrase("validation-reconstruction")).isEqualTo("validation reconstruction loss");
    }
}
