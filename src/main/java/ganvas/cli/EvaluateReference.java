package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.file.ArrayGallery.Form;
import ganvas.file.Gallery;
import ganvas.lab.sample.Samples;
import ganvas.metric.Once;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.Judges;
import ganvas.metric.score.FeatureCache;
import ganvas.metric.score.InceptionScorer;
import ganvas.metric.score.RealPictures;
import ganvas.metric.score.Scorer;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** What {@code evaluate} scores samples against: a dataset, pictures of the user's, or statistics of pictures. */
interface EvaluateReference {
    /** Its name in the report, such as "the test images of mnist". */
    String words();

    /** The dataset's name; empty if it is none. */
    default Optional<String> dataset() {
        return Optional.empty();
    }

    /** The judge of the program that reads such pictures. */
    Judge judge(Device device);

    /** The judge in the user's file. */
    Judge judge(Path own, Device device);

    Scorer scorer(Judge judge);

    InceptionScorer scorer(Inception inception, Protocol protocol, FeatureCache cache);

    /**
     * Checks its files before libtorch is loaded, so that a wrong one is reported at once.
     *
     * @param inception whether the Inception network is to read them; otherwise the judge
     */
    void check(boolean inception);

    /** @param split of which the Inception network reads the images; the judge reads the test images */
    record OfDataset(Dataset data, String split) implements EvaluateReference {
        @Override
        public String words() {
            return "the %s images of %s".formatted(split.equals("train") ? "training" : "test", data.name());
        }

        @Override
        public Optional<String> dataset() {
            return Optional.of(data.name());
        }

        @Override
        public Judge judge(Device device) {
            return Judge.of(data, device);
        }

        @Override
        public Judge judge(Path own, Device device) {
            return Judge.own(own, data, device);
        }

        @Override
        public Scorer scorer(Judge judge) {
            return new Scorer(data, judge);
        }

        @Override
        public InceptionScorer scorer(Inception inception, Protocol protocol, FeatureCache cache) {
            return new InceptionScorer(RealPictures.of(data, split), inception, protocol, cache);
        }

        @Override
        public void check(boolean inception) {
            // Datasets are checked when they are opened.
        }
    }

    /** Pictures in a user's file or folder. */
    final class OfPictures implements EvaluateReference {
        private final Path file;
        private final Supplier<Form> form;
        private final Consumer<String> tell;
        private final Supplier<RealPictures> forInception;

        /**
         * Pictures at {@code file}.
         *
         * @param form read when the pictures are opened, after the samples
         * @param tell receives doubts about the pictures
         */
        OfPictures(Path file, Supplier<Form> form, Consumer<String> tell) {
            this.file = file;
            this.form = form;
            this.tell = tell;
            forInception = Once.lazily(() -> read(3));
        }

        private RealPictures read(int channels) {
            Gallery pictures = open(channels);
            RealPictures read = RealPictures.of(pictures);
            pictures.doubts().forEach(tell);
            return read;
        }

        /** The pictures as the Inception network reads them. */
        RealPictures real() {
            return forInception.get();
        }

        private Gallery open(int channels) {
            return Samples.open(file, channels, form.get());
        }

        @Override
        public String words() {
            return "the pictures of " + file;
        }

        @Override
        public Judge judge(Device device) {
            return Judge.load(Judges.reading(this::open), device);
        }

        @Override
        public Judge judge(Path own, Device device) {
            return Judge.read(own, device);
        }

        @Override
        public Scorer scorer(Judge judge) {
            return new Scorer(read(judge.channels()), judge);
        }

        @Override
        public InceptionScorer scorer(Inception inception, Protocol protocol, FeatureCache cache) {
            return new InceptionScorer(forInception.get(), inception, protocol, cache);
        }

        @Override
        public void check(boolean inception) {
            // How many channels the judge reads is known when it is loaded.
            var _ = inception ? forInception.get().pictures() : open(1);
        }
    }

    /** Statistics of the Inception network's features in a file; no judge can measure against them. */
    record OfStatistics(Path file) implements EvaluateReference {
        @Override
        public String words() {
            return "the statistics in " + file;
        }

        @Override
        public Judge judge(Device device) {
            throw noPictures();
        }

        @Override
        public Judge judge(Path own, Device device) {
            throw noPictures();
        }

        @Override
        public Scorer scorer(Judge judge) {
            throw noPictures();
        }

        @Override
        public InceptionScorer scorer(Inception inception, Protocol protocol, FeatureCache cache) {
            return new InceptionScorer(file, inception, protocol, cache.tell());
        }

        @Override
        public void check(boolean inception) {
            if (!inception) throw noPictures();
        }

        private Problem noPictures() {
            return Problem.input("%s holds statistics of the Inception network's features and no pictures; measure "
                    + "with --features inception", file);
        }
    }
}
