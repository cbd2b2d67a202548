package ganvas.report;

import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.result.Capability;
import ganvas.result.ModelCard;
import ganvas.result.Provenance;
import ganvas.result.RunFolder;
import ganvas.result.RunOutcome;
import ganvas.result.SampleLabels;
import ganvas.result.ScoreLine;
import ganvas.result.Settings;
import ganvas.result.StatLine;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The folder of a comparison as Ganvas leaves it, without training anything. */
public final class Fixture {
    public static final StudyArm GAN = new StudyArm("gan", "gan", "khanna-2020/gan", 900_000, Map.of("latent", 64));
    public static final StudyArm VAE = new StudyArm("vae", "vae", "khanna-2020/vae", 900_000, Map.of());
    private static final long IMAGES = 900_000, EPOCH = 60_000;
    private static final Drawn DRAWN = new Drawn();

    private Fixture() {}

    /** Renders a page to look at: {@code FOLDER [SEEDS | BUDGET | papers]}. */
    public static void main(String[] args) {
        Path out = Path.of(args[0]);
        if (args.length > 1 && args[1].equals("papers")) {
            System.out.println(PaperFixture.overview(out));
            return;
        }
        if (args.length > 1 && !args[1].matches("\\d+")) write(out, PaperFixture.study(args[1], 3));
        else write(out, List.of(GAN, VAE), args.length > 1 ? Integer.parseInt(args[1]) : 1);
        System.out.println(Report.write(out));
        System.out.print(ganvas.verdict.ComparisonVerdict.terminal(Json.read(Study.summary(out), Summary.class), 80));
    }

    public static Study study(List<StudyArm> arms, int seeds) {
        var dataset = new Summary.DatasetInfo("mnist", 55_000, 5_000, 10_000, 1, 28, 28,
                List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), "8d42…".repeat(8));
        return new Study("compare", "ganvas compare --images 900000" + (seeds > 1 ? " --seeds " + seeds : ""), dataset,
                arms,
                LongStream.rangeClosed(1, seeds).boxed().toList(),
                List.of("FID on Inception features: its network is not shipped, and says little about 28 × 28 digits.",
                        "Likelihood of the GAN: it has none; a kernel estimate would not be comparable."));
    }

    /** A study of a paper, with claims and figures. */
    public static Study paper() {
        return PaperFixture.study("short", 1);
    }

    public static void write(Path out, List<StudyArm> arms, int seeds) {
        write(out, study(arms, seeds));
    }

    public static void write(Path out, Study study) {
        Json.write(Study.file(out), study);
        var timing = new LinkedHashMap<>(Map.of("train", 512.0));
        timing.put("sample", 6.2);
        timing.put("score", 41.0);
        timing.put("report", 1.3);
        Json.write(Study.timing(out), timing);
        for (Summary.DatasetInfo d : study.datasets()) {
            DRAWN.draw("real", 0, 64, 1, 0).write(study.reference(out, d).resolve("real.npz"));
            Json.write(study.reference(out, d).resolve("labels.json"), labels(0, 64, 0.97, 5));
        }
        for (int k = 0; k < study.arms().size(); k++)
            for (long seed : study.seeds()) run(out, study, study.arms().get(k), seed, k);
    }

    private static SampleLabels labels(int from, int count, double usual, long seed) {
        var random = new Random(seed);
        return new SampleLabels(IntStream.range(0, count).map(i -> DRAWN.label(from + i)).toArray(),
                IntStream.range(0, count).mapToDouble(_ -> random.nextDouble() < usual ? 0.93
                        + 0.07 * random.nextDouble() : 0.4 + 0.5 * random.nextDouble()).toArray());
    }

    private static void run(Path out, Study study, StudyArm arm, long seed, int k) {
        RunFolder folder = study.run(out, arm, seed);
        boolean gan = arm.family().equals("gan");
        int order = (int) study.arms().subList(0, k).stream().filter(a -> a.family().equals(arm.family())).count();
        Json.write(folder.settings(), new Settings(arm.name(), arm.model(), arm.family(), "mnist", seed, arm.images(),
                "cpu", "fp32", 2, Map.of("latent", gan ? 64 : 20, "batch", 64, "learningRate", 0.0002), arm.set()));
        Json.write(folder.provenance(), new Provenance("0.1.0", "2dda941", study.command(), "2026-11-22T09:14:03Z",
                "25.0.1+8 (Eclipse Adoptium)", "Linux 6.8 amd64",
                "AMD EPYC 7R13", 2, "2.10.0", "cpu", "fp32", 2, "mnist", study.dataset().sha256(), seed,
                gan ? List.of(arm.images() * 4 / 9) : List.of(), null));
        Json.write(folder.model(), card(arm, gan));
        stats(folder, arm, order, seed);
        Json.write(folder.outcome(),
                new RunOutcome(RunOutcome.DONE, arm.images(), gan ? 386 + 4 * seed : 124 + seed, gan ? 2320
                        : 7190, (gan ? 812L : 640L) << 20, null));
        for (long part : new long[] {0, 1_000, 3_000, 10_000, 30_000, 60_000, 120_000, 240_000, 360_000, 480_000,
                600_000, 720_000, 840_000, IMAGES}) {
            long at = part * arm.images() / IMAGES;
            double progress = Math.log1p(part / 500.0) / Math.log1p(IMAGES / 500.0);
            Png.grid(DRAWN.draw(arm.family(), 300 + 100 * k, 64, progress, seed), 8).write(folder.grid(at));
        }
        int from = 700 + 200 * k + (int) seed * 64;
        DRAWN.draw(arm.family(), from, 128, 1, seed).write(folder.samples());
        Json.write(folder.labels(), labels(from, 100, gan ? 0.93 : 0.8, seed));
        folder.writeScores(scores(gan, order, seed));
        if (gan) interpolation(folder);
        else inside(folder);
        if (!gan) PaperFixture.codes(folder, arm, DRAWN::label, seed);
    }

    private static ModelCard card(StudyArm arm, boolean gan) {
        String maker = gan ? "generator" : "decoder", other = gan ? "discriminator" : "encoder";
        return new ModelCard(arm.model(), gan ? "Deep convolutional GAN" : "Variational autoencoder",
                "Khanna et al. 2020", arm.family(), Capability.ofFamily(arm.family()), List.of(
                        new ModelCard.Network(other, gan ? 430_721 : 403_240, 431_233, 2_408_448,
                                List.of(new ModelCard.LayerCard("down1", "Conv", new long[] {64, 14, 14}, 1_664))),
                        new ModelCard.Network(maker, gan ? 1_062_784 : 401_000, 1_064_000, gan ? 9_860_000 : 400_400,
                                List.of(new ModelCard.LayerCard("project", "Dense", new long[] {6272}, 401_408),
                                        new ModelCard.LayerCard("up1", "ConvTranspose", new long[] {64, 14, 14},
                                                204_864)))),
                List.of(new ModelCard.Setting("latent", gan ? 64 : 20, gan ? 100 : 20, "length of the latent vector"),
                        new ModelCard.Setting("batch", 64, 64, "images a step")),
                false);
    }

    private static void stats(RunFolder folder, StudyArm arm, int order, long seed) {
        boolean gan = arm.family().equals("gan");
        var random = new Random(seed + 31L * order);
        long step = arm.images() / 150;
        var lines = new StringBuilder();
        for (long at = step; at <= arm.images(); at += step) {
            long event312 = 52 * step;
            double t = at / (double) arm.images(), decay = Math.exp(-t * 18), fall = 1 / (1 + t * 14);
            var v = new LinkedHashMap<String, Double>();
            StatLine.Event event = null;
            if (gan) {
                double real = 0.52 + 0.5 * decay + 0.035 * random.nextGaussian(), fake = 0.47 + 0.7 * decay
                        + 0.04 * random.nextGaussian();
                v.put("D/loss_real", real);
                v.put("D/loss_fake", fake);
                v.put("D/loss", real + fake);
                v.put("D/accuracy_real", Math.min(1, 0.76 - 0.2 * decay + 0.04 * order + 0.02 * random.nextGaussian()));
                v.put("D/accuracy_fake", Math.min(1, 0.81 - 0.3 * decay + 0.02 * random.nextGaussian()));
                v.put("G/loss", 1.25 + 0.2 * order - 0.5 * decay + 0.08 * random.nextGaussian() + 0.3 * t);
                v.put("G/gradient_norm", 0.4 + 2 * decay + 0.05 * Math.abs(random.nextGaussian()) + (at == event312 ? 9
                        : 0));
                if (at == event312) event = new StatLine.Event("spike",
                        "the generator’s gradient was 22 times its median for one interval.");
            } else {
                double reconstruction = 78 - 6 * order + 130 * decay + 18 * fall + 0.4 * random.nextGaussian(),
                        kl = 25.2 - 17 * decay - 3 * fall + 0.05 * random.nextGaussian();
                put(v, "", reconstruction, kl);
                if (at / step % 10 == 0) put(v, "validation/", reconstruction + 1.3 + t, kl + 0.05);
            }
            if (at / step % 10 == 0) judged(v, gan, order, fall, random);
            lines.append(Json
                    .line(new StatLine(at, at / (double) EPOCH, at / (gan ? 2300.0 : 7200.0), (gan ? 2320 : 7190) * (1
                            + 0.02 * random.nextGaussian()), v, event)))
                    .append('\n');
        }
        ganvas.file.AtomicFile.write(folder.stats(), lines.toString());
    }

    private static void judged(Map<String, Double> v, boolean gan, int order, double fall, Random random) {
        v.put("judge/fid", (gan ? 5.6 : 13.9) * (1 - 0.1 * order) + 60 * fall + 0.2 * random.nextGaussian());
        v.put("judge/legible", (gan ? 0.93 : 0.81) - 0.9 * fall + 0.01 * random.nextGaussian());
        v.put("judge/entropy", 2.28 - 0.5 * fall + 0.01 * random.nextGaussian());
        v.put("judge/sharpness", (gan ? 0.93 : 0.31) - 0.3 * fall + 0.01 * random.nextGaussian());
    }

    private static void put(Map<String, Double> v, String prefix, double reconstruction, double kl) {
        v.put(prefix + "loss", reconstruction + kl);
        v.put(prefix + "reconstruction", reconstruction);
        v.put(prefix + "KL", kl);
        v.put(prefix + "ELBO", -reconstruction - kl);
    }

    private static List<ScoreLine> scores(boolean gan, int order, long seed) {
        var s = new ArrayList<ScoreLine>();
        var random = new Random((seed + 31 * order) * 0x9E3779B97F4A7C15L + (gan ? 1 : 2));
        double wobble = 1 + 0.03 * random.nextGaussian() - 0.07 * order;
        s.add(score("fid-judge-10k", "FID, judge features", (gan ? 5.62 : 13.9) * wobble, 0.31, "good", "lower", "",
                "Fréchet distance between 10,000 samples and the test set in the judge's 128 penultimate features; "
                        + "interval by bootstrap, 200 draws."));
        s.add(score("kid-judge-10k", "KID, judge features", (gan ? 0.0142 : 0.0512) * wobble, 0.0019, "good", "lower",
                "", "Unbiased MMD with a cubic kernel, 100 subsets of 1,000."));
        s.add(score("is-judge-10k", "Inception score, judge", (gan ? 9.12 : 8.3) * wobble, 0.06, "good", "higher", "",
                "exp of the mean KL between p(y|x) and p(y), ten splits."));
        s.add(score("precision", "Precision", (gan ? 0.783 : 0.912) * wobble, 0.011, "good", "higher", "",
                "Kynkäänniemi et al. 2019, k = 5."));
        s.add(score("density", "Density", (gan ? 0.71 : 1.13) * wobble, 0.03, "good", "higher", "",
                "Naeem et al. 2020, k = 5."));
        s.add(score("legible-share", "Legible share", (gan ? 0.931 : 0.806) * wobble, 0.006, "good", "higher", "",
                "Share of samples that the judge reads with more than 0.9 confidence."));
        s.add(score("judge-confidence", "Judge's confidence", 0.961 + 0.002 * random.nextGaussian(), 0.004, "good",
                "higher", "", "Mean of the largest softmax probability."));
        s.add(score("recall", "Recall", (gan ? 0.702 : 0.49) * wobble, 0.014, "varied", "higher", "",
                "Kynkäänniemi et al. 2019, k = 5."));
        s.add(score("coverage", "Coverage", (gan ? 0.42 : 0.71) * wobble, 0.012, "varied", "higher", "",
                "Naeem et al. 2020, k = 5."));
        s.add(score("class-entropy", "Class entropy", (gan ? 2.27 : 2.28) + 0.01 * random.nextGaussian(), 0.012,
                "varied", "higher", "nats, at most 2.303", "Entropy of the judge's labels."));
        double[] tilt = {1.0, 1.2, 0.95, 1.05, 0.9, 0.8, 0.95, 1.1, 1.0, 1.05};
        for (int k = 0; k < 10; k++) s.add(score("class-share/" + k, "Share of " + k, gan ? tilt[k] / 10 : 0.1
                + 0.01 * (k % 3 - 1), 0.006, "varied", "none", "", "Share of samples that the judge labels so."));
        s.add(score("sharpness", "Sharpness", (gan ? 0.93 : 0.31) * wobble, 0.012, "sharp", "one", "× real",
                "Mean squared Laplacian, as a ratio to the test images'."));
        if (!gan) {
            s.add(score("test-reconstruction", "Reconstruction, test", 80.6 * wobble, 0.5, "reconstructs", "lower",
                    "nats per image", "−log p(x|z), one z per image."));
            s.add(score("test-kl", "KL, test", 25.2 * wobble, 0.1, "reconstructs", "none", "nats per image",
                    "KL of code against prior."));
            s.add(score("test-elbo", "ELBO, test", -105.8 * wobble, 0.52, "reconstructs", "higher", "nats per image",
                    "Evidence lower bound."));
            s.add(score("test-nll-iwae100", "NLL, test", 101.2 * wobble, 0.6, "reconstructs", "lower", "nats per image",
                    "Importance sampling, K = 100."));
            s.add(score("reconstruction-mse", "Reconstruction error", 0.0271 * wobble, 0.001, "reconstructs", "lower",
                    "mean square per pixel, grey in [0, 1]", "Decoder at the encoder's mean."));
            s.add(score("active-units", "Active units", 17 + order, 0, "codes", "none", "of " + (20 + order),
                    "Var above 0.01."));
            s.add(score("aggregate-kl", "Aggregate posterior from prior", 3.1 * wobble, 0.1, "codes", "none", "nats",
                    "KL(q(z) || p(z))."));
        }
        s.add(score("inversion-mse", "Inversion error", (gan ? 0.0312 : 0.0243) * wobble, 0.002, "reconstructs",
                "lower", "mean square per pixel, grey in [0, 1]", "Best of 500 draws, then 200 steps of Adam."));
        s.add(score("train-ratio-pixels", "Nearest training image, pixels", (gan ? 1.04 : 0.82) * wobble, 0.02, "new",
                "none", "× test images", "Nearest of 50,000."));
        return s;
    }

    public static ScoreLine score(String name, String label, double value, double half, String question, String better,
            String unit, String recipe) {
        return new ScoreLine(name, label, value, value - half, value + half, question, better, unit, recipe,
                Map.of("judge", "a3f1c2", "samples", 10_000, "split", "test", "version", 1));
    }

    private static void interpolation(RunFolder folder) {
        Png.grid(DRAWN.draw("gan", 40, 60, 1, 1), 10).write(folder.inside().resolve("interpolation.png"));
    }

    private static void inside(RunFolder folder) {
        Png.grid(DRAWN.draw("vae", 1000, 225, 1, 1), 15).write(folder.inside().resolve("plane.png"));
        Npz real = DRAWN.draw("real", 50, 10, 1, 1), back = DRAWN.draw("vae", 50, 10, 1, 1);
        byte[] both = new byte[2 * real.pixels().length];
        System.arraycopy(real.pixels(), 0, both, 0, real.pixels().length);
        System.arraycopy(back.pixels(), 0, both, real.pixels().length, back.pixels().length);
        Png.grid(new Npz(20, 28, 28, 1, both), 10).write(folder.inside().resolve("reconstructions.png"));
    }

    /** Takes away part of a folder, as a cut run would lack it. */
    public static void delete(Path path) throws IOException {
        if (!Files.exists(path)) return;
        try (var all = Files.walk(path)) {
            for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) Files.delete(p);
        }
    }
}
