package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.file.Gallery;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.metric.score.FeatureCache;
import ganvas.metric.score.InceptionScorer;
import ganvas.metric.score.RealPictures;
import ganvas.metric.score.SampleOrigin;
import ganvas.metric.score.Scores;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.Map;

/** Scores of generated images in the Inception network, against the test images of their dataset. */
public interface InceptionMeter {
    Scores score(Dataset data, Gallery samples, SampleOrigin origin, LabProgress progress);

    /**
     * A meter by the protocol that {@code evaluate} uses by default. Weights are read when they are first needed. The
     * network's statistics of test images are kept in {@code cache}.
     */
    static InceptionMeter of(Path weights, Path cache, Compute compute) {
        return new ByWeights(weights, cache, compute, new IdentityHashMap<>());
    }

    /** @param scorers by dataset, made when first needed; all share one network */
    record ByWeights(Path weights, Path cache, Compute compute, Map<Dataset, InceptionScorer> scorers)
            implements InceptionMeter {
        @Override
        public Scores score(Dataset data, Gallery samples, SampleOrigin origin, LabProgress progress) {
            InceptionScorer scorer = scorers.computeIfAbsent(data,
                    _ -> new InceptionScorer(RealPictures.of(data, "test"),
                            Inception.load(weights, compute.device()), Protocol.TORCH_FIDELITY,
                            new FeatureCache(cache, progress::say)));
            progress.begin("Inception reads " + samples.name(), scorer.work(samples.count()));
            long start = System.nanoTime();
            try {
                return scorer.score(samples, origin,
                        read -> progress.at(read, read * 1e9 / (System.nanoTime() - start)));
            } finally {
                progress.end();
            }
        }
    }
}
