package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.result.Summary;
import ganvas.study.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Locations of a study's datasets, and the user's own judges for them.
 *
 * @param places of {@code --data}, by the first word of a dataset's name
 * @param judges of {@code --judge}, by the same
 */
record StudyPlaces(Map<String, String> places, Map<String, Path> judges) {
    /** Checks that every name is one of {@code datasets}. */
    void check(List<String> datasets) {
        check("--data", places, datasets);
        check("--judge", judges, datasets);
        judges.forEach((name, file) -> refuseNoJudge("--judge " + name, file));
    }

    /** Refuses a file that is not there. What is in it is read later, and before anything is written too. */
    static void refuseNoJudge(String option, Path file) {
        if (file == null || Files.isRegularFile(file)) return;
        throw Problem.input("%s: expected a file that 'ganvas judge train DATASET --to FILE' wrote; %s", option,
                Files.exists(file) ? file + " is no file" : "there is no " + file);
    }

    private static void check(String option, Map<String, ?> given, List<String> datasets) {
        List<String> names = datasets.stream().map(StudyPlaces::name).distinct().toList();
        given.forEach((name, what) -> {
            if (!names.contains(name)) {
                throw Problem.input("%s %s: expected a dataset of this run (%s)%s", option, name,
                        String.join(", ", names), DidYouMean.hint(name, names));
            }
            if (what.toString().isBlank())
                throw Problem.input("%s %s: expected a folder or a file behind the equals sign", option, name);
        });
    }

    private static String name(String dataset) {
        return dataset.split("[/:]", 2)[0];
    }

    /** Opens the dataset at the location of {@code --data}; without one, at the location in its name. */
    Dataset open(String dataset) {
        String name = name(dataset);
        return Datasets.open(
                places.containsKey(name) ? dataset.split(":", 2)[0] + ":" + places.get(name) : dataset);
    }

    /** The user's own judges by the name of a dataset in the study. */
    Map<String, Path> judges(Study study) {
        var own = new LinkedHashMap<String, Path>();
        for (Summary.DatasetInfo d : study.datasets())
            if (judges.containsKey(name(d.name()))) own.put(d.name(), judges.get(name(d.name())));
        return own;
    }
}
