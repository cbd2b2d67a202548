package ganvas.fuzz;

import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.lab.sample.Samples;
import ganvas.report.Fixture;
import ganvas.report.Report;
import ganvas.report.StudiesPage;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.verdict.ResultFile;
import ganvas.verdict.Verification;
import ganvas.zoo.Zoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs and studies leave behind, read to write their report. */
final class RunFormats {
    private static final List<String> MADE = List.of("summary.json", "report.html");

    private RunFormats() {}

    static List<Format> all() {
        var formats = new ArrayList<Format>();
        for (String file : List.of("settings.json", "provenance.json", "model.json", "stats.jsonl", "scores.jsonl",
                "outcome.json", "labels.json", "not-measured.json")) {
            formats.add(run(file, "runs/gan/1/" + file));
        }
        for (String file : List.of("encodings.json", "confusion.json")) {
            // Only a paper's report draws them.
            formats.add(new Format(file, "runs/vae-base/1/inside/" + file, MADE, folder -> {
                paper(folder);
                return List.of(Files.readAllBytes(folder.resolve("runs/vae-base/1/inside/" + file)));
            }, (whole, random) -> JsonDamage.twisted(whole, random), (rotten, _) -> report(rotten)));
        }
        formats.add(run("timing.json", "timing.json"));
        formats.add(new Format("study.json", "study.json", MADE,
                folder -> List.of(paper(folder), Files.readAllBytes(compared(folder).resolve("study.json"))),
                (whole, random) -> JsonDamage.twisted(whole, random), (file, _) -> report(file)));
        formats.add(new Format("summary.json", "summary.json", List.of("report.html"), folder -> {
            compared(folder);
            Report.write(folder);
            return List.of(Files.readAllBytes(folder.resolve("summary.json")));
        }, (whole, random) -> JsonDamage.twisted(whole, random), (file, scratch) -> {
            Verification.differences(file.getParent());
            StudiesPage.write(scratch.resolve("papers.html"), List.of(file.getParent()));
        }));
        formats.add(new Format("results file", "khanna-2020.json", List.of(),
                _ -> List.of(Files.readAllBytes(Path.of("results/khanna-2020.json"))),
                (whole, random) -> JsonDamage.twisted(whole, random), (file, scratch) -> {
                    ResultFile.markdown(List.of(ResultFile.read(file)));
                    StudiesPage.write(scratch.resolve("papers.html"), List.of(file));
                }));
        return formats;
    }

    private static Format run(String name, String file) {
        return new Format(name, file, MADE, folder -> {
            compared(folder);
            if (name.equals("settings.json")) Json.write(folder.resolve(file), settings());
            if (name.equals("not-measured.json"))
                Json.write(folder.resolve(file), List.of("is-judge-10k: it has no classes", "fid-10k: too few"));
            return List.of(Files.readAllBytes(folder.resolve(file)));
        }, (whole, random) -> JsonDamage.twisted(whole, random), (rotten, _) -> {
            if (name.equals("settings.json")) Samples.settings(new RunFolder(rotten.getParent()));
            report(rotten);
        });
    }

    private static Settings settings() {
        return new Settings("gan", "khanna-2020/gan", "gan", "mnist", 1, 900_000, "cpu", "fp32", 2,
                Zoo.get("khanna-2020/gan").resolve(Map.of()), Map.of());
    }

    /** Of the study that the file belongs to. */
    private static void report(Path file) throws IOException {
        Path folder = file.getParent();
        while (!Files.exists(folder.resolve("study.json"))) folder = folder.getParent();
        String page = Files.readString(Report.write(folder));
        if (page.contains("<script>alert(1)")) throw new IllegalStateException("the report is not escaped");
    }

    /** Two runs, cut down to what a report needs. */
    static Path compared(Path folder) throws IOException {
        return put(Drawn.COMPARED, folder);
    }

    /** The study of a paper, of which only two arms were run. */
    static byte[] paper(Path folder) throws IOException {
        return Files.readAllBytes(Study.file(put(Drawn.PAPER, folder)));
    }

    private static Path put(Map<String, byte[]> files, Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Path to = folder.resolve(file.getKey());
            Files.createDirectories(to.getParent());
            Files.write(to, file.getValue());
        }
        return folder;
    }

    /** Drawn once: it takes longer than many reports. */
    private static Map<String, byte[]> files(Study of, Study written) {
        try {
            Path folder = Files.createTempDirectory("ganvas-fuzz");
            Fixture.write(folder, of);
            for (StudyArm arm : of.arms()) cut(of.run(folder, arm, 1));
            Path real = Study.reference(folder).resolve("real.npz");
            Npz.read(real).first(2).write(real);
            Json.write(Study.file(folder), written);
            var files = new LinkedHashMap<String, byte[]>();
            try (var all = Files.walk(folder)) {
                for (Path p : all.filter(Files::isRegularFile).toList())
                    files.put(folder.relativize(p).toString(), Files.readAllBytes(p));
            }
            Fuzz.delete(folder);
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Two samples, the first lines of the log, no pictures. */
    private static void cut(RunFolder run) throws IOException {
        Npz.read(run.samples()).first(2).write(run.samples());
        for (Path grid : run.grids()) Files.delete(grid);
        try (var inside = Files.list(run.inside())) {
            for (Path p : inside.filter(f -> f.toString().endsWith(".png")).toList()) Files.delete(p);
        }
        Files.writeString(run.stats(), String.join("\n", Files.readAllLines(run.stats()).subList(0, 12)) + "\n");
    }

    /** Made when first asked for. */
    private static final class Drawn {
        static final Map<String, byte[]> COMPARED, PAPER;

        static {
            Study two = Fixture.study(List.of(Fixture.GAN, Fixture.VAE), 1), s = Fixture.paper();
            COMPARED = files(two, two);
            PAPER = files(s.withArms(List.of(s.arm("gan-batchnorm"), s.arm("vae-base"))), s);
        }
    }
}
