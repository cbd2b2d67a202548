package ganvas.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.Json;
import ganvas.report.chart.Chart;
import ganvas.result.ModelCard;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.ScoreLine;
import ganvas.result.StatLine;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.verdict.Summaries;
import ganvas.verdict.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    @TempDir
    Path out;

    @BeforeEach
    void comparison() {
        Fixture.write(out, List.of(Fixture.GAN, Fixture.VAE), 1);
    }

    private String page() throws IOException {
        return Files.readString(Report.write(out));
    }

    private static String text(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "").replaceAll("<[^>]+>", "").replace("&#x27;", "'");
    }

    private RunFolder gan() {
        return RunFolder.of(out, "gan", 1);
    }

    @Test
    void inTheOrderOfThePage() throws IOException {
        String page = page();
        assertThat(page).startsWith("<!DOCTYPE html>").containsSubsequence("id=\"verdict\"", "<h1>", "id=\"look\"",
                "id=\"scores\"", "Is it good?", "Is it varied?",
                "Is it sharp?", "Does it reconstruct?", "Is it new, or copied?", "What did it cost?",
                "Seven scores that the GAN cannot have", "Does it reconstruct?", "What do its codes hold?",
                "id=\"training\"", "id=\"inside\"",
                "id=\"how\"", "How to repeat it", "Not measured");
        assertThat(text(page)).contains(Json.read(Study.summary(out), Summary.class).verdict().getFirst());
    }

    @Test
    void aChangedNumberIsFound() throws IOException {
        Report.write(out);
        assertThat(Verification.differences(out)).isEmpty();
        Path summary = Study.summary(out);
        String whole = Files.readString(summary);
        Files.writeString(summary, whole.replaceFirst("(\"mean\" *: *)[\\d.]+", "$1123.25"));
        assertThat(Verification.differences(out)).singleElement().asString().startsWith("arms.gan.scores.")
                .contains(".mean: 123.25 in summary.json, ")
                .endsWith(" from the run folders");
        Files.writeString(summary, whole);
        Path scores = gan().scores();
        Files.writeString(scores, Files.readString(scores).replaceFirst("\"value\":[\\d.]+", "\"value\":123.25"));
        assertThat(Verification.differences(out))
                .anySatisfy(d -> assertThat(d).contains(".mean: ").endsWith("123.25 from the run folders"));
        assertThat(summary).hasContent(whole.strip());
        Files.delete(summary);
        assertThatThrownBy(() -> Verification.differences(out)).hasMessageContaining("nothing to verify")
                .hasMessageContaining("ganvas report");
    }

    @Test
    void oneFileThatFetchesNothing() throws IOException {
        String page = page();
        assertThat(page).doesNotContainIgnoringCase("<script").doesNotContain("http://", "https://", "@import", "url(");
        assertThat(page.length()).isLessThan(3_000_000);
        assertThat(page.split("<img")).allSatisfy(part -> assertThat(part.startsWith("<!")
                || part.contains("alt=")).isTrue());
    }

    @Test
    void sameInputSameBytes() throws IOException {
        assertThat(page()).isEqualTo(page());
    }

    @Test
    void boldOnlyWhereItIsDecided() throws IOException {
        String page = page();
        assertThat(row(page, "Sharpness")).containsSubsequence("GAN", "num best\">", "VAE", "num\">");
        assertThat(row(page, "Judge&#x27;s confidence")).contains("undecided").doesNotContain("best");
        assertThat(text(row(page, "ELBO, test"))).contains("—", "it defines no likelihood");
        assertThat(text(row(page, "NLL, test"))).contains("—", "it defines no likelihood");
        assertThat(text(row(page, "Reconstruction error"))).contains("—", "it has no encoder");
        assertThat(text(row(page, "Active units"))).contains("—", "it has no encoder", "17 of 20")
                .doesNotContain("17 to");
        assertThat(row(page, "Inversion error")).contains("best").doesNotContain("—");
    }

    private static String row(String page, String label) {
        int from = page.indexOf("<span>" + label + "</span>");
        assertThat(from).as(label).isPositive();
        return page.substring(from, page.indexOf("</tr>", from));
    }

    @Test
    void everyStringFromAFileIsEscaped() throws IOException {
        String evil = "<script>alert(1)</script>\"'&";
        Study s = Study.read(out);
        Json.write(Study.file(out), new Study(evil, evil, new Summary.DatasetInfo(evil, 1, 1, 1, 1, 28, 28,
                java.util.Collections.nCopies(10, evil), evil),
                List.of(new StudyArm("gan", "\"><script>", evil, 900_000, Map.of(evil, evil)), Fixture.VAE), s.seeds(),
                List.of(evil)));
        var scores = new ArrayList<>(gan().readScores());
        scores.add(new ScoreLine(evil, evil, 1, 0.0, 2.0, evil, "higher", evil, evil, Map.of(evil, evil)));
        gan().writeScores(scores);
        gan().append(new StatLine(900_000, 15, 400, 2000, Map.of(evil, 1.0), new StatLine.Event(evil, evil)));
        Json.write(gan().model(),
                new ModelCard(evil, evil, evil, evil, List.of(), List.of(new ModelCard.Network(evil, 1, 1, 1,
                        List.of(new ModelCard.LayerCard(evil, evil, new long[] {1}, 1)))),
                        List.of(new ModelCard.Setting(evil, evil, evil,
                                evil)),
                        false));
        assertThat(page()).doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void studyAloneIsEnough() throws IOException {
        Fixture.delete(out.resolve("runs"));
        Fixture.delete(out.resolve("reference"));
        Fixture.delete(Study.timing(out));
        String text = text(page());
        assertThat(text).contains("On MNIST nothing is trained yet.", "The reference images are not there yet.",
                "No samples: not started yet.",
                "No score has been measured yet.", "No curves: nothing was trained yet.",
                "No run has left a provenance.json yet.");
    }

    @Test
    void anyOneFileMayBeMissing() throws IOException {
        List<Path> files;
        try (var all = Files.walk(out.resolve("runs"))) {
            files = all.filter(f -> f.getParent().equals(gan().root())).toList();
        }
        assertThat(files).hasSizeGreaterThan(8);
        for (Path file : files) {
            Fixture.delete(file);                                               // one after another, until none is left
            assertThat(page()).as(file.toString()).contains("id=\"how\"");
        }
    }

    @Test
    void aDivergedRunIsSaidToBe() throws IOException {
        Json.write(gan().outcome(), new RunOutcome(RunOutcome.DIVERGED, 312_000, 130, 2320, 0,
                "the generator's loss is not a number"));
        gan().append(new StatLine(312_000, 5.2, 130, 2320, Map.of("G/loss", Double.NaN), new StatLine.Event("NaN",
                "the generator's loss is not a number")));
        Fixture.delete(gan().samples());
        String text = text(page());
        assertThat(text).contains("the GAN diverged after 312,000 images, so nothing is compared",
                "No samples: training diverged.");
        assertThat(page()).doesNotContain("num best");
    }

    @Test
    void seedsAreAveragedWithAnIntervalOverTraining(@TempDir Path three) throws IOException {
        Fixture.write(three, List.of(Fixture.GAN, Fixture.VAE), 3);
        Summary s = Summaries.write(three);
        Summary.Score fid = s.arms().get("gan").scores().get("fid-judge-10k");
        assertThat(fid.interval()).isEqualTo("seeds");
        assertThat(fid.perSeed()).hasSize(3);
        assertThat(fid.mean()).isEqualTo(fid.perSeed().stream().mapToDouble(v -> v).average().orElseThrow(),
                org.assertj.core.api.Assertions.within(1e-9));
        assertThat(s.findings()).allSatisfy(f -> assertThat(f.test()).contains("Welch's t over three seeds"));
        String page = Files.readString(Report.write(three));
        assertThat(page).contains(" thin\"").contains("as points on the axis").doesNotContain("over samples");
    }

    @Test
    void unlikeProtocolsStandWithoutComparison() throws IOException {
        var scores = new ArrayList<ScoreLine>();
        for (ScoreLine l : gan().readScores()) {
            scores.add(!l.name().startsWith("fid") ? l : new ScoreLine(l.name(), l.label(), l.value(), l.low(),
                    l.high(), l.question(), l.better(), l.unit(), l.recipe(), Map.of("samples", 5_000)));
        }
        gan().writeScores(scores);
        String page = page();
        assertThat(row(page, "FID, judge features")).contains("not compared").doesNotContain("best");
        assertThat(text(page))
                .contains("their protocols differ in judge (absent against a3f1c2), samples (5000 against 10000)");
    }

    @Test
    void namesAtLineEndsKeepApart() {
        var lines = List.of(line("a", 1.00), line("b", 1.01), line("c", 1.02), line("d", 5));
        var html = new Chart("t", "", 10, "", lines, List.of()).figure().render();
        var at = java.util.regex.Pattern.compile("y=\"([\\d.]+)\" text-anchor=\"start\" class=\"name").matcher(html)
                .results().mapToDouble(m -> Double.parseDouble(m.group(1))).sorted().toArray();
        assertThat(at).hasSize(4);
        for (int i = 1; i < at.length; i++) assertThat(at[i] - at[i - 1]).isGreaterThan(12);
    }

    private static Chart.Line line(String name, double y) {
        return new Chart.Line(name, "gan", List.of(new Chart.Point(0, y), new Chart.Point(10, y)));
    }

    @Test
    void momentsAreSpreadAndKeepFirstAndLast() {
        List<Path> grids = java.util.stream.LongStream.range(0, 60).mapToObj(k -> gan().grid(k * 15_000)).toList();
        List<Path> chosen = SamplesSection.moments(grids);
        assertThat(chosen).hasSize(9).doesNotHaveDuplicates().startsWith(grids.getFirst()).endsWith(grids.getLast())
                .isSorted();
    }

    /** Tiles are 56, 64 and 45 pixels wide. */
    @Test
    void noImageStandsAlone() {
        assertThat(List.of(SamplesSection.tiles(28, 36), SamplesSection.tiles(32, 36), SamplesSection.tiles(45, 36)))
                .containsExactly(36, 35, 35);
        assertThat(List.of(SamplesSection.tiles(28, 9), SamplesSection.tiles(28, 4), SamplesSection.tiles(700, 4)))
                .containsExactly(6, 4, 4);
    }
}
