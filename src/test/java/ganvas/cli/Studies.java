package ganvas.cli;

import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.study.StudyFile;
import java.util.List;

/** Packaged studies for tests outside this package. */
public final class Studies {
    private Studies() {}

    /** A command line, as a user types it; gives its exit code. */
    public static int ganvas(String... line) {
        return Main.run(line);
    }

    public static Study resolve(String name, String budget, List<Long> seeds, Summary.Dataset data) {
        return StudyFile.load(name, StudyCatalogue.get()).resolve(budget, null, seeds, "./ganvas study run " + name, data);
    }
}
