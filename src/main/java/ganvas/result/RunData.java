package ganvas.result;

import ganvas.file.Required;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The pictures of a run: {@code data.json}. With it the trained model draws where the pictures are no longer there.
 *
 * @param dataset their number, shape and classes
 * @param place   absolute path of the folder or file of the pictures; empty if they came with the program or lay in its
 *          cache
 * @param fromRun the same as a path from the run's folder; empty as {@code place}
 */
public record RunData(@Required Summary.DatasetInfo dataset, @Required String place, @Required String fromRun) {
    /** @param where the pictures are, if the dataset's name says it */
    public static RunData of(Summary.DatasetInfo dataset, Optional<Path> where, RunFolder run) {
        Optional<Path> place = where.map(w -> w.toAbsolutePath().normalize());
        return new RunData(dataset, place.map(Path::toString).orElse(""),
                place.map(p -> fromRun(run.root(), p)).orElse(""));
    }

    private static String fromRun(Path run, Path place) {
        try {
            return run.toAbsolutePath().normalize().relativize(place).toString();
        } catch (IllegalArgumentException e) {
            return "";                                         // another drive
        }
    }

    /** Where the pictures are now: where they were, or as far from the run as they were; empty if neither. */
    public Optional<Path> found(RunFolder run) {
        if (place.isEmpty()) return Optional.empty();
        try {
            List<Path> places = List.of(Path.of(place),
                    fromRun.isEmpty() ? Path.of(place) : run.root().toAbsolutePath().resolve(fromRun).normalize());
            return places.stream().filter(Files::exists).findFirst();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
