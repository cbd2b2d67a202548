package ganvas.fuzz;

import ganvas.result.Summary;
import ganvas.study.MadeCatalogue;
import ganvas.study.StudyFile;
import ganvas.study.StudyFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;

/** Study files, as people write them. */
final class StudyFormats {
    private static final List<String> VALUES = List.of("!!java.net.URL [\"http://localhost\"]",
            "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[]]]", "!!binary AAAA",
            "!ruby/object:Gem {}", "&a [*a]", "*a", "{<<: *a}",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "{a: {a: {a: {a: b}}}}", "? [a]",
            "- - - - a", "|", ">\n  a", "\"\\u0000\"", "'<script>alert(1)</script>'", "../../escaped", "~", "", "0x10",
            "1_000", "1e999", ".inf", ".nan", "2001-01-01", "yes", "%TAG ! x", "--- a", "...", "@", "`");

    private StudyFormats() {}

    static List<Format> all() {
        return List.of(new Format("study yaml", "study.yaml", List.of(), _ -> {
            var files = new ArrayList<byte[]>();
            for (String name : StudyFiles.PACKAGED) files.add(Files.readAllBytes(Path.of("studies", name + ".yaml")));
            return files;
        }, StudyFormats::twisted, (file, _) -> read(file)));
    }

    private static void read(Path file) {
        StudyFile study = StudyFiles.load(file.toString(), MadeCatalogue.get());
        var data = new LinkedHashMap<String, Summary.DatasetInfo>();
        for (String name : study.datasets(StudyFile.FULL, List.of()))
            data.put(name, new Summary.DatasetInfo(name, 50_000, 5_000, 10_000, 1, 28, 28, List.of(), "00"));
        study.resolve(StudyFile.FULL, List.of(), List.of(), "ganvas study run", data);
    }

    /** Values, keys and lines are others, with the indentation kept. */
    private static byte[] twisted(byte[] whole, RandomGenerator random) throws IOException {
        var lines = new ArrayList<>(List.of(new String(whole, StandardCharsets.UTF_8).split("\n")));
        if (random.nextInt(100) == 0) return ("[".repeat(100_000) + "a").getBytes(StandardCharsets.UTF_8);
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = random.nextInt(lines.size());
            String line = lines.get(at);
            int colon = line.indexOf(": ");
            String other = random.nextInt(3) == 0 ? Damage.NUMBERS.get(random.nextInt(Damage.NUMBERS.size()))
                    : VALUES.get(random.nextInt(VALUES.size()));
            switch (random.nextInt(6)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, line);
                case 2 -> lines.set(at, " ".repeat(random.nextInt(4)) + line);
                case 3 -> lines.set(at, colon < 0 ? other : other + line.substring(colon));
                default -> lines.set(at, colon < 0 ? line + " " + other : line.substring(0, colon + 2) + other);
            }
            if (lines.isEmpty()) return whole;
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
