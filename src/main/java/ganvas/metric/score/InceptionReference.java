package ganvas.metric.score;

import ganvas.metric.Metric.Input;
import ganvas.metric.RealSet;
import ganvas.metric.inception.Inception;
import java.util.Map;

/** What Inception scores are measured against: pictures, or statistics of pictures. */
interface InceptionReference {
    /** Number of pictures that the network has yet to read. */
    long unread();

    /**
     * The network's statistics of the pictures. Reads those that are unread.
     *
     * @param watcher receives how many of {@link #unread} are read
     */
    Statistics statistics(Inception.Watcher watcher);

    /** Names in recipes. */
    RealSet.Called called();

    /** For each input of a metric that is missing, the reason. */
    Map<Input, String> lacks();

    /** Its part of a score's fingerprint. */
    Map<String, Object> fingerprint();
}
