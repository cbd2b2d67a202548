package ganvas.torch;

/** An error of libtorch. The message is its first line, without the C++ stack. */
public final class TorchException extends RuntimeException {
    private TorchException(String message, Throwable cause) {
        super(message, cause);
    }

    /** {@code e} with libtorch's message shortened, or {@code e} itself if it is not from libtorch. */
    public static RuntimeException shortened(RuntimeException e) {
        String message = e.getMessage();
        if (message == null || !message.contains("\nException raised from")) return e;
        String first = message.lines().findFirst().orElse(message);
        if (first.contains("CUDA out of memory") || first.contains("can't allocate memory")) {
            first += " (a smaller --set batch=… needs less)";
        }
        return new TorchException(first, e);
    }
}
