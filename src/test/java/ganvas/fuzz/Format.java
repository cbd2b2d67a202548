package ganvas.fuzz;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A format that Ganvas reads, and how.
 *
 * @param name   on the command line and in the table
 * @param file   where in the folder the rotten file lies
 * @param writes what reading may write into the folder
 * @param start  see {@link Start}
 * @param twist  damage by somebody who knows the format; null if there is none
 * @param reader see {@link Reader}
 */
record Format(String name, String file, List<String> writes, Start start, Twist twist, Reader reader) {
    /** Puts what belongs beside the file into the folder, and gives whole files to be damaged. */
    interface Start {
        List<byte[]> in(Path folder) throws IOException;
    }

    /** Makes a rotten file out of a whole one. */
    interface Twist {
        byte[] of(byte[] whole, RandomGenerator random) throws IOException;
    }

    /** Reads the file as the program would; {@code scratch} is where it may write. */
    interface Reader {
        void read(Path file, Path scratch) throws Exception;
    }

    static List<Format> all() {
        return Stream.of(
                DataFormats.all(), PictureFormats.all(), ArrayFormats.all(), WeightFormats.all(),
                StudyFormats.all(), RunFormats.all())
                .flatMap(List::stream).toList();
    }
}
