package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.data.Pixels;
import ganvas.file.Json;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.lab.Compute;
import ganvas.lab.sample.PictureFiles;
import ganvas.lab.sample.Sampling;
import ganvas.metric.Metrics;
import ganvas.metric.Once;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.JudgeChoice;
import ganvas.metric.judge.Judges;
import ganvas.metric.judge.Opinion;
import ganvas.metric.score.Memorisation;
import ganvas.metric.score.PixelScorer;
import ganvas.metric.score.QuickLook;
import ganvas.metric.score.RealPictures;
import ganvas.metric.score.SampleOrigin;
import ganvas.metric.score.Scorer;
import ganvas.metric.score.Scores;
import ganvas.problem.Problem;
import ganvas.result.RunFolder;
import ganvas.result.SampleLabels;
import ganvas.result.ScoreLine;
import ganvas.torch.Engine;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Encodes;
import ganvas.train.Step;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures the runs on one dataset. Each part is made when it is first needed, since the judge needs a while to read
 * all training images.
 */
public final class RunEvaluator {
    private static final int SHOWN = 100;

    private final Dataset data;
    private final Compute compute;
    private final EvaluationBudget budget;
    private final Path reference;
    private final Supplier<Optional<Judge>> judge;
    private final Supplier<Scorer> scorer;
    private final Supplier<PixelScorer> pixels;
    private final Supplier<Memorisation> memorisation;
    private final Supplier<QuickLook> quickLook;

    /**
     * @param reference the folder for real test images, which the report shows next to the samples
     * @param judge     the one that measures
     */
    public RunEvaluator(Dataset data, Compute compute, EvaluationBudget budget, Path reference,
            JudgeChoice judge) {
        this.data = data;
        this.compute = compute;
        this.budget = budget;
        this.reference = reference;
        this.judge = Once.lazily(() -> judge.find(data, compute.device()));
        this.scorer = Once.lazily(() -> new Scorer(data, judge().orElseThrow()));
        this.pixels = Once.lazily(() -> new PixelScorer(data, unjudged().orElseThrow(), sizes()));
        this.memorisation = Once.lazily(() -> new Memorisation(data, judge().orElseThrow(), scorer.get(), sizes()));
        this.quickLook = Once.lazily(() -> new QuickLook(data, judge().orElseThrow()));
    }

    public Dataset data() {
        return data;
    }

    /**
     * Why scores in a judge's features cannot be had, and how to get them; empty if they can. A judge that was named
     * and does not fit is an error. It is called before anything is trained.
     */
    public Optional<String> unjudged() {
        long test = data.test().size();
        if (judge().isEmpty()) return Optional.of(Judges.whyNone(data));
        if (test >= RealPictures.FEWEST) return Optional.empty();
        return Optional.of("they need at least %d test images; dataset %s has %d of %,d pictures".formatted(
                RealPictures.FEWEST, data.name(), test, data.train().size() + data.validation().size() + test));
    }

    /**
     * Refuses a run whose scores come from another number of samples than the requested one. They would otherwise
     * appear under a command that did not make them.
     */
    public void refuseOtherSamples(RunFolder done) {
        for (ScoreLine line : done.readScores()) {
            if (Metrics.ALL.stream().noneMatch(m -> m.info().isCounted() && m.info().owns(line.name()))
                    || !(line.protocol().get("generated") instanceof Number found)
                    || found.intValue() == budget.samples())
                continue;
            throw Problem.input(
                    "%s was scored on %,d samples; asked for are %,d. Ask for as many, choose another --out, or "
                            + "--fresh to put the old folder aside.",
                    done.root(), found.intValue(), budget.samples());
        }
    }

    /**
     * Refuses to score a run by another judge than the one that has scored {@code done}: scores of the arms could not
     * be compared.
     */
    public void refuseAnother(RunFolder done) {
        another(done).ifPresent(by -> {
            throw Problem.input(
                    "%s was scored by another judge (SHA-256 %s) than the one of now (%s), and some runs are not "
                            + "scored yet. Name the same with --judge, or choose another --out.",
                    done.root(), by, judge().map(Judge::words).orElse("none"));
        });
    }

    /** The SHA-256 of the judge that has scored {@code done}, if it is not the present one. */
    public Optional<Object> another(RunFolder done) {
        return done.readScores().stream().flatMap(line -> Stream.ofNullable(line.protocol().get("judge SHA-256")))
                .filter(by -> judge().filter(j -> by.equals(j.sha256())).isEmpty()).findFirst();
    }

    /** The quick look at snapshots; empty when a test asks for few samples. */
    public Optional<QuickLook> quickLook() {
        return budget.samples() >= QuickLook.IMAGES && unjudged().isEmpty() ? Optional.of(quickLook.get())
                : Optional.empty();
    }

    /**
     * The measurements of a run, not yet written.
     *
     * @param labels     classes that the judge sees in the first samples
     * @param inversions and neighbours, pictures for the run's {@code inside/}
     */
    public record Measured(List<ScoreLine> lines, List<String> notMeasured, SampleLabels labels, Png inversions,
            Png neighbours) {}

    /**
     * Measures a run and writes everything to its folder.
     *
     * @return what could not be measured, a sentence each
     */
    public List<String> score(RunFolder folder, Step step, Npz drawn) {
        Measured found = measure(step, drawn);
        folder.refuseVanished();
        if (step instanceof Encodes encoder)
            LatentCodes.write(folder, encoder, Sampling.generator(step), data, judge(), compute.device());
        found.inversions.write(folder.inside().resolve("inversions.png"));
        found.neighbours.write(folder.inside().resolve("neighbours.png"));
        Json.write(folder.labels(), found.labels);
        folder.writeNotMeasured(found.notMeasured);
        folder.writeScores(found.lines);                       // last: a run with scores has the rest
        return found.notMeasured;
    }

    public Measured measure(Step step, Npz drawn) {
        Engine.releaseMemory();  // memory blocks of training, or of another run's scores, have other sizes
        try (var _ = new Scope()) {
            Tensor images = Pixels.tensor(drawn);
            OfImages found = unjudged().isEmpty() ? judged(images) : byPixels(images);
            var lines = new ArrayList<ScoreLine>(found.scores.lines());
            var notMeasured = new ArrayList<>(found.scores.notMeasured());
            ModelScores.Found family = new ModelScores(data, compute.device(), budget).of(step);
            family.scores().lines.forEach(l -> lines.add(place(l, lines), l));
            if (step instanceof Encodes encoder && unjudged().isEmpty()) {
                lines.addAll(ReconstructionScores.measure(encoder, Sampling.generator(step), data,
                        judge().orElseThrow(), scorer.get(), compute.device(), budget.samples()));
            }
            found.memory.forEach(l -> lines.add(place(l, lines), l));
            notMeasured.addAll(family.scores().notMeasured);
            notMeasured.addAll(found.memoryLacks);
            return new Measured(lines, notMeasured, found.scores.labels(), family.inversions(),
                    PictureFiles.neighbours(images, found.nearest, data.train().images()));
        }
    }

    /**
     * The measurements of generated images.
     *
     * @param memory      scores that compare them with training images
     * @param memoryLacks a sentence for each of these that is missing
     * @param nearest     for each way to measure distances, the nearest training image of each image
     */
    private record OfImages(Scores scores, List<ScoreLine> memory, List<String> memoryLacks, List<long[]> nearest) {}

    private OfImages judged(Tensor images) {
        SampleOrigin origin = SampleOrigin.drawn(Sampling.EVALUATION_SEED);
        Opinion seen = judge().orElseThrow().read(images);
        Scores scores = scorer.get().score(images, seen, origin);
        Memorisation.Found memory = memorisation.get().of(images, seen, origin);
        return new OfImages(scores, memory.lines(), memory.notMeasured(),
                List.of(memory.byPixels(), memory.byFeatures()));
    }

    private OfImages byPixels(Tensor images) {
        PixelScorer.Found found = pixels.get().of(images, SampleOrigin.drawn(Sampling.EVALUATION_SEED));
        return new OfImages(found.scores(), List.of(), List.of(), List.of(found.nearest()));
    }

    /**
     * The place where a line is inserted: after the line of the metric that it belongs to, such as the FID against
     * train after the FID against test; otherwise last.
     */
    private static int place(ScoreLine line, List<ScoreLine> lines) {
        MetricInfo own = MetricCatalogue.installed().of(line.name()).orElseThrow();
        return IntStream.range(0, lines.size()).filter(i -> MetricCatalogue.installed().of(lines.get(i).name())
                .filter(m -> m.name().equals(own.lines().after())).isPresent()).map(i -> i + 1).findFirst()
                .orElse(lines.size());
    }

    /** The judge that measures the runs; empty if none knows the dataset. */
    public Optional<Judge> judge() {
        return judge.get();
    }

    /** Writes the real test images before runs start in parallel, since each of them would write them. */
    public void writeReference() {
        Path labels = reference.resolve("labels.json");
        if (Files.exists(labels)) return;
        try (var _ = new Scope()) {
            Tensor real = data.test().images().narrow(0, 0, Math.min(SHOWN, data.test().size()));
            Sampling.npz(real).write(reference.resolve("real.npz"));
            Json.write(labels, judge().filter(Judge::tellsClasses).map(j -> labels(j.read(real)))
                    .orElse(new SampleLabels(new int[0], new double[0])));
        }
    }

    private static SampleLabels labels(Opinion opinion) {
        return new SampleLabels(Arrays.stream(opinion.labels()).mapToInt(Math::toIntExact).toArray(),
                opinion.confidence().toDoubles());
    }

    private Memorisation.Sizes sizes() {
        var full = Memorisation.Sizes.FULL;
        return new Memorisation.Sizes(budget.of(full.queries()), budget.of(full.train()), budget.of(full.fid()));
    }
}
