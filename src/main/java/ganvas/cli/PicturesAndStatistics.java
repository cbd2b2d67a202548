package ganvas.cli;

import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.metric.judge.Judge;
import ganvas.metric.score.FeatureCache;
import ganvas.metric.score.InceptionScorer;
import ganvas.metric.score.Scorer;
import ganvas.torch.Device;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file with some pictures, and with mean and covariance of the whole dataset that they are of, as guided-diffusion
 * gives out its references.
 *
 * @param pictures of the file
 */
record PicturesAndStatistics(Path file, EvaluateReference.OfPictures pictures) implements EvaluateReference {
    @Override
    public String words() {
        return pictures.words() + " (in Inception's features, FID against its mu and sigma)";
    }

    @Override
    public Optional<String> dataset() {
        return Optional.empty();
    }

    @Override
    public Judge judge(Device device) {
        return pictures.judge(device);
    }

    @Override
    public Judge judge(Path own, Device device) {
        return pictures.judge(own, device);
    }

    @Override
    public Scorer scorer(Judge judge) {
        return pictures.scorer(judge);
    }

    @Override
    public InceptionScorer scorer(Inception inception, Protocol protocol, FeatureCache cache) {
        return new InceptionScorer(pictures.real(), file, inception, protocol, cache);
    }

    @Override
    public void check(boolean inception) {
        pictures.check(inception);
    }
}
