package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.lab.Compute;
import ganvas.lab.run.Lab;
import ganvas.metric.judge.Judges;
import ganvas.problem.Problem;
import ganvas.report.Report;
import ganvas.result.Capability;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import ganvas.words.Words;
import ganvas.zoo.Zoo;
import ganvas.zoo.ZooModel;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "compare", mixinStandardHelpOptions = true,
        description = {"Trains a GAN and a VAE, or any two or more models, measures them, and writes the report.",
                "All see the same number of images.",
                "After an interruption the same command continues where it stopped."},
        footerHeading = "%nExamples:%n",
        footer = {
                "  ganvas compare                                   about five minutes on two CPU cores",
                "  ganvas compare --epochs 10 --seeds 3             longer, and three runs each: enough for a claim",
                "  ganvas compare --gan khanna-2020/gan --minutes 20",
                "  ganvas compare khanna-2020/vae tanwar-2023/vae-base larsen-2016/vae-gan",
                "  ganvas compare few=khanna-2020/vae many=khanna-2020/vae --set few.latent=2 --set many.latent=20",
                "  ganvas compare --dataset mnist:DIR --json        the four IDX files in DIR; the summary as JSON",
                "  ganvas compare --dataset folder:DIR              your own pictures, as images of 64 × 64",
                "  ganvas compare --dataset folder/size=32,classes=folders:DIR --judge mine.safetensors",
                "  ganvas compare --set gan.rate=2e-4 --set vae.latent=8"})
final class CompareCommand implements Callable<Integer> {
    /**
     * Default length: four epochs. With the pair of ali-2020 it takes about five minutes on two cores, and the digits
     * are legible.
     */
    private static final long IMAGES = 200_000;
    private static final int SAMPLES = 10_000;

    @Mixin
    ComparedModels models;

    @Option(names = "--dataset", paramLabel = "DATASET", completionCandidates = Candidates.DatasetNames.class,
            defaultValue = "mnist",
            description = "what to learn (default: ${DEFAULT-VALUE})")
    String dataset;

    @Mixin
    TrainingLength length;

    @Option(names = "--seeds", paramLabel = "N", defaultValue = "1",
            description = "runs of each model (default: ${DEFAULT-VALUE}; three are enough for a claim)")
    int seeds;

    @Further
    @Option(names = "--seed", paramLabel = "S", defaultValue = "0",
            description = "the first seed (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--judge", paramLabel = "FILE",
            description = "a judge of your own to measure with, from 'ganvas judge train DATASET --to FILE' (default: "
                    + "the one that comes with the program)")
    Path judge;

    @Mixin
    InceptionOptions inceptionOptions;

    @Option(names = "--samples", paramLabel = "N", defaultValue = "" + SAMPLES,
            description = "images drawn from each model for its scores (default: ${DEFAULT-VALUE})")
    int samples;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "out/compare",
            description = "where to write (default: ${DEFAULT-VALUE})")
    Path out;

    @Option(names = "--fresh", description = "renames an older study in --out, and begins a new one")
    boolean fresh;

    @Option(names = "--dry-run", description = "prints every setting without training anything")
    boolean dryRun;

    @Mixin
    OutputOptions outputOptions;

    @Mixin
    Invocation invocation;

    @Mixin
    ComputeOptions computeOptions;

    @Mixin
    TrainingOptions trainingOptions;

    @Override
    public Integer call() {
        var phases = new LinkedHashMap<String, Double>();
        models.check();
        if (seeds < 1 || seeds > 1000)
            throw Problem.input("--seeds: expected a number from 1 to 1000; found %d", seeds);
        if (samples < 1 || samples > 1_000_000)
            throw Problem.input("--samples: expected a number from 1 to 1,000,000; found %d", samples);
        inceptionOptions.check();
        StudyPlaces.refuseNoJudge("--judge", judge);
        Compute compute = trainingOptions.applyTo(computeOptions.compute());
        phases.put("start", ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
        long start = System.nanoTime();
        Dataset data = Datasets.open(dataset);
        phases.put("data", (System.nanoTime() - start) / 1e9);
        List<StudyArm> arms = models.arms(data);
        if (!ComparedModels.isDigits(data)) System.err.println(words(data));
        Npz.bytes("--samples", samples, data.channels(), data.height(), data.width());

        String command = invocation.text();
        long images = length.kept(command, out, fresh)
                .orElseGet(() -> length.images(data, arms, seeds, compute, usualImages(arms, data)));
        var study = new Study("compare", command, Lab.describe(data),
                arms.stream().map(a -> a.withImages(images)).toList(),
                LongStream.range(seed, seed + seeds).boxed().toList(), notMeasured(data, arms));
        Lab.refuseUnfit(study, List.of(data));
        if (dryRun) {
            outputOptions.settings(study);
            return 0;
        }
        try (var _ = OutFolder.open(out, fresh)) {
            if (!AlreadyDone.isTrained(study, out)) System.err.printf(
                    "%s, %,d images of %s each, %d run%s each, on %s%n",
                    Words.list(arms.stream().map(StudyArm::model).toList()), images, dataset, seeds,
                    seeds == 1 ? "" : "s",
                    compute.device().isCpu() ? compute.threads() + " CPU threads" : compute.device().name());
            var with = inceptionOptions.instruments(samples,
                    judge == null ? Map.of() : Map.of(study.dataset().name(), judge), compute);
            var lab = new Lab(out, study, List.of(data), compute, with, new Console());
            return lab.run(() -> {}) ? tell(lab, study, phases) : Invocation.STOPPED;
        }
    }

    /** Digits: four epochs. Models that choose their length: as long as the shorter of them would train. */
    private static long usualImages(List<StudyArm> arms, Dataset data) {
        return arms.stream().mapToLong(a -> {
            ZooModel model = Zoo.get(a.model());
            var values = model.completed(a.set());
            return model.choosesLength(values) ? model.usualImages(values, data) : IMAGES;
        }).min().orElseThrow();
    }

    private static String words(Dataset data) {
        return "%s: %,d images to train on, %,d to validate, %,d to test, %d wide and %d high, %s".formatted(
                data.name(), data.train().size(), data.validation().size(), data.test().size(), data.width(),
                data.height(), data.channels() == 1 ? "grey" : "in colour")
                + (data.name().startsWith("folder") ? "; 'folder/size=32:DIR' or 'folder/size=64x48:DIR' takes another "
                        + "size" : "");
    }

    private List<String> notMeasured(Dataset data, List<StudyArm> arms) {
        var lacking = new ArrayList<String>();
        if (!inceptionOptions.isAsked() && (judge != null || Judges.know(data))) {
            lacking.add("FID, IS and KID in the Inception network: the features here are those of a small classifier "
                    + "of this dataset, so these numbers compare with each other and not with numbers from papers; "
                    + "'ganvas weights fetch inception' brings the network's weights, and the same command with "
                    + "--features judge,inception measures them");
        }
        List<String> without = arms.stream()
                .filter(a -> !Zoo.get(a.model()).capabilities().contains(Capability.ELBO))
                .map(a -> Words.the(a.name())).toList();
        if (!without.isEmpty()) lacking.add("likelihood of %s: %s none".formatted(Words.list(without),
                without.size() == 1 ? "it defines" : "they define"));
        return lacking;
    }

    private int tell(Lab lab, Study study, Map<String, Double> phases) {
        if (lab.phases().isEmpty()) System.err.println(AlreadyDone.words(study, out));
        phases.putAll(lab.phases());
        // A finished study keeps the times of the command that did the work.
        if (lab.phases().containsKey("score")) Json.write(Study.timing(out), phases);
        long start = System.nanoTime();
        Path page = Report.write(out);
        phases.put("report", (System.nanoTime() - start) / 1e9);
        Summary summary = outputOptions.tell(out, page, phases);
        return summary.arms().values().stream().anyMatch(a -> a.status().equals("diverged")) ? Problem.FAILED : 0;
    }
}
