package ganvas.metric.score;

import ganvas.metric.Metric.Input;
import ganvas.metric.RealSet;
import ganvas.metric.inception.Inception;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures, with the mean and covariance of the larger set that they belong to. guided-diffusion gives out its
 * reference batches so. FID is against the mean and covariance, as in papers; everything else is against the pictures.
 */
record BothReference(PicturesReference pictures, StatisticsReference all) implements InceptionReference {
    @Override
    public long unread() {
        return pictures.unread();
    }

    @Override
    public Statistics statistics(Inception.Watcher watcher) {
        Statistics some = pictures.statistics(watcher);
        return new Statistics(all.real().gaussian(), some.features(), Optional.empty());
    }

    @Override
    public RealSet.Called called() {
        RealSet.Called some = pictures.called();
        return new RealSet.Called(some.one(), some.many(),
                "; FID against the mean and covariance in %s, the rest against its %s."
                        .formatted(all.file().getFileName(), some.many()));
    }

    @Override
    public Map<Input, String> lacks() {
        return Map.of();
    }

    @Override
    public Map<String, Object> fingerprint() {
        var print = new LinkedHashMap<>(pictures.fingerprint());
        all.fingerprint().forEach((key, value) -> print.putIfAbsent("FID " + key, value));
        return print;
    }
}
