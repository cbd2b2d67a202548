package ganvas.result;

import ganvas.file.Required;
import java.util.List;

/**
 * Where numbers come from: {@code provenance.json}.
 *
 * @param command what was typed
 * @param resumed images shown at each resume, empty for an uninterrupted run
 * @param rolledBack images shown where the run went on after each rollback; null if it never went back
 * @param datasetSha256 SHA-256 over the dataset's raw bytes, images then labels, train then test
 */
public record Provenance(String ganvas, String commit, String command, String started, String jdk, String os,
        String cpu, int cores, String libtorch, String device, String precision, int threads, String dataset,
        String datasetSha256,
        long seed, @Required List<Long> resumed, List<Long> rolledBack) {}
