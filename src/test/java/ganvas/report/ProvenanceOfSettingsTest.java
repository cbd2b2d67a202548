package ganvas.report;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.result.RunFolder;
import ganvas.result.ScoreLine;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Figure;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a page says of settings, titles, seeds and numbers of images is what was set, written, run and measured. */
class ProvenanceOfSettingsTest {
    @TempDir
    Path out;

    private static String text(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "").replaceAll("<[^>]+>", " ").replace("&#x27;", "'")
                .replaceAll("\\s+", " ");
    }

    private String page() throws IOException {
        return Files.readString(Report.write(out));
    }

    @Test
    void thePageSaysTheDefaultAndNothingFalseOfAnOldRun() throws IOException {
        Fixture.write(out, List.of(Fixture.GAN, Fixture.VAE), 1);
        assertThat(text(page())).contains("latent = 64 default 100; length of the latent vector");
        Path card = RunFolder.of(out, "gan", 1).model();
        String old = Files.readString(card).replaceAll("\\s*\"default\": ?\\d+,", "");
        assertThat(old).doesNotContain("default");
        Files.writeString(card, old);
        assertThat(text(page())).contains("latent = 64 length of the latent vector").doesNotContain("default 64",
                "default 100");
    }

    private void own(int seeds) {
        List<StudyArm> arms = List.of(new StudyArm("beta1", "vae", "khanna-2020/vae", 90_000, Map.of()),
                new StudyArm("beta4", "vae", "khanna-2020/vae", 90_000, Map.of("beta", 4.0)));
        Study s = Fixture.study(arms, seeds);
        Fixture.write(out, new Study("beta", "ganvas study run beta.yaml", null, null, s.datasets(), arms, s.seeds(),
                List.of(new Figure(Figure.Kind.VAE_LOSSES, "", "Losses of both", List.of("beta1", "beta4"))),
                List.of(new Claim("sharp", "A larger beta blurs.", "", "",
                        List.of(new ClaimCheck.Ordering("sharpness", "beta4", "lower", List.of("beta1"))))),
                List.of(), "What a larger beta costs"));
    }

    @Test
    void aStudyOfOnesOwnHasItsTitleItsNamesAndItsSeeds() throws IOException {
        own(2);
        String page = page(), text = text(page);
        assertThat(page).contains("<title>What a larger beta costs</title>", "<span>What a larger beta costs</span>");
        assertThat(Files.readString(Study.summary(out))).contains("\"title\": \"What a larger beta costs\"");
        assertThat(text).doesNotContain("Beta1", "Beta4", "paper:");
        assertThat(Files.readString(Study.summary(out)))
                .contains("The study asks for two seeds of beta4, and three are needed.");
        assertThat(page).contains("--vae-2", "class=\"hue vae-2\"");
    }

    @Test
    void twoRunsAreTwoPointsAndNoInterval() throws IOException {
        own(2);
        String page = page(), row = page.substring(page.indexOf("<span>Sharpness</span>"));
        row = row.substring(0, row.indexOf("</tr>"));
        assertThat(row.split("class=\"run\"", -1)).as("two runs of two arms").hasSize(5);
        assertThat(text(row)).doesNotContain(" to ");
        assertThat(row).doesNotContain("class=\"ci\"").contains(" · ", "class=\"join\"");
    }

    /** A smoke run scores 500 images; the claim is about 10,000. */
    @Test
    void anotherNumberOfImagesIsSaid() throws IOException {
        Fixture.write(out, PaperFixture.study("smoke", 3));
        for (StudyArm arm : Study.read(out).arms()) for (long seed : List.of(1L, 2L, 3L)) {
            RunFolder run = RunFolder.of(out, arm.name(), seed);
            var scores = new ArrayList<ScoreLine>();
            for (ScoreLine l : run.readScores()) {
                scores.add(new ScoreLine(l.name().replace("-10k", "-500"), l.label(), l.value(), l.low(), l.high(),
                        l.question(), l.better(), l.unit(), l.recipe(), l.protocol()));
            }
            run.writeScores(scores);
        }
        assertThat(text(page()))
                .contains("is measured on 500 images here, and the claim asks for 10,000.")
                .doesNotContain("has no FID");
    }

    @Test
    void noiseIsStruckAndNotPraised() throws IOException {
        Fixture.write(out, List.of(Fixture.GAN, Fixture.VAE), 1);
        RunFolder gan = RunFolder.of(out, "gan", 1);
        var scores = new ArrayList<>(gan.readScores());
        scores.add(Fixture.score("recognisable", "Recognisable share", 0.004, 0.001, "good", "higher", "", ""));
        gan.writeScores(scores);
        String page = page(), row = page.substring(page.indexOf("<span>Legible share</span>"));
        row = row.substring(0, row.indexOf("</tr>"));
        assertThat(row).contains("<s class=\"num void\">", "not counted: noise").doesNotContain("num best");
        assertThat(text(page)).contains("what the GAN draws is noise", "recognisable share 0.40 %")
                .doesNotContain("judge sure of 31 of 36");
    }

    @Test
    void theTableCanBeCopied() throws IOException {
        Fixture.write(out, List.of(Fixture.GAN, Fixture.VAE), 1);
        Comparison c = Comparison.read(out);
        var export = new ScoreExport(c, List.of("fid-judge-10k", "test-elbo"));
        assertThat(export.csv().lines()).hasSize(4).first().asString().startsWith("score,label,unit,better,arm,mean");
        assertThat(export.csv()).contains("fid-judge-10k,\"FID, judge features\",,lower,gan,");
        assertThat(export.latex()).startsWith("\\begin{tabular}{lrr}")
                .contains("$\\downarrow$", "\\mathbf{", " & -- & ")
                .endsWith("\\end{tabular}\n");
        assertThat(page()).contains("fid-judge-10k,&quot;FID, judge features&quot;");
    }
}
