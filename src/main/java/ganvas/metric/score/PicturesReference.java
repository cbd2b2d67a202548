package ganvas.metric.score;

import ganvas.metric.Metric.Input;
import ganvas.metric.RealSet;
import ganvas.metric.inception.Inception;
import ganvas.torch.Engine;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.Map;
import java.util.Optional;

/** Pictures that the network reads once. Its statistics of them are kept in a cache. */
final class PicturesReference implements InceptionReference {
    private final RealPictures pictures;
    private final InceptionReader reader;
    private final FeatureCache cache;
    private final Map<String, Object> fingerprint;
    private Optional<Statistics> known;

    PicturesReference(RealPictures pictures, InceptionReader reader, FeatureCache cache) {
        this.pictures = pictures;
        this.reader = reader;
        this.cache = cache;
        fingerprint = pictures.fingerprint();
        try (var _ = new Scope()) {
            // The same pictures may be in the cache under another name.
            known = cache.find(reader.fingerprint(), pictures)
                    .map(found -> found.withReference(fingerprint).kept());
        }
    }

    @Override
    public long unread() {
        return known.isPresent() ? 0 : pictures.count();
    }

    @Override
    public Statistics statistics(Inception.Watcher watcher) {
        return known.orElseGet(() -> {
            Tensor features = reader.features(pictures.pictures(), watcher);
            var about = Statistics.About.of(reader.fingerprint(), fingerprint);
            Statistics made = Engine.withBlasThreads(() -> Statistics.of(features, about)).kept();
            known = Optional.of(made);
            cache.keep(made, reader.fingerprint(), pictures);
            return made;
        });
    }

    @Override
    public RealSet.Called called() {
        return new RealSet.Called(pictures.one(), pictures.many(), "; against %s.".formatted(pictures.many()));
    }

    @Override
    public Map<Input, String> lacks() {
        return Map.of();
    }

    @Override
    public Map<String, Object> fingerprint() {
        return fingerprint;
    }
}
