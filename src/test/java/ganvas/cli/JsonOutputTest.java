package ganvas.cli;

import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --json} of the verbs that end at once, and a start without libraries. */
class JsonOutputTest {
    @TempDir
    Path folder;

    /** The version comes first, and docs/json.md names every key. */
    @ParameterizedTest
    @ValueSource(strings = {"models", "datasets", "metrics", "weights list", "study list", "study show ali-2020",
            "describe ali-2020/gan", "judge show", "doctor", "train khanna-2020/vae --dry-run", "compare --dry-run",
            "study overview results/khanna-2020.json --markdown"})
    void oneObjectWithItsVersion(String words) throws IOException {
        var args = new ArrayList<>(List.of(words.split(" ")));
        args.add("--json");
        Said said = ganvas(args.toArray(String[]::new));
        JsonNode json = said.json();
        assertThat(json.fieldNames().next()).isEqualTo("schema");
        assertThat(json.get("schema").asInt()).isEqualTo(1);
        if (words.endsWith("--dry-run")) return;
        String page = Files.readString(Path.of("docs/json.md"));
        assertThat(json.fieldNames()).toIterable().allMatch(key -> page.contains("`" + key + "`"));
        JsonNode first = json.elements().hasNext() && json.properties().size() == 2
                ? json.properties().stream().skip(1).findFirst().orElseThrow().getValue().path(0) : json;
        if (first.isObject())
            assertThat(first.fieldNames()).toIterable().allMatch(key -> page.contains("`" + key + "`"));
    }

    @Test
    void theProgramWithoutItsLibrariesNamesThem() throws Exception {
        Path main = Path.of(Main.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path alone = folder.resolve("alone/ganvas/cli"), problem = folder.resolve("alone/ganvas/problem");
        Files.createDirectories(alone);
        Files.createDirectories(problem);
        copy(main.resolve("ganvas/cli"), alone);
        copy(main.resolve("ganvas/problem"), problem);
        assertThat(start("-cp", folder.resolve("alone").toString(), "ganvas.cli.Main", "doctor"))
                .contains("libraries are not on the class path").doesNotContain("\tat ");
        Path jar = folder.resolve("ganvas.jar"), manifest = Files.writeString(folder.resolve("manifest"),
                "Main-Class: ganvas.cli.Main\nClass-Path: lib/picocli.jar lib/jackson.jar\n");
        assertThat(new ProcessBuilder(java("jar"), "cfm", jar.toString(), manifest.toString(), "-C",
                folder.resolve("alone").toString(), ".").start().waitFor()).isZero();
        assertThat(start("-jar", jar.toString(), "doctor")).contains("lib/ is missing beside the jar")
                .doesNotContain("\tat ");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path f : files.filter(Files::isRegularFile).toList()) Files.copy(f, to.resolve(f.getFileName()));
        }
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private static String start(String... args) throws Exception {
        var command = new ArrayList<>(List.of(java("java")));
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(1);
        return said;
    }
}
