package ganvas.result;

import java.util.List;

/**
 * Where numbers come from: {@code provenance.json}.
 *
 * @param command what was typed
 * @param resumed images shown at each resume, empty for an uninterrupted run
 * @param datasetSha256 SHA-256 over the dataset's raw bytes, images then labels, train then test
 */
public record Provenance(String ganvas, @MayBeNull String commit, @MayBeNull String command, @MayBeNull String started,
        @MayBeNull String jdk, @MayBeNull String os, @MayBeNull String cpu, int cores, @MayBeNull String libtorch, @MayBeNull String device,
        @MayBeNull String precision, int threads, @MayBeNull String dataset, @MayBeNull String datasetSha256, long seed,
        @MayBeNull List<Long> resumed) {}
