package ganvas.result;

import ganvas.file.Required;
import java.util.List;

/**
 * The origin of a run's numbers: {@code provenance.json}.
 *
 * @param command as typed
 * @param resumed images shown at each resume, empty for an uninterrupted run
 * @param rolledBack images shown at the point to which each rollback returned; null if there was none
 * @param datasetSha256 SHA-256 over the dataset's raw bytes, images then labels, train then test
 */
public record Provenance(String ganvas, String commit, String command, String started, String jdk, String os,
        String cpu, int cores, String libtorch, String device, String precision, int threads, String dataset,
        String datasetSha256,
        long seed, @Required List<Long> resumed, List<Long> rolledBack) {}
