package ganvas.problem;

/**
 * An error that the user can correct: a wrong name, a damaged file, a full disk. The message says what was expected,
 * what was found and what to do. It is shown without a stack trace.
 */
public final class Problem extends RuntimeException {
    /** Exit codes of the program, as in the help of every verb. */
    public static final int FAILED = 1;
    public static final int WRONG_INPUT = 2;

    private final int exitCode;

    private Problem(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    private Problem(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Wrong usage or input: exit code 2. */
    public static Problem input(String message, Object... parts) {
        return new Problem(WRONG_INPUT, message.formatted(parts));
    }

    /** The work failed although the input was right (disk full, training diverged): exit code 1. */
    public static Problem failed(String message, Object... parts) {
        return new Problem(FAILED, message.formatted(parts));
    }

    /**
     * The operating system refused an operation. The message names the file and gives the system's reason. Exit code 1.
     */
    public static Problem io(String doing, java.nio.file.Path path, java.io.IOException cause) {
        String why = switch (cause) {
            case java.nio.file.NoSuchFileException _ -> "there is no such file";
            case java.nio.file.AccessDeniedException _ -> "permission denied";
            case java.nio.file.NotDirectoryException _ -> "it is not a folder";
            case java.nio.file.FileSystemException f when f.getReason() != null -> f.getReason();
            default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        };
        return new Problem(FAILED, "cannot %s %s: %s".formatted(doing, path, why), cause);
    }

    public int exitCode() {
        return exitCode;
    }
}
