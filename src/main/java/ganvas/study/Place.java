package ganvas.study;

import ganvas.problem.Problem;

/**
 * A place in a study file.
 *
 * @param line, column counted from 1
 * @param path such as {@code claims[2].checks[1].metric}, counted from 1
 */
record Place(String file, int line, int column, String path) {
    /** An error that names the place. */
    Problem wrong(String sentence) {
        return Problem.input("%s:%d:%d: %s%s", file, line, column, path.isEmpty() ? "" : path + ": ", sentence);
    }
}
