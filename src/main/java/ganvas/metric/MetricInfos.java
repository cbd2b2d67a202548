package ganvas.metric;

import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import java.util.List;

/** The metrics of {@link Metrics}, for classes that describe scores without measuring any. */
public final class MetricInfos implements MetricCatalogue.Source {
    @Override
    public List<MetricInfo> infos() {
        return Metrics.every().toList();
    }
}
