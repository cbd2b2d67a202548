package ganvas.result;

import com.fasterxml.jackson.annotation.JsonInclude;
import ganvas.file.Required;
import java.util.List;

/**
 * The origin of a run's numbers: {@code provenance.json}.
 *
 * @param command as typed
 * @param resumed images shown at each resume, empty for an uninterrupted run
 * @param rolledBack images shown at the point to which each rollback returned; the file lacks an empty list
 * @param datasetSha256 SHA-256 over the dataset's raw bytes, images then labels, train then test
 */
public record Provenance(String ganvas, String commit, String command, String started, String jdk, String os,
        String cpu, int cores, String libtorch, String device, String precision, int threads, String dataset,
        String datasetSha256,
        long seed, @Required List<Long> resumed,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Long> rolledBack) {
    public Provenance {
        rolledBack = rolledBack == null ? List.of() : rolledBack;
    }

    /** What trained: Ganvas's version and commit, and libtorch's version. */
    public record Program(String version, String commit, String libtorch) {}

    /** The machine on which it ran. */
    public record Machine(String jdk, String os, String cpu, int cores) {}

    /** The dataset, and the SHA-256 over its raw bytes. */
    public record Data(String name, String sha256) {}

    /**
     * The origin of a run that begins.
     *
     * @param started  the time
     * @param settings of the run
     */
    public static Provenance begun(String command, String started, Program program, Machine machine, Data data,
            Settings settings) {
        return new Provenance(program.version, program.commit, command, started, machine.jdk, machine.os, machine.cpu,
                machine.cores, program.libtorch, settings.device(), settings.precision(), settings.threads(),
                data.name, data.sha256, settings.seed(), List.of(), List.of());
    }

    /** The same run after resumes and rollbacks, as in {@code resumed} and {@code rolledBack}. */
    public Provenance withReturns(List<Long> resumes, List<Long> rollbacks) {
        return new Provenance(ganvas, commit, command, started, jdk, os, cpu, cores, libtorch, device, precision,
                threads, dataset, datasetSha256, seed, resumes, rollbacks);
    }
}
