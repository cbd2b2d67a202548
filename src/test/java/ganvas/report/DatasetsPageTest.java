package ganvas.report;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.result.Summary;
import ganvas.study.Figure;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a study on two datasets: what was learned from one shares no table, chart or row of
 * pictures with the other.
 */
class DatasetsPageTest {
    private static final List<String> CLASSES = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    private static final Summary.DatasetInfo DIGITS = new Summary.DatasetInfo("mnist", 55_000, 5_000, 10_000, 1, 28, 28,
            CLASSES, "aa"),
            CLOTHES = new Summary.DatasetInfo("fashion-mnist", 30_000, 5_000, 10_000, 1, 28, 28, CLASSES, "bb");

    @TempDir
    Path out;

    private static StudyArm arm(String name, String dataset, Map<String, Double> printed) {
        return new StudyArm(name, name.contains("gan") ? "gan" : "vae", "tanwar-2023/" + name, 900_000, Map.of(),
                printed).on(dataset);
    }

    private static Study study() {
        List<StudyArm> arms = List.of(
                arm("digits-gan", "mnist", Map.of("epochs", 16.0, "FID", 25.0, "inception score", 5.9)),
                arm("digits-vae", "mnist", Map.of()), arm("clothes-gan", "fashion-mnist", Map.of()),
                arm("clothes-vae", "fashion-mnist", Map.of()));
        var figures = List.of(
                new Figure(Figure.Kind.SCORES_OVER_TRAINING, "figure 1", "Scores of the digits",
                        List.of("digits-gan", "digits-vae")),
                new Figure(Figure.Kind.LABELLED_GRID, "figure 2", "Clothes of both",
                        List.of("clothes-gan", "clothes-vae")));
        return new Study("made-2020", "./ganvas study run made-2020", List.of(DIGITS, CLOTHES), arms, List.of(1L),
                List.of()).withFigures(figures);
    }

    private String page(Study study) throws IOException {
        Fixture.write(out, study);
        return Files.readString(Report.write(out)).replaceAll("base64,[^\"]+", "");
    }

    @Test
    void everySectionIsThereForEachDatasetWithItsArmsAlone() throws IOException {
        String page = page(study().reproducing("short",
                new Study.Paper("Made", "Somebody 2020", "Which?", Map.of(), List.of("A."), List.of("B."))));
        var order = new ArrayList<String>(List.of("id=\"verdict\"", "id=\"claims\""));
        for (int k : List.of(1, 2)) for (String id : List.of("figures", "look", "runs", "scores", "training")) {
            if (id.equals("look") && k == 2) continue;                          // a figure shows them
            order.add("id=\"" + id + "-" + k + "\"");
        }
        order.addAll(List.of("id=\"chosen\"", "id=\"departs\"", "id=\"how\""));
        assertThat(page).containsSubsequence(order);
        assertThat(page).contains("Scores: MNIST", "Scores: Fashion-MNIST", "55,000 images", "30,000 images");
        assertThat(page).contains("MNIST and Fashion-MNIST");
        assertThat(idsOf(page)).doesNotHaveDuplicates();

        String digits = page.substring(page.indexOf("id=\"figures-1\""), page.indexOf("id=\"figures-2\""));
        String clothes = page.substring(page.indexOf("id=\"figures-2\""), page.indexOf("id=\"chosen\""));
        assertThat(digits).contains("Scores of the digits", "digits-gan", "digits-vae").doesNotContain("clothes");
        assertThat(clothes).contains("Clothes of both", "clothes-gan", "clothes-vae").doesNotContain("digits-");
        assertThat(digits).as("an epoch is the dataset's own").contains(">16.4<");
        assertThat(clothes).contains(">30<");
    }

    @Test
    void whatThePaperPrintsOfItsScoresStandsApartFromOurs() throws IOException {
        String page = page(study().reproducing("short",
                new Study.Paper("Made", "Somebody 2020", "Which?", Map.of(), List.of("A."), List.of("B."))));
        String runs = page.substring(page.indexOf("Scores that the paper prints"), page.indexOf("id=\"scores-1\""));
        assertThat(runs).contains("None of these numbers compares with one of ours", ">5.9<", ">25<")
                .doesNotContain("digits-vae");
        String scores = page.substring(page.indexOf("id=\"scores-1\""), page.indexOf("id=\"training-1\""));
        assertThat(scores).doesNotContain(">5.9<");
        assertThat(page.split("Scores that the paper prints", -1)).as("only where it prints some").hasSize(2);
    }

    @Test
    void aComparisonWithoutAPaperToo() throws IOException {
        String page = page(study());
        assertThat(page).containsSubsequence("id=\"verdict\"", "id=\"figures-1\"", "id=\"look-1\"", "id=\"scores-1\"",
                "id=\"training-1\"", "id=\"inside-1\"", "id=\"figures-2\"", "id=\"look-2\"", "id=\"scores-2\"",
                "id=\"training-2\"", "id=\"inside-2\"", "id=\"how\"");
        String digits = page.substring(page.indexOf("id=\"look-1\""), page.indexOf("id=\"figures-2\""));
        assertThat(digits).contains("digits-gan").doesNotContain("clothes-");
    }

    private static List<String> idsOf(String page) {
        return Pattern.compile(" id=\"([^\"]+)\"").matcher(page).results().map(m -> m.group(1)).toList();
    }
}
