package ganvas.report.selftest;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.file.Png;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Agreement;
import ganvas.result.Selftest.Check;
import ganvas.result.Selftest.Measured;
import ganvas.result.Selftest.Sample;
import ganvas.result.Selftest.Score;
import ganvas.result.Selftest.Sweep;
import ganvas.result.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelftestPageTest {
    private static final byte[] STRIP = new Png(28, 140, 1, new byte[28 * 140]).encode();

    @TempDir
    Path folder;

    private static Sample sample(String name, double at, double value) {
        return new Sample(name, at, 100, Map.of("recall", new Measured(value, value - 0.01, value + 0.01),
                "class-share/0", new Measured(1)), STRIP);
    }

    private static Selftest selftest(String verdict, String evil) {
        var dataset = new Summary.DatasetInfo("mnist", 50_000, 10_000, 10_000, 1, 28, 28, List.of("0"), "abc");
        List<Check> checks = List.of(
                new Check(Selftest.GOLDEN, "/fid", "FID must be that of metrics.json", "1 beside 1", Selftest.PASSES),
                new Check("noise", "recall", "must fall" + evil, "0.9 → 0.1", verdict),
                new Check(Selftest.COUNT, "recall", "nothing is asked here", "0.9", Selftest.SHOWN),
                new Check(Selftest.CLASSES, "class-share/0", "must be above 0.9", "1.00", Selftest.PASSES));
        List<Agreement> golden = List.of(
                Agreement.compare("metrics.json", "/fid", "FID", new double[][] {{1}}, new double[][] {{1}}, 1e-8)
                        .withNote("as a test" + evil),
                Agreement.compare("inception.json", "/pytorch_fid/rgb32/pool3_mean", "2048 features, mean",
                        new double[][] {{2}}, new double[][] {{3}}, 1e-4));
        return new Selftest(new Selftest.Made("0.1", "c0ffee", "2.10", "cpu", 1, dataset, "def", 100, 100, 2026),
                List.of(new Score("recall", "Recall" + evil, "higher", "")), golden, List.of(
                        new Sweep(Selftest.FLOOR, "",
                                List.of(sample("two halves of test", 0, 0.9),
                                        sample("validation against test", 1, 0.9))),
                        new Sweep("noise", "standard deviation" + evil,
                                List.of(sample("0", 0, 0.9), sample("0.1", 0.1, 0.5), sample("0.2", 0.2, 0.1))),
                        new Sweep(Selftest.COUNT, "pictures", List.of(sample("10", 10, 0.9), sample("100", 100, 0.9))),
                        new Sweep(Selftest.PARTS, "part", List.of(sample("1", 1, 0.9))),
                        new Sweep(Selftest.CLASSES, "class",
                                List.of(sample("all", -1, 0.9), sample("0" + evil, 0, 0.1)))),
                checks, List.of("`fid-10k`: no network" + evil));
    }

    private String page(Selftest t) throws IOException {
        return Files.readString(SelftestPage.write(folder.resolve("page.html"), t));
    }

    private static String text(String html) {
        return html.replaceAll("(?s)<style>.*?</style>", "").replaceAll("<[^>]+>", "").replace("&#x27;", "'");
    }

    @Test
    void failuresComeFirstAndInWords() throws IOException {
        assertThat(text(page(selftest(Selftest.PASSES, "")))).contains("All 3 checks pass.")
                .contains("One more finding is shown").doesNotContain("✕Recall");
        String page = page(selftest(Selftest.FAILS, ""));
        assertThat(text(page)).contains("One of 3 checks fails.")
                .contains("✕Recall, noise, must fall. Found: 0.9 → 0.1.");
        assertThat(page.indexOf("0.9 → 0.1")).isLessThan(page.lastIndexOf("The field&#x27;s own programs"));
    }

    @Test
    void everyPartIsThereAndNothingIsFetched() throws IOException {
        String page = page(selftest(Selftest.PASSES, ""));
        assertThat(page)
                .containsSubsequence("id=\"verdict\"", "id=\"golden\"", "id=\"floor\"", "id=\"harm\"", "id=\"count\"",
                        "id=\"classes\"", "id=\"not-run\"", "id=\"how\"")
                .doesNotContainIgnoringCase("<script").doesNotContain("http://", "https://", "@import", "url(");
        assertThat(page.split("<img", -1)).as("a strip a dose").hasSize(4);
        assertThat(page).contains("width=\"280\" height=\"56\"");
        assertThat(text(page)).contains("Not run", "fid-10k: no network", "only 0",
                "ganvas metrics selftest --dataset mnist --images 100 --threads 1");
        assertThat(text(page)).doesNotContain("%s", "%%");
        assertThat(page.split("class=\"line noise\"", -1)).as("one line of the one score").hasSize(2);
        assertThat(page.split("class=\"line noise interval\"", -1)).as("an interval a dose").hasSize(4);
    }

    /** The network's value above is wrong by half, and the table says so. */
    @Test
    void goldenValuesThatDisagreeAreMarked() throws IOException {
        String page = page(selftest(Selftest.PASSES, ""));
        assertThat(page).contains("3 beside 2, the furthest apart of 1");
        assertThat(text(page)).contains("✕ 5e−1").contains("✓FID", "FID: as a test.");
    }

    @Test
    void readAgainItIsTheSamePage() throws IOException {
        Selftest t = selftest(Selftest.FAILS, "");
        Json.write(folder.resolve("t.json"), t);
        assertThat(page(Json.read(folder.resolve("t.json"), Selftest.class))).isEqualTo(page(t));
    }

    @Test
    void everyStringIsEscaped() throws IOException {
        assertThat(page(selftest(Selftest.FAILS, "<script>alert(1)</script>\"'&"))).doesNotContain("<script")
                .contains("&lt;script&gt;");
    }
}
