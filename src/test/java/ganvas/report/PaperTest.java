package ganvas.report;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.result.Confusion;
import ganvas.result.LatentPlane;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.Summary;
import ganvas.result.Summary.ClaimResult;
import ganvas.study.CheckBounds;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Figure;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.verdict.ResultFile;
import ganvas.verdict.Summaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaperTest {
    @TempDir
    static Path once;
    @TempDir
    Path out;

    @BeforeAll
    static void write() {
        PaperFixture.write(once, "short", 3);
    }

    @BeforeEach
    void copy() throws IOException {
        try (var all = Files.walk(once)) {
            for (Path from : all.filter(Files::isRegularFile).toList()) {
                Path to = out.resolve(once.relativize(from));
                Files.createDirectories(to.getParent());
                Files.copy(from, to);
            }
        }
    }

    private String page() throws IOException {
        return Files.readString(Report.write(out));
    }

    /** Without what is long and of no interest. */
    private static String bare(String html) {
        return html.replaceAll("base64,[^\"]+", "").replaceAll(" d=\"[^\"]+", "");
    }

    private static String text(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "").replaceAll("<[^>]+>", " ").replace("&#x27;", "'")
                .replaceAll("\\s+", " ");
    }

    @Test
    void inTheOrderOfThePage() throws IOException {
        assertThat(bare(page())).containsSubsequence("Short budget: 10 epochs instead of the paper", "id=\"verdict\"",
                "<h1>", "id=\"claims\"", "id=\"figures\"", "id=\"look\"", "id=\"runs\"", "id=\"scores\"",
                "id=\"training\"", "id=\"chosen\"", "id=\"departs\"", "id=\"how\"");
    }

    @Test
    void everyClaimWithItsVerdictEvidenceMeasureAndTest() throws IOException {
        String text = text(page());
        List<ClaimResult> claims = Json.read(Study.summary(out), Summary.class).claims();
        assertThat(claims).hasSize(7);
        for (ClaimResult c : claims) {
            assertThat(text).contains("“" + c.says() + "”", c.where(), c.verdict(), "Measure: " + c.measure());
            c.checks().forEach(check -> assertThat(text).contains(check.test()));
        }
        assertThat(claims.stream().map(ClaimResult::verdict)).contains("holds", "fails", "undecided");
    }

    @Test
    void everyFigureInThePapersOrder() throws IOException {
        String page = page();
        assertThat(Study.read(out).figures().stream().map(Figure::kind))
                .containsExactlyInAnyOrder(Figure.Kind.values());
        for (Figure f : Study.read(out).figures()) {
            assertThat(page).contains(f.title(),
                    f.paper().startsWith("not ") ? ">" + f.paper() : "paper: " + f.paper());
        }
        assertThat(bare(page)).containsSubsequence(Study.read(out).figures().stream().map(Figure::title).toList());
        assertThat(text(page)).contains("Most often mistaken, of a class: 2 as 3", "Mean codes of 2,000 test images")
                .doesNotContain("No such curves", "Not drawn");
        assertThat(page).contains("class=\"points\"", "class=\"confusion\"", ">epochs</text>");
    }

    @Test
    void theShortBudgetStandsBesideEveryClaimThatDependsOnIt() throws IOException {
        String page = page(), claims = page.substring(page.indexOf("id=\"claims\""), page.indexOf("id=\"figures\""));
        // Six claims: a count of parameters is the same at any length.
        assertThat(claims.split(">short budget<", -1)).hasSize(7);
    }

    @Test
    void atFullLengthThereIsNoReservation(@TempDir Path full) throws IOException {
        PaperFixture.write(full, "full", 3);
        String text = text(Files.readString(Report.write(full)));
        assertThat(text).contains("at the paper's length.", "The paper's length: 100 epochs")
                .doesNotContain("short budget", "instead of the paper's");
    }

    @Test
    void aSmokeTestIsSaidToBeOne(@TempDir Path smoke) throws IOException {
        PaperFixture.write(smoke, "smoke", 1);
        String text = text(Files.readString(Report.write(smoke)));
        assertThat(text).contains(
                "Smoke: a test of the program, not evidence; 0.05 epochs instead of the paper's 100",
                "smoke: no evidence", "The study asks for one seed of gan-batchnorm", "and three are needed.");
    }

    @Test
    void whatThePaperPrintsStandsBesideOurs() throws IOException {
        String text = text(page());
        assertThat(text).contains("Paper: 57 min", "Paper: 15 min",
                "Paper: generator 1,064,000, as ours with moving statistics",
                "Paper: discriminator 213,633, ours 431,233 with moving statistics",
                "its own hardware, not on this machine");
    }

    @Test
    void chosenAndDeparted() throws IOException {
        assertThat(text(page())).contains("The batch is 256; the text says 260 once.",
                "The judge that scores the images is ours");
    }

    @Test
    void sameInputSameBytes() throws IOException {
        assertThat(page()).isEqualTo(page());
    }

    @Test
    void smallAndFetchingNothing() throws IOException {
        String page = page();
        assertThat(page).doesNotContainIgnoringCase("<script").doesNotContain("http://", "https://", "@import", "url(");
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isLessThan(1_500_000);
    }

    @Test
    void wherePicturesAreLargeThereAreFewer() throws IOException {
        byte[] noise = new byte[64 * 64 * 64 * 3];
        new Random(1).nextBytes(noise);
        for (StudyArm arm : Study.read(out).arms())
            new Npz(64, 64, 64, 3, noise).write(RunFolder.of(out, arm.name(), 1).samples());
        String page = page();
        assertThat(page.getBytes(StandardCharsets.UTF_8).length).isBetween(1_000_000, 3_000_000);
        assertThat(page).contains("vae-beta sample 9").doesNotContain("vae-beta sample 36");
    }

    @Test
    void studyAloneIsEnough() throws IOException {
        Fixture.delete(out.resolve("runs"));
        Fixture.delete(out.resolve("reference"));
        assertThat(text(page())).contains("Nothing of tanwar-2023 is trained yet.", "No run yet.",
                "Not drawn: not started yet.", "Not known: not started yet");
    }

    @Test
    void aStudyWhoseFirstRunIsDoneIsUnderWay() throws IOException {
        for (StudyArm arm : Study.read(out).arms()) for (long seed : List.of(1L, 2L, 3L)) {
            if (!arm.name().equals("gan-base") || seed > 1) Fixture.delete(RunFolder.of(out, arm.name(), seed).root());
        }
        assertThat(text(page()))
                .contains("So far, all seven of tanwar-2023's claims are undecided",
                        "one of three seeds of gan-base has run to the end", "No samples: not started yet.")
                .doesNotContain("nothing is trained yet");
        assertThat(text(Files.readString(StudiesPage.write(out.resolve("papers.html"), List.of(out)))))
                .doesNotContain("Not run.");
    }

    @Test
    void anyOneFileMayBeMissing() throws IOException {
        List<Path> files;
        Path run = RunFolder.of(out, "vae-base", 1).root();
        try (var all = Files.walk(run)) {
            files = all.filter(Files::isRegularFile).filter(f -> !f.getParent().endsWith("samples")).toList();
        }
        assertThat(files).hasSizeGreaterThan(10);
        for (Path file : files) {
            Fixture.delete(file);
            assertThat(page()).as(file.toString()).contains("id=\"how\"");
        }
    }

    @Test
    void aDivergedArmIsSaidToBe() throws IOException {
        RunFolder run = RunFolder.of(out, "gan-batchnorm", 2);
        Json.write(run.outcome(),
                new RunOutcome(RunOutcome.DIVERGED, 100_000, 30, 2000, 0, "the generator's loss is not a number"));
        assertThat(text(page())).contains(
                "gan-batchnorm diverged: seed 2: the generator's loss is not a number. Claims about it are undecided.",
                "gan-batchnorm diverged.");
    }

    @Test
    void oddCodesAndCountsAreDrawn() throws IOException {
        RunFolder run = RunFolder.of(out, "vae-base", 1);
        Json.write(run.encodings(), new LatentPlane(new float[0], new float[0], new int[0]));
        Json.write(run.confusion(), new Confusion(new int[10][10]));
        assertThat(text(page())).contains("Mean codes of 0 test images", "No image was read.");
        Json.write(run.encodings(), new LatentPlane(new float[] {1, 1}, new float[] {2, 2}, new int[] {3, 12}));
        String page = page(), scatter = page.substring(page.indexOf("class=\"scatter\""));
        assertThat(scatter.substring(0, scatter.indexOf("</svg>"))).doesNotContain("NaN", "Infinity");
    }

    @Test
    void everyStringIsEscaped() throws IOException {
        String evil = "<script>alert(1)</script>\"'&";
        Study s = Study.read(out);
        Json.write(Study.file(out),
                new Study(evil, evil, s.dataset(),
                        List.of(new StudyArm("gan-base", "gan", evil, 900_000, Map.of(evil, evil), Map.of(evil, 1.0)),
                                s.arm("vae-base")),
                        s.seeds(), List.of(evil)).withFigures(
                                java.util.Arrays.stream(Figure.Kind.values())
                                        .map(k -> new Figure(k, evil, evil, List.of("gan-base", "vae-base", evil)))
                                        .toList())
                        .withClaims(List.of(new Claim(evil, evil, evil, evil,
                                List.of(new ClaimCheck.Threshold(evil, List.of("gan-base", evil),
                                        CheckBounds.from(1.0)), new ClaimCheck.Count("gan-base", evil, evil, 1)))))
                        .reproducing(s.paperBudget().orElseThrow(),
                                new Study.Paper(evil, evil, evil, Map.of(), List.of(evil), List.of(evil))));
        assertThat(page()).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(Files.readString(StudiesPage.write(out.resolve("papers.html"), List.of(out))))
                .doesNotContain("<script").contains("&lt;script&gt;");
    }

    @Test
    void theOverviewHasEveryClaimOfEveryPaper(@TempDir Path papers) throws IOException {
        String page = Files.readString(PaperFixture.overview(papers)), text = text(page);
        assertThat(text).contains("Five papers, 14 claims judged:", "One of the papers is run on a short budget",
                "Smoke tests are shown, and not counted.",
                "Short budget: 10 epochs instead of the paper's 100. Three seeds.", "khanna-2020 Not run.");
        for (Claim c : Study.read(papers.resolve("full")).claims())
            assertThat(text.split(java.util.regex.Pattern.quote("“" + c.says() + "”"), -1)).hasSize(5);
        assertThat(page).contains("href=\"./full/report.html#claim-batchnorm\"").doesNotContain("href=\"./planned");
        assertThat(Files.readString(papers.resolve("full/report.html"))).contains("id=\"claim-batchnorm\"");
        // The two that are not run in the matrix, and the seven claims of one of them below.
        assertThat(text.split("not run", -1)).hasSize(10);
    }

    @Test
    void theResultFileIsSmallAndMakesTheSameOverview(@TempDir Path results) throws IOException {
        Path file = results.resolve("tanwar-2023.json");
        ResultFile written = ResultFile.write(out, file);
        assertThat(Files.size(file)).isLessThan(100_000);
        assertThat(ResultFile.read(file)).isEqualTo(written);
        assertThat(written.claims()).isEqualTo(Summaries.write(out).claims());
        assertThat(written.arms().get("gan-base").scores().get("sharpness").perSeed()).hasSize(3);
        assertThat(written.origin().commit()).isEqualTo("2dda941");
        assertThat(text(Files.readString(StudiesPage.write(results.resolve("papers.html"), List.of(file)))))
                .contains("One paper, seven claims judged", "The base VAE and the VAE with beta performed similarly.");
        String table = ResultFile.markdown(List.of(written));
        assertThat(table.lines()).hasSize(2 + 1 + 7).allMatch(l -> l.startsWith("|") && l.endsWith("|"));
        assertThat(table).contains(
                "| **tanwar-2023** (short budget: 10 epochs instead of the paper's 100; three seeds) | | |",
                "| The base VAE and the VAE with beta performed similarly. | holds | Judge's confidence ");
    }

    @Test
    void aTableOfMarkdownKeepsItsColumns(@TempDir Path results) {
        Study s = Study.read(out);
        Json.write(Study.file(out),
                s.withClaims(List.of(new Claim("a", "A | b\nc <i> *d*", "x", "y", List.of()))));
        assertThat(ResultFile.markdown(List.of(ResultFile.write(out, results.resolve("r.json")))))
                .endsWith("| A \\| b c &lt;i> \\*d\\* | undecided | This claim has no check. |\n");
    }
}
