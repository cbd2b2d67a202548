package ganvas.cli;

import static ganvas.cli.CommandTest.wrong;
import static ganvas.cli.Said.ganvas;
import static org.assertj.core.api.Assertions.assertThat;

import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sample} as a user types it, beside plain samples. */
class SampleCommandTest {
    @TempDir
    static Path folder;

    private static String vae;
    private static String told;

    @BeforeAll
    static void train() {
        vae = train("vae", "khanna-2020/vae", "--set", "latent=3", "--set", "likelihood=gaussian-learned", "--set",
                "batch=25");
        told = train("told", "hinrichsen-2023/biggan", "--set", "channels=4", "--set", "classes=10", "--set",
                "batch=20", "--set", "z=8", "--set", "g-rate=0.01", "--dataset", "mnist");
    }

    private static String train(String name, String... model) {
        String out = folder.resolve(name).toString();
        var verb = new java.util.ArrayList<>(List.of("train"));
        verb.addAll(List.of(model));
        verb.addAll(List.of("--images", "200", "--out", out));
        Said said = ganvas(verb.toArray(String[]::new));
        assertThat(said.code()).as(said.err()).isZero();
        return out;
    }

    private static Path to(String file) {
        return folder.resolve(file);
    }

    private static String done(String... args) {
        Said said = ganvas(args);
        assertThat(said.code()).as(said.err()).isZero();
        return said.out();
    }

    @Test
    void waysThroughLatentSpace() throws IOException {
        assertThat(done("sample", vae, "--interpolate", "3,17", "--interpolate", "5,40", "--path", "linear", "--to",
                to("i.png").toString()))
                .contains("From image 3 to 17, 5 to 40, 13 images each, of khanna-2020/vae");
        assertThat(Png.read(to("i.png"), 1))
                .satisfies(p -> assertThat(p.width() + " " + p.height()).isEqualTo("364 56"));
        Npz samples = samples(vae, "plain.npz");
        byte[] first = Png.read(to("i.png"), 1).tile(0, 0, 28, 28).pixels();
        for (int i = 0; i < 784; i++) assertThat(first[i] & 255).isBetween((samples.pixels()[3 * 784 + i] & 255) - 1,
                (samples.pixels()[3 * 784 + i] & 255) + 1);

        assertThat(done("sample", "--traverse", vae, "--to", to("t.png").toString()))
                .containsPattern("Rows: \\d \\(KL \\d+\\.\\d\\d nats\\), \\d \\(KL");
        assertThat(Png.read(to("t.png"), 1))
                .satisfies(p -> assertThat(p.width() + " " + p.height()).isEqualTo("364 84"));
        assertThat(done("sample", vae, "--traverse", "2,0", "--steps", "4", "--delay", "50", "--to",
                to("t.gif").toString())).contains("Rows: 2 (KL");
        assertThat(frames(to("t.gif"))).isEqualTo(6);
        assertThat(
                done("sample", told, "--traverse=7", "--class", "3", "--steps", "2", "--to", to("t.apng").toString()))
                .contains("Rows: 7\n");
        assertThat(Png.read(to("t.apng"), 1).width()).isEqualTo(28);

        assertThat(done("sample", vae, "--animate", "--to", to("a.gif").toString()))
                .contains("The training of khanna-2020/vae, 9 pictures");
        assertThat(frames(to("a.gif"))).isEqualTo(9);
        assertThat(done("sample", vae, "--animate", "--steps", "4", "--to", to("b.gif").toString()))
                .contains("4 pictures");
        assertThat(done("sample", vae, "--reconstruct", "--n", "5", "--to", to("r.png").toString()))
                .contains("under each row what khanna-2020/vae reconstructs");
        assertThat(Png.read(to("r.png"), 1))
                .satisfies(p -> assertThat(p.width() + " " + p.height()).isEqualTo("140 56"));
    }

    private static Npz samples(String run, String file, String... more) {
        var args = new java.util.ArrayList<>(List.of("sample", run, "--to", to(file).toString()));
        args.addAll(List.of(more));
        done(args.toArray(String[]::new));
        return Npz.read(to(file));
    }

    private static int frames(Path gif) throws IOException {
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        try (var in = ImageIO.createImageInputStream(gif.toFile())) {
            reader.setInput(in);
            return reader.getNumImages(true);
        }
    }

    @Test
    void gridsAreEnlargedWithSpaceBetween() throws IOException {
        assertThat(ganvas("sample", vae, "--n", "4", "--scale", "3", "--gutter", "5", "--to",
                to("large.png").toString()).code()).isZero();
        assertThat(Png.read(to("large.png"))).returns(2 * 28 * 3 + 5, Png::height).returns(2 * 28 * 3 + 5, Png::width);
        assertThat(ganvas("sample", vae, "--interpolate", "0,1", "--steps", "3", "--gutter", "2", "--to",
                to("way.png").toString()).code()).isZero();
        assertThat(Png.read(to("way.png"))).returns(28, Png::height).returns(3 * 28 + 2 * 2, Png::width);
        wrong("--scale and --gutter belong to a picture or a film", "sample", vae, "--scale", "2", "--to",
                to("large.npz").toString());
        wrong("--scale: expected a number from 1 to 32; found 0", "sample", vae, "--scale", "0");
        wrong("Ask for a smaller --scale", "sample", vae, "--n", "10000", "--scale", "32");
    }

    @Test
    void classes() {
        assertThat(samples(told, "three.npz", "--class", "3", "--n", "4").pixels())
                .isNotEqualTo(samples(told, "four.npz", "--class", "4", "--n", "4").pixels());
        wrong("--class 3: khanna-2020/vae is told no classes", "sample", vae, "--class", "3");
        wrong("--class cat: expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, or its number from 0 to 9", "sample", told,
                "--class", "cat");
        wrong("--interpolate: expected --class beside it", "sample", told, "--interpolate", "0,1");
    }

    @Test
    void whatDoesNotGoTogether() throws IOException {
        wrong("expected one of --interpolate, --traverse, --reconstruct and --animate; found --interpolate and "
                + "--animate",
                "sample", vae, "--interpolate", "1,2", "--animate");
        wrong("--path does not belong to samples, but to --interpolate. Leave it out.", "sample", vae, "--path",
                "linear");
        wrong("--seed does not belong to --reconstruct, but to samples, --interpolate, --traverse", "sample", vae,
                "--reconstruct", "--seed", "1");
        wrong("--n does not belong to --animate", "sample", vae, "--animate", "--n", "3");
        wrong("--delay belongs to a film; expected --to FILE.gif or FILE.apng", "sample", vae, "--traverse", "--delay",
                "50");
        wrong("--delay: expected a number from 10 to 60,000; found 5", "sample", vae, "--animate", "--delay", "5");
        wrong("--steps: expected a number from 2 to 1,000; found 1", "sample", vae, "--traverse", "--steps", "1");
        wrong("--n: expected a number from 1 to 1,000; found 1001", "sample", vae, "--reconstruct", "--n", "1001");
        wrong("expected a number from 0 to 100; found -1.0", "sample", vae, "--truncation", "-1");
        wrong("--interpolate 3,64: expected two numbers A,B from 0 to 63, unlike each other", "sample", vae,
                "--interpolate", "3,64");
        wrong("--interpolate 3: expected two numbers", "sample", vae, "--interpolate", "3");
        wrong("--interpolate 3,3: expected two numbers", "sample", vae, "--interpolate", "3,3");
        wrong("--traverse 3: expected latent dimensions from 0 to 2; found 3", "sample", vae, "--traverse", "3");
        wrong("expected one of slerp, linear", "sample", vae, "--interpolate", "1,2", "--path", "bent");
        wrong("expected .png, .gif or .apng", "sample", vae, "--traverse", "--to", to("x.npz").toString());
        wrong("expected .gif or .apng", "sample", vae, "--animate", "--to", to("x.png").toString());
        wrong("expected .png; --interpolate, --traverse and --animate make films", "sample", vae, "--reconstruct",
                "--to", to("x.gif").toString());
        wrong("expected .npz, .png or a folder; --interpolate, --traverse and --animate make films", "sample", vae,
                "--to", to("x.gif").toString());
        wrong("expected .npz, .png or a folder", "sample", vae, "--to", Files.writeString(to("x.txt"), "").toString());
        for (String ending : List.of("grid.jpg", "mine.npy", "x.JPG", "a.tiff")) {
            wrong("expected .npz, .png or a folder; of a folder with such a name, make it first", "sample", vae, "--to",
                    to(ending).toString());
            assertThat(to(ending)).doesNotExist();
        }
        assertThat(done("sample", vae, "--n", "4", "--to", to("GRID.PNG").toString())).contains("GRID.PNG");
        assertThat(to("GRID.PNG")).isRegularFile();
    }

    /** A run of before a setting was there is the same run with its default. */
    @Test
    void aRunOfAnOlderVersionGoesOn() {
        String out = train("older", "khanna-2020/vae");
        var run = RunFolder.of(Path.of(out), "vae", 0);
        Settings s = Json.read(run.settings(), Settings.class);
        var values = new TreeMap<>(s.values());
        assertThat(values.keySet().removeAll(List.of("kl-warmup", "free-bits", "likelihood", "sigma"))).isTrue();
        Json.write(run.settings(), new Settings(s.arm(), s.model(), s.family(), s.dataset(), s.seed(), s.images(),
                s.device(), s.precision(), s.threads(), values, s.changed()));
        train("older", "khanna-2020/vae");
        assertThat(samples(out, "older.npz").n()).isEqualTo(64);
        wrong("free-bits was 0.0 and is now 0.5", "train", "khanna-2020/vae", "--set", "free-bits=0.5", "--images",
                "200", "--out", out);
    }
}
