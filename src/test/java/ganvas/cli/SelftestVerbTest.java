package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.file.Json;
import ganvas.metric.Metric;
import ganvas.metric.Metrics;
import ganvas.result.Selftest;
import ganvas.words.MetricInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code metrics selftest} from the command line to the page, with as few pictures as it takes. */
class SelftestVerbTest {
    @TempDir
    Path folder;

    @Test
    void everyCheckPassesAndThePageSaysSo() throws IOException {
        Path out = folder.resolve("selftest");
        Said said = ganvas("metrics", "selftest", "--images", "1000", "--out", out.toString(), "--json");
        JsonNode line = Json.parse(said.out(), JsonNode.class, "the output");
        assertThat(line.get("failures")).as(said.out()).isEmpty();
        assertThat(said.code()).isZero();

        Selftest found = Json.read(out.resolve("selftest.json"), Selftest.class);
        assertThat(found.counted()).isEqualTo(line.get("checks").asInt()).isGreaterThan(140);
        assertThat(found.sweeps()).extracting(Selftest.Sweep::name)
                .containsExactly(Selftest.FLOOR, "noise", "blur", "salt", Selftest.COUNT, Selftest.PARTS,
                        Selftest.CLASSES);
        assertThat(found.sweep("noise").samples()).hasSize(5).allSatisfy(s -> assertThat(s.strip()).isNotEmpty());
        // Nothing is skipped silently: each measure is judged under each harm, or stands among those that were not run.
        for (MetricInfo m : Metrics.ALL.stream().map(Metric::info).toList()) {
            if (m.isByClass() || found.notRun().stream().anyMatch(n -> n.startsWith("`" + m.name() + "`"))) continue;
            assertThat(found.checks()).filteredOn(c -> c.score().equals(m.name())).extracting(Selftest.Check::sweep)
                    .contains("noise", "blur", "salt", Selftest.COUNT, Selftest.PARTS);
        }
        assertThat(found.notRun()).hasSizeLessThan(Metrics.ALL.size());
        assertThat(Files.readString(out.resolve("selftest.html")))
                .contains("All %d checks pass.".formatted(found.counted()));
    }

    @Test
    void wrongInputIsTold() throws IOException {
        wrong("--images: expected a multiple of 10 from 1000 to 10000, the validation images of mnist; found 990",
                "--images", "990");
        wrong("found 20000", "--images", "20000");
        wrong("found 1005", "--images", "1005");
        Path file = Files.writeString(folder.resolve("file"), "x");
        wrong("expected a folder; it is a file", "--out", file.toString());
        wrong("did you mean 'mnist'?", "--dataset", "mnits");
        Said help = ganvas("metrics", "selftest", "--help");
        assertThat(help.out()).contains("Exit code 1 if a check fails", "Examples:");
    }

    private static void wrong(String words, String... args) {
        var line = new java.util.ArrayList<>(java.util.List.of("metrics", "selftest"));
        line.addAll(java.util.List.of(args));
        Said said = ganvas(line.toArray(String[]::new));
        assertThat(said.err()).contains(words);
        assertThat(said.code()).isEqualTo(2);
    }
}
