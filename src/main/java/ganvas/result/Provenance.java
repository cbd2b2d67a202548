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
        long seed, @Required List<Long> resumed, List<Long> rolledBack) {
    public record Program(String ganvas, String commit, String libtorch) {}

    public record Machine(String jdk, String os, String cpu, int cores) {}

    public record Execution(String device, String precision, int threads) {}

    /** @param sha256 over the dataset's raw bytes */
    public record Source(String dataset, String sha256) {}

    /**
     * The start of a run. It has not been interrupted.
     *
     * @param command as typed
     * @param started the time
     */
    public static Provenance atStart(Program program, Machine machine, Execution execution, Source source, long seed,
            String command, String started) {
        return new Provenance(program.ganvas, program.commit, command, started, machine.jdk, machine.os, machine.cpu,
                machine.cores, program.libtorch, execution.device, execution.precision, execution.threads,
                source.dataset, source.sha256, seed, List.of(), null);
    }

    /**
     * A copy with all resumes and rollbacks so far, in images shown. If there was no rollback, the file does not have
     * the key.
     */
    public Provenance with(List<Long> resumes, List<Long> rollbacks) {
        return new Provenance(ganvas, commit, command, started, jdk, os, cpu, cores, libtorch, device, precision,
                threads, dataset, datasetSha256, seed, resumes, rollbacks.isEmpty() ? null : rollbacks);
    }
}
