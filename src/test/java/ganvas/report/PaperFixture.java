package ganvas.report;

import ganvas.file.Json;
import ganvas.result.Confusion;
import ganvas.result.LatentPlane;
import ganvas.result.RunFolder;
import ganvas.result.Summary;
import ganvas.study.CheckBounds;
import ganvas.study.Claim;
import ganvas.study.ClaimCheck;
import ganvas.study.Figure;
import ganvas.study.Figure.Kind;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** A study that redoes a paper, with six arms, every kind of figure and every kind of check. */
final class PaperFixture {
    private static final long EPOCH = 55_000, FULL = 100 * EPOCH;
    private static final List<String> GANS = List.of("gan-base", "gan-batchnorm", "gan-tanh"),
            VAES = List.of("vae-base", "vae-beta", "vae-latent4");

    private PaperFixture() {}

    static Study study(String budget, int seeds) {
        long images = budget.equals("full") ? FULL : budget.equals("short") ? FULL / 10 : EPOCH / 20;
        List<StudyArm> arms = List.of(
                new StudyArm("gan-base", "gan", "tanwar-2023/gan", images, Map.of(), Map.of("epochs", 100.0)),
                new StudyArm("gan-batchnorm", "gan", "tanwar-2023/gan", images, Map.of("batch-norm", true),
                        Map.of("minutes", 57.0, "epochs", 100.0, "generator parameters", 1_064_000.0,
                                "discriminator parameters", 213_633.0)),
                new StudyArm("gan-tanh", "gan", "tanwar-2023/gan", images, Map.of("output", "tanh"),
                        Map.of("epochs", 100.0)),
                new StudyArm("vae-base", "vae", "tanwar-2023/vae", images, Map.of(), Map.of("epochs", 100.0)),
                new StudyArm("vae-beta", "vae", "tanwar-2023/vae", images, Map.of("beta", 0.001),
                        Map.of("epochs", 100.0)),
                new StudyArm("vae-latent4", "vae", "tanwar-2023/vae", images, Map.of("beta", 0.001, "latent", 4),
                        Map.of("minutes", 15.0, "epochs", 100.0)));
        var dataset = new Summary.DatasetInfo("mnist", EPOCH, 5_000, 10_000, 1, 28, 28,
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), "8d42…".repeat(8));
        var paper = new Study.Paper("Evaluation and Comparison of VAE and GAN networks", "Tanwar and others, 2023",
                "Which of the two families draws better digits, and at what cost?",
                arms.stream().collect(Collectors.toMap(StudyArm::name, _ -> FULL)),
                List.of("Dropout is 0.3 and the slope of LeakyReLU 0.2: the paper names neither.",
                        "The batch is 256; the text says 260 once."),
                List.of("The judge that scores the images is ours: the paper looks at them by eye."));
        return new Study("tanwar-2023", "ganvas study run tanwar-2023 --budget " + budget, dataset, arms,
                LongStream.rangeClosed(1, seeds).boxed().toList(),
                List.of("FID on Inception features: its network is not shipped, and says little about 28 × 28 "
                        + "digits."))
                .withFigures(figures()).withClaims(claims()).reproducing(budget, paper);
    }

    private static List<Figure> figures() {
        return List.of(
                new Figure(Kind.DISCRIMINATOR_ACCURACY, "figures 3 to 5",
                        "The discriminator’s accuracy on real and on generated images", GANS),
                new Figure(Kind.GAN_LOSSES, "figure 6", "Losses of generator and discriminator", GANS),
                new Figure(Kind.IMAGES_OVER_TRAINING, "figure 7", "What the generators draw as training goes on", GANS),
                new Figure(Kind.VAE_LOSSES, "figures 8 to 10", "Losses of the VAEs", VAES),
                new Figure(Kind.ELBO, "figure 11", "The evidence lower bound", List.of("vae-base")),
                new Figure(Kind.LABELLED_GRID, "figure 12", "Generated digits and what the judge reads",
                        List.of("gan-batchnorm", "vae-latent4")),
                new Figure(Kind.RECONSTRUCTIONS, "figure 13", "Test digits and their reconstructions", VAES),
                new Figure(Kind.CONFUSION, "section 4.2", "What the judge reads in reconstructions",
                        List.of("vae-base", "vae-beta")),
                new Figure(Kind.LATENT_PLANE, "figure 14", "The decoder over the latent plane",
                        List.of("vae-base", "vae-beta")),
                new Figure(Kind.ENCODINGS, "figure 15", "Codes of test digits", List.of("vae-base", "vae-beta")),
                new Figure(Kind.SCORES_OVER_TRAINING, "not in the paper", "The judge’s scores as training goes on",
                        List.of("gan-base", "gan-batchnorm", "gan-tanh", "vae-base", "vae-beta", "vae-latent4")));
    }

    private static List<Claim> claims() {
        return List.of(
                new Claim("batchnorm",
                        "Among the GANs, batch normalization performed the best, generating the sharpest images.",
                        "section 3.1",
                        "Sharpness of edges beside that of real digits, and FID in the judge’s features: "
                                + "the paper looks by eye.",
                        List.of(new ClaimCheck.Ordering("sharpness", "gan-batchnorm", "higher",
                                List.of("gan-base", "gan-tanh")),
                                new ClaimCheck.Ordering("fid-judge-10k", "gan-batchnorm", "lower",
                                        List.of("gan-base", "gan-tanh")))),
                new Claim("similar", "The base VAE and the VAE with beta performed similarly.", "section 3.2",
                        "The judge’s confidence may differ by 0.02.",
                        List.of(new ClaimCheck.Equality("judge-confidence", List.of("vae-base", "vae-beta"), 0.02))),
                new Claim("latent4",
                        "The VAE with latent dimension four has the lowest total, reconstruction and validation loss.",
                        "section 3.2",
                        "Means over the last tenth of training.", List.of(
                                new ClaimCheck.Ordering("final:loss", "vae-latent4", "lower",
                                        List.of("vae-base", "vae-beta")),
                                new ClaimCheck.Ordering("final:reconstruction", "vae-latent4", "lower",
                                        List.of("vae-base", "vae-beta")),
                                new ClaimCheck.Ordering("final:validation/loss", "vae-latent4", "lower",
                                        List.of("vae-base", "vae-beta")))),
                new Claim("counts", "The generator has 1,064,000 parameters, the encoder 69,144.", "table 1",
                        "Counted from the layers.", List.of(
                                new ClaimCheck.Count("gan-batchnorm", "generator", "with-moving", 1_064_000),
                                new ClaimCheck.Count("vae-latent4", "encoder", "trainable", 69_144))),
                new Claim("faster", "The best VAE trains 3.8 times faster than the best GAN.", "table 1",
                        "Training time at equal epochs; at least twice is asked, "
                                + "for another machine has another ratio.",
                        List.of(new ClaimCheck.Ratio("seconds", "gan-batchnorm", "vae-latent4",
                                CheckBounds.from(2.0)))),
                new Claim("converges", "After 50 epochs the generator no longer improves.", "section 3.1",
                        "FID in the judge’s features from epoch 50 to epoch 100.",
                        List.of(new ClaimCheck.Trend("judge/fid", "gan-batchnorm", 50, 100, "nowhere", 1.0))),
                new Claim("collapse", "No model collapses.", "section 4", "No event says so.",
                        List.of(new ClaimCheck.Threshold("events:nan", List.of("gan-base", "gan-tanh"),
                                CheckBounds.upTo(0.5)))));
    }

    /** What a VAE leaves beyond its pictures. */
    static void codes(RunFolder folder, StudyArm arm, Function<Integer, Integer> label, long seed) {
        var random = new Random(seed);
        int n = 2000;
        float[] x = new float[n], y = new float[n];
        int[] labels = new int[n];
        for (int i = 0; i < n; i++) {
            int k = label.apply(i);
            double angle = 2 * Math.PI * (k * 7 % 10) / 10, far = arm.set().containsKey("beta") ? 9 : 1.5,
                    wide = far / 3.4;
            labels[i] = k;
            x[i] = (float) (far * Math.cos(angle) * (k == 8 ? 0.1 : 1) + wide * random.nextGaussian());
            y[i] = (float) (far * Math.sin(angle) * (k == 8 ? 0.1 : 1) + wide * random.nextGaussian());
        }
        Json.write(folder.encodings(), new LatentPlane(x, y, labels));
        int[][] counts = new int[10][10];
        for (int i = 0; i < 10_000; i++) {
            int k = label.apply(i), wrong = k == 4 ? 9 : k == 9 ? 4 : k == 2 ? 3 : random.nextInt(10);
            counts[k][random.nextDouble() < (k == 4 || k == 2 ? 0.82 : 0.95) ? k : wrong]++;
        }
        Json.write(folder.confusion(), new Confusion(counts));
    }

    static Path write(Path out, String budget, int seeds) {
        Fixture.write(out, study(budget, seeds));
        return out;
    }

    /**
     * Papers in every state: of full and short length, a smoke test, one that is written down
     * only, one that is not there.
     */
    static Path overview(Path out) {
        for (Path folder : List.of(write(out.resolve("full"), "full", 3), write(out.resolve("short"), "short", 3),
                write(out.resolve("smoke"), "smoke", 1))) {
            Report.write(folder);
        }
        Json.write(Study.file(out.resolve("planned")), study("full", 3));
        return StudiesPage.write(out.resolve("papers.html"), List.of(out.resolve("full"), out.resolve("short"),
                out.resolve("smoke"), out.resolve("planned"), out.resolve("khanna-2020")));
    }
}
