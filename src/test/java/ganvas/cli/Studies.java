package ganvas.cli;

import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyFiles;
import java.util.List;
import java.util.Map;

/** Packaged studies for tests outside this package. */
public final class Studies {
    private Studies() {}

    /** A command line, as a user types it; gives its exit code. */
    public static int ganvas(String... line) {
        return Main.run(line);
    }

    /** @param data by its text in the study's file */
    public static Study resolve(String name, String budget, List<String> arms, List<Long> seeds,
            Map<String, Summary.DatasetInfo> data) {
        return StudyFiles.load(name, StudyCatalogue.get()).resolve(budget, arms, seeds, "./ganvas study run " + name,
                data);
    }

    public static Study resolve(String name, String budget, List<Long> seeds, Summary.DatasetInfo data) {
        return resolve(name, budget, List.of(), seeds, Map.of(data.name(), data));
    }
}
