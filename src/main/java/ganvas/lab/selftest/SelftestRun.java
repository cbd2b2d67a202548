package ganvas.lab.selftest;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.run.Lab;
import ganvas.lab.sample.Sampling;
import ganvas.metric.Metric;
import ganvas.metric.Metrics;
import ganvas.metric.golden.Golden;
import ganvas.metric.golden.GoldenNetwork;
import ganvas.metric.judge.Judge;
import ganvas.metric.score.Scorer;
import ganvas.problem.Problem;
import ganvas.result.Build;
import ganvas.result.ScoreLine;
import ganvas.result.Selftest;
import ganvas.result.Selftest.Agreement;
import ganvas.result.Selftest.Check;
import ganvas.result.Selftest.Measured;
import ganvas.result.Selftest.Sample;
import ganvas.result.Selftest.Score;
import ganvas.result.Selftest.Sweep;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Tests the metrics on pictures for which the right answer is known: real pictures, halves of them, harmed ones, few
 * ones, and pictures of one class. The reference is a random half of the test images. Validation images take the place
 * of generated ones.
 */
public final class SelftestRun {
    /** Fewest pictures of a run: with fewer, a part of the smallest count could not be measured. */
    public static final int FEWEST = 1000;
    private static final long SEED = 2026;
    /** Numbers of parts that the pictures are divided into. They show how scores depend on the number of pictures. */
    private static final int[] PARTS = {10, 5, 2, 1};
    /** Pictures of one class number this fraction of all pictures: one in six. */
    private static final int CLASS_PART = 6;
    private static final int STRIP = 5;

    private final Dataset data;
    private final Judge judge;
    private final Compute compute;
    private final LabProgress progress;
    private final Tensor pictures;
    private final Tensor otherHalf;
    private final Scorer scorer;
    private final int reference;
    private final long start = System.nanoTime();
    private final long total;
    private long done;
    private List<Score> scores = List.of();

    /**
     * @param images number of validation images that take the place of generated ones: a multiple of ten from {@link
     *          #FEWEST} to the number of validation images
     */
    public SelftestRun(Dataset data, Judge judge, int images, Compute compute, LabProgress progress) {
        if (data.validation().size() < FEWEST) {
            throw Problem.input(
                    "dataset %s: expected at least %,d validation images to put the scores to the proof; it has %,d",
                    data.name(), FEWEST, data.validation().size());
        }
        if (images < FEWEST || images > data.validation().size() || images % PARTS[0] != 0) {
            throw Problem.input(
                    "--images: expected a multiple of %d from %d to %d, the validation images of %s; found %d",
                    PARTS[0], FEWEST, data.validation().size(), data.name(), images);
        }
        Set<Long> there = Arrays.stream(data.validation().labels().toLongs()).boxed().collect(Collectors.toSet());
        if (there.size() < data.classes().size()) {
            throw Problem.input(
                    "dataset %s: expected validation images of each of its %d classes; there are some of %d",
                    data.name(), data.classes().size(), there.size());
        }
        this.data = data;
        this.judge = judge;
        this.compute = compute;
        this.progress = progress;
        pictures = data.validation().images().narrow(0, 0, images);
        reference = (int) Math.min(images, data.test().size() / 2);
        Tensor order = Rng.named(SEED, "selftest halves").permutation(data.test().size());
        Tensor half = order.narrow(0, 0, reference);
        var test = new Split(data.test().images().indexSelect(0, half), data.test().labels().indexSelect(0, half));
        otherHalf = data.test().images().indexSelect(0, order.narrow(0, reference, reference));
        int doses = Stream.of(SelftestHarm.values()).mapToInt(h -> h.doses().size()).sum();
        total = (long) reference + images * (long) (doses + PARTS.length)
                + (judge.tellsClasses() ? (long) (images / CLASS_PART) * (1 + data.classes().size()) : 0);
        progress.begin("Scoring real pictures", total);
        scorer = new Scorer(
                new Dataset(data.name(), data.classes(), data.sha256(), data.train(), data.validation(), test), judge);
    }

    public Selftest run() {
        try (var _ = new Scope()) {
            Sweep floor = floor(), count, parts;
            var sweeps = new ArrayList<>(List.of(floor));
            Sample unharmed = floor.samples().getLast();
            for (SelftestHarm harm : SelftestHarm.values()) sweeps.add(harmed(harm, unharmed));
            List<List<Sample>> cut = IntStream.of(PARTS).mapToObj(n -> n == 1 ? List.of(unharmed) : parts(n)).toList();
            sweeps.add(count = new Sweep(Selftest.COUNT, "pictures", cut.stream().map(SelftestRun::mean).toList()));
            sweeps.add(parts = new Sweep(Selftest.PARTS, "part", cut.getFirst()));
            if (judge.tellsClasses()) sweeps.add(classes());
            progress.end();
            List<Agreement> golden = golden();

            var checks = new ArrayList<Check>(SelftestChecks.golden(golden));
            checks.addAll(SelftestChecks.floor(floor.samples().getFirst(), reference, Metrics.K));
            for (int h = 0; h < SelftestHarm.values().length; h++)
                checks.addAll(SelftestChecks.harm(SelftestHarm.values()[h], sweeps.get(1 + h), scores));
            checks.addAll(SelftestChecks.count(count, scores));
            checks.addAll(SelftestChecks.intervals(parts, scores));
            if (judge.tellsClasses()) checks.addAll(SelftestChecks.classes(sweeps.getLast(), unharmed, share()));
            return new Selftest(made(), scores, golden, sweeps, checks, notRun());
        }
    }

    /**
     * The share that the judge must give at least to a class when all pictures are of that class. It is lower for a
     * judge that makes more mistakes, since some classes suffer more than others.
     */
    private double share() {
        double accuracy = Double.parseDouble(judge.about().get("test accuracy"));
        return accuracy > 0.99 ? 0.9 : Math.rint(20 * Math.max(0.3, accuracy - 0.25)) / 20;
    }

    private List<Agreement> golden() {
        progress.begin("Golden values, and the Inception network by the formula", 0);
        try {
            return Stream.concat(Golden.run().stream(), GoldenNetwork.run().stream()).toList();
        } finally {
            progress.end();
        }
    }

    private Selftest.Made made() {
        return new Selftest.Made(Build.THIS.version(), Build.THIS.commit(), Build.THIS.libtorch(),
                compute.device().name(), compute.threads(), Lab.describe(data), judge.sha256(), reference,
                (int) pictures.size(0), SEED);
    }

    /** The floor that no real picture can beat. Its second sample is dose 0 of every harm. */
    private Sweep floor() {
        Sample halves = measured("two halves of test", 0, otherHalf),
                validation = measured("validation against test", 1, pictures);
        return new Sweep(Selftest.FLOOR, "", List.of(halves, validation));
    }

    private Sweep harmed(SelftestHarm harm, Sample unharmed) {
        var samples = new ArrayList<Sample>();
        samples.add(new Sample("0", 0, unharmed.images(), unharmed.scores(), unharmed.strip()));
        for (double dose : harm.doses()) {
            try (var _ = new Scope()) {
                samples.add(measured(ganvas.words.Numbers.exact(dose), dose, harm.apply(pictures, dose)));
            }
        }
        return new Sweep(harm.word(), harm.axis(), samples);
    }

    private List<Sample> parts(int number) {
        long size = pictures.size(0) / number;
        return IntStream.range(0, number)
                .mapToObj(i -> measured(Integer.toString(i + 1), i + 1, pictures.narrow(0, i * size, size))).toList();
    }

    /** The mean over parts of equally many pictures. */
    private static Sample mean(List<Sample> parts) {
        var means = new LinkedHashMap<String, Measured>();
        for (String score : parts.getFirst().scores().keySet()) {
            SelftestChecks.values(parts, score).map(SelftestChecks::mean).ifPresent(mean -> means.put(score, mean));
        }
        int images = parts.getFirst().images();
        return new Sample(ganvas.words.Numbers.count(images), images, images, means);
    }

    /** Pictures of all classes, then as many of each class alone. */
    private Sweep classes() {
        long[] labels = data.validation().labels().toLongs();
        var rows = new ArrayList<long[]>();
        int size = (int) pictures.size(0) / CLASS_PART;
        for (int c = 0; c < data.classes().size(); c++) {
            int wanted = c;
            long[] of = IntStream.range(0, labels.length).filter(i -> labels[i] == wanted).limit(size).asLongStream()
                    .toArray();
            rows.add(of);
            size = Math.min(size, of.length);
        }
        var samples = new ArrayList<Sample>();
        samples.add(measured("all", -1, pictures.narrow(0, 0, size)));
        for (int c = 0; c < rows.size(); c++) {
            long[] few = Arrays.copyOf(rows.get(c), size);
            samples.add(measured(data.classes().get(c), c,
                    data.validation().images().indexSelect(0, Tensor.of(few, size))));
        }
        return new Sweep(Selftest.CLASSES, "class", samples);
    }

    private Sample measured(String name, double at, Tensor images) {
        int n = (int) images.size(0);
        var found = new LinkedHashMap<String, Measured>();
        var names = new ArrayList<Score>();
        for (ScoreLine line : scorer.score(images).lines()) {
            String plain = Metrics.plain(line.name(), n);
            found.put(plain, new Measured(line.value(), line.low(), line.high()));
            if (!isByClass(plain)) names.add(new Score(plain, line.label(), line.better(), line.unit()));
        }
        if (scores.isEmpty()) scores = List.copyOf(names);     // scores of real pictures: all that these pictures allow
        done += n;
        progress.at(done, done * 1e9 / (System.nanoTime() - start));
        Npz strip = Sampling.npz(images.narrow(0, 0, Math.min(STRIP, n)));
        return new Sample(name, at, n, found, Png.grid(strip, STRIP).encode());
    }

    private static boolean isByClass(String score) {
        return MetricCatalogue.installed().of(score).filter(MetricInfo::isByClass).isPresent();
    }

    /** Every listed metric that this page does not test, with the reason. */
    private List<String> notRun() {
        var missing = new ArrayList<String>();
        for (MetricInfo m : Metrics.ALL.stream().map(Metric::info).toList()) {
            boolean run = scores.stream().anyMatch(s -> s.name().equals(m.name())) || m.isByClass();
            String why = judge.tellsClasses() ? "it is not made from pictures alone, or these are too few"
                    : "the judge of faces tells people apart and no classes of pictures";
            if (!run || m.isByClass() && !judge.tellsClasses()) missing.add("`%s`: %s.".formatted(m.name(), why));
        }
        if (!judge.tellsClasses()) missing.add("Pictures of one class: there are none.");
        missing.add(
                ("Doses, counts and classes in Inception's features (%s): the network reads some ten pictures a "
                        + "second on two cores. Their formulas are those ")
                        .formatted(String.join(", ",
                                Metrics.OF_INCEPTION.stream().map(m -> "`" + m.info().name() + "`").toList()))
                        + "of the judge's scores, and the network is compared above.");
        return missing;
    }
}
