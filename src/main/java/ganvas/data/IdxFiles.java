package ganvas.data;

import ganvas.file.FoundInstead;
import ganvas.file.RegularFile;
import ganvas.file.UserPath;
import ganvas.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The four IDX files of MNIST and of its relatives, as people have them: right in the folder, in {@code raw} or in
 * {@code MNIST/raw} as torchvision puts them, with a dot in place of the hyphen before {@code idx}, gzipped or not,
 * whatever the name says.
 */
final class IdxFiles {
    /** Such as {@code emnist-letters-train-images-idx3-ubyte.gz}. */
    private static final Pattern NAME = Pattern.compile(
            "(?:(.+)[-_])?(train|t10k|test)[-_](images|labels)[-_.]idx\\d[-_.](?:ubyte|int)(?:\\.gz)?");
    private static final long MOST_BYTES = 1 << 30;
    private static final int GZIP = 0x1f8b;

    private IdxFiles() {}

    /** The parts, in the order in which their bytes are hashed. */
    enum Part {
        TRAIN_IMAGES, TRAIN_LABELS, TEST_IMAGES, TEST_LABELS
    }

    /**
     * A file's content.
     *
     * @param shape number of items, then the shape of one
     * @param bytes whole, with the header
     * @param width of an element, in bytes
     */
    record Idx(Path file, int[] shape, byte[] bytes, int width) {
        int start() {
            return 4 + 4 * shape.length;
        }

        /** The numbers, or the first of each item where an item has several. */
        long[] first() {
            long[] all = new long[shape[0]];
            int step = 1;
            for (int d = 1; d < shape.length; d++) step *= shape[d];
            var in = ByteBuffer.wrap(bytes);
            for (int i = 0; i < all.length; i++) {
                int at = start() + i * step * width;
                all[i] = switch (width) {
                    case 1 -> bytes[at] & 255;
                    case 2 -> in.getShort(at);
                    default -> in.getInt(at);
                };
            }
            return all;
        }
    }

    /**
     * The four files in {@code folder}.
     *
     * @param asked  name of the dataset in errors
     * @param prefix of their names, such as {@code emnist-letters}; empty for the only one that is there
     */
    static Map<Part, Path> find(String asked, Path folder, Optional<String> prefix) {
        if (!Files.isDirectory(folder)) {
            throw Problem.input("--dataset %s: expected a folder with the four IDX files of MNIST or of a dataset like "
                    + "it; %s", asked, Files.exists(folder) ? "it is a file" : "there is no such folder");
        }
        Map<String, Map<Part, Path>> sets = Map.of();
        for (Path place : places(folder)) {
            sets = sets(place);
            if (!sets.isEmpty()) break;
        }
        if (sets.isEmpty()) {
            throw Problem.input("%s: expected train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte "
                    + "and t10k-labels-idx1-ubyte in it or in its sub-folder raw, with or without .gz; "
                    + "none of them is there", folder);
        }
        if (prefix.isEmpty() && sets.size() > 1) throw Problem.input(
                "%s: it holds several datasets; name one, as in idx/files=%s:%s. They are %s", folder,
                sets.keySet().iterator().next(), folder, String.join(", ", sets.keySet()));
        String name = prefix.orElse(sets.keySet().iterator().next());
        if (!sets.containsKey(name)) throw Problem.input("--dataset %s: expected files to be one of %s; found '%s'",
                asked, String.join(", ", sets.keySet()), name);
        Map<Part, Path> four = sets.get(name);
        for (Part part : Part.values()) {
            if (four.containsKey(part)) continue;
            String file = (name.isEmpty() ? "" : name + "-") + usual(part);
            throw Problem.input("%s: expected %s or %s.gz in it; neither is there", folder, file, file);
        }
        return four;
    }

    private static String usual(Part part) {
        return switch (part) {
            case TRAIN_IMAGES -> "train-images-idx3-ubyte";
            case TRAIN_LABELS -> "train-labels-idx1-ubyte";
            case TEST_IMAGES -> "t10k-images-idx3-ubyte";
            case TEST_LABELS -> "t10k-labels-idx1-ubyte";
        };
    }

    /** The folder itself, {@code raw} in it, and {@code raw} in each of its folders. */
    private static List<Path> places(Path folder) {
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> below = inside.filter(Files::isDirectory).sorted()
                    .flatMap(f -> Stream.of(f.resolve("raw"), f)).filter(Files::isDirectory).toList();
            return Stream.concat(Stream.of(folder, folder.resolve("raw")), below.stream()).filter(Files::isDirectory)
                    .toList();
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
    }

    /** The sets of files in a folder, by the beginning of their names. */
    private static Map<String, Map<Part, Path>> sets(Path folder) {
        var sets = new TreeMap<String, Map<Part, Path>>();
        try (Stream<Path> files = Files.list(folder)) {
            // Sorted, so that of two forms of a file the plain one comes first.
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(UserPath.inside(folder, file));
                if (!name.matches() || !Files.isRegularFile(file)) continue;
                boolean train = name.group(2).equals("train"), images = name.group(3).equals("images");
                Part part = train ? images ? Part.TRAIN_IMAGES : Part.TRAIN_LABELS
                        : images ? Part.TEST_IMAGES : Part.TEST_LABELS;
                sets.computeIfAbsent(Optional.ofNullable(name.group(1)).orElse(""), _ -> new LinkedHashMap<>())
                        .putIfAbsent(part, file);
            }
            return sets;
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
    }

    /**
     * Reads a file, gzipped or not.
     *
     * @param magic expected first four bytes; with 0 any of 1 to 4 dimensions and of 1 to 4 bytes a number
     */
    static Idx read(Path file, int magic) {
        RegularFile.check(file);
        try (InputStream raw = Files.newInputStream(file)) {
            byte[] start = raw.readNBytes(512);
            Optional<String> instead = FoundInstead.in(start);
            if (instead.isPresent())
                throw Problem.input("%s: expected an IDX file; found %s", file, instead.get());
            InputStream all = new SequenceInputStream(new ByteArrayInputStream(start), raw);
            // GZIPInputStream calls itself once for each empty member, until the stack overflows.
            boolean gzip = start.length > 1 && ((start[0] & 255) << 8 | start[1] & 255) == GZIP;
            return parsed(file, gzip ? new GzipCompressorInputStream(all, true) : all, magic);
        } catch (EOFException | ZipException e) {
            throw Problem.input("%s: the gzip file is damaged or cut short (%s)", file, e.getMessage());
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    private static Idx parsed(Path file, InputStream in, int magic) throws IOException {
        byte[] head = in.readNBytes(4);
        if (head.length < 4 || !isMagic(head, magic)) {
            throw Problem.input("%s: expected an IDX file that begins with %s; found %s", file,
                    magic == 0 ? "0x00, 0x00, 0x08" : "0x%08x".formatted(magic),
                    head.length < 4 ? head.length + " bytes" : "0x%08x".formatted(ByteBuffer.wrap(head).getInt()));
        }
        int width = switch (head[2]) {
            case 0x08 -> 1;
            case 0x0b -> 2;
            default -> 4;
        };
        int[] shape = new int[head[3]];
        byte[] sides = in.readNBytes(4 * shape.length);
        if (sides.length < 4 * shape.length) throw Problem.input("%s: its header is cut short", file);
        ByteBuffer.wrap(sides).asIntBuffer().get(shape);
        long size = width;
        for (int side : shape) size = side < 0 || size > MOST_BYTES ? Long.MAX_VALUE : size * side;
        if (size > MOST_BYTES) throw Problem.input("%s: expected at most %,d bytes; its header says %s", file,
                MOST_BYTES, Arrays.toString(shape));
        // One byte more than the right size is enough to see that it is wrong.
        byte[] content = in.readNBytes((int) size + 1);
        int header = 4 + sides.length;
        if (content.length != size) {
            throw Problem.input("%s: expected %,d bytes; found %s", file, header + size, content.length > size ? "more"
                    : "%,d, it is cut short".formatted(header + content.length));
        }
        var whole = ByteBuffer.allocate(header + content.length).put(head).put(sides).put(content);
        return new Idx(file, shape, whole.array(), width);
    }

    private static boolean isMagic(byte[] head, int magic) {
        if (magic != 0) return ByteBuffer.wrap(head).getInt() == magic;
        return head[0] == 0 && head[1] == 0 && (head[2] == 0x08 || head[2] == 0x0b || head[2] == 0x0c) && head[3] > 0
                && head[3] < 5;
    }
}
