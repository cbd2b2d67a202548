package ganvas.cli;

import ganvas.problem.Problem;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Standard output that remembers why it could not be written. Java's own passes such errors over, and results that are
 * lost on a full disk would look like success.
 */
final class StandardOutput extends FilterOutputStream {
    private Optional<String> lost = Optional.empty();

    StandardOutput(OutputStream out) {
        super(out);
    }

    /** Puts itself in the place of {@code System.out}. */
    static StandardOutput install() {
        var output = new StandardOutput(new FileOutputStream(FileDescriptor.out));
        System.setOut(new PrintStream(new BufferedOutputStream(output, 1 << 13), true,
                Charset.forName(System.getProperty("stdout.encoding", "UTF-8"))));
        return output;
    }

    @Override
    public void write(int b) throws IOException {
        try {
            out.write(b);
        } catch (IOException e) {
            throw noted(e);
        }
    }

    @Override
    public void write(byte[] bytes, int at, int count) throws IOException {
        try {
            out.write(bytes, at, count);
        } catch (IOException e) {
            throw noted(e);
        }
    }

    private synchronized IOException noted(IOException e) {
        if (lost.isEmpty()) lost = Optional.of(e.getMessage() == null ? "an error of the system" : e.getMessage());
        return e;
    }

    /** The system's reason why results were lost; empty if none were. A reader that has gone wanted no more of them. */
    synchronized Optional<String> lost() {
        return lost.filter(why -> !why.contains("Broken pipe") && !why.contains("pipe is being closed"));
    }

    /** Reports lost results. @return the exit code of the command, or that of a failure */
    int end(int code, PrintStream err) {
        System.out.flush();
        if (lost().isEmpty()) return code;
        err.println("ganvas: cannot write standard output: " + lost().get());
        return code == 0 ? Problem.FAILED : code;
    }
}
