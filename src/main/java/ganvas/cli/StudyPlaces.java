package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.Dataset;
import ganvas.data.DatasetFetch;
import ganvas.data.Datasets;
import ganvas.file.UserPath;
import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.result.Summary;
import ganvas.study.Study;
import ganvas.words.Words;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
            if (option.equals("--data") && !Files.exists(UserPath.of(what.toString()))) {
                throw Problem.input("%s %s=%s: expected a folder or a file of %s; there is none", option, name, what,
                        name);
            }
        });
    }

    private static String name(String dataset) {
        return dataset.split("[/:]", 2)[0];
    }

    /** Refuses a run whose datasets are not here: all of them at once, each with what brings it and what names it. */
    void refuseMissing(List<String> datasets) {
        var missing = datasets.stream().filter(d -> !d.contains(":")).map(StudyPlaces::name).distinct()
                .filter(name -> !places.containsKey(name) && !isHere(name)).toList();
        if (missing.isEmpty()) return;
        List<String> fetched = missing.stream().filter(StudyPlaces::isFetched)
                .map("'ganvas datasets fetch %s'"::formatted).toList();
        throw Problem.input("%s %s not here yet: %s%s %s what you have", Words.list(missing),
                missing.size() == 1 ? "is" : "are",
                fetched.isEmpty() ? "" : "%s bring%s %s; ".formatted(Words.list(fetched),
                        fetched.size() == 1 ? "s" : "",
                        fetched.size() == 1 ? "it" : "them"),
                missing.stream().map(name -> "--data " + name + "=DIR").collect(Collectors.joining(" ")),
                missing.size() == 1 ? "takes" : "take");
    }

    private static boolean isFetched(String name) {
        return DatasetFetch.ALL.stream().anyMatch(f -> f.name().equals(name));
    }

    /** Whether the dataset comes with the program or has been fetched. */
    private static boolean isHere(String name) {
        return name.equals("mnist") || isFetched(name) && DatasetFetch.get(name).there(Cache.folder()).isPresent();
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
