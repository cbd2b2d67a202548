package ganvas.data;

import ganvas.problem.Problem;
import ganvas.torch.NumpyArray;
import ganvas.torch.Pickle;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CIFAR-10 (Krizhevsky 2009): 50,000 + 10,000 colour images of 32 × 32 in ten classes. It reads both layouts that the
 * author publishes, from a folder or an archive.
 *
 * @param perBatch images in each of the six files; 10,000 except in tests
 */
record Cifar10(int perBatch) {
    private static final List<String> CLASSES = List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog",
            "horse", "ship", "truck");
    private static final int PIXELS = 3 * 32 * 32;
    private static final int MOST_BYTES = 64 << 20;
    private static final List<String> BATCHES = List.of("data_batch_1", "data_batch_2", "data_batch_3", "data_batch_4",
            "data_batch_5", "test_batch");

    /** The two layouts that the author publishes. */
    private enum Layout {
        BINARY("cifar-10-batches-bin", ".bin", "batches.meta.txt"), PYTHON("cifar-10-batches-py", "", "batches.meta");

        final String folder;
        final String suffix;
        final String meta;

        Layout(String folder, String suffix, String meta) {
            this.folder = folder;
            this.suffix = suffix;
            this.meta = meta;
        }

        List<String> files() {
            var files = new ArrayList<>(BATCHES.stream().map(b -> b + suffix).toList());
            files.add(meta);
            return files;
        }
    }

    /** @param pixels uint8 [N, 3, 32, 32] */
    private record BatchFile(byte[] pixels, long[] labels) {}

    static Dataset open(DatasetName asked, DatasetContext place) {
        asked.only();
        Path where = asked.where().or(() -> DatasetFetch.get("cifar10").there(place.cache()))
                .orElseThrow(() -> Problem.input(
                        "cifar10 is not here yet: 'ganvas datasets fetch cifar10' brings it; "
                                + "cifar10:DIR and cifar10:FILE.tar.gz take what you have"));
        return new Cifar10(10_000).read(asked.text(), where);
    }

    Dataset read(String name, Path where) {
        if (!Files.exists(where)) {
            throw Problem.input(
                    "--dataset %s: expected the folder or the archive of CIFAR-10; there is no such file or folder",
                    name);
        }
        Map<String, byte[]> files = Files.isDirectory(where) ? folder(where) : archive(where);
        Layout layout = Arrays.stream(Layout.values())
                .filter(l -> BATCHES.stream().anyMatch(b -> files.containsKey(b + l.suffix))).findFirst()
                .orElseThrow(() -> Problem.input(
                        "%s: expected data_batch_1.bin to data_batch_5.bin and test_batch.bin, "
                                + "or the same without .bin; found none of them",
                        where));
        var parts = new ArrayList<BatchFile>();
        for (String batch : BATCHES) {
            String file = batch + layout.suffix, at = where + ", " + file;
            if (!files.containsKey(file)) throw Problem.input("%s: expected %s in it; it is not there", where, file);
            byte[] bytes = files.remove(file);
            parts.add(layout == Layout.BINARY ? binary(bytes, at) : python(bytes, at));
        }
        List<String> classes = files.containsKey(layout.meta)
                ? classes(layout, files.get(layout.meta), where + ", " + layout.meta) : CLASSES;
        try (var _ = new Scope()) {
            Split train = split(parts.subList(0, 5)), test = split(parts.subList(5, 6));
            return Dataset.of(name, classes, Dataset.sha256(train, test), train, test.kept());
        }
    }

    private static Split split(List<BatchFile> batches) {
        return new Split(
                Tensor.cat(batches.stream().map(b -> Tensor.of(b.pixels, b.labels.length, 3, 32, 32)).toList(), 0),
                Tensor.cat(batches.stream().map(b -> Tensor.of(b.labels, b.labels.length)).toList(), 0));
    }

    // ---- finding the files

    private static Map<String, byte[]> folder(Path where) {
        var files = new HashMap<String, byte[]>();
        for (Layout layout : Layout.values()) {
            Path inside = where.resolve(layout.folder), folder = Files.isDirectory(inside) ? inside : where;
            for (String name : layout.files()) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file)) files.put(name, bytes(file));
            }
            if (files.size() > 1) break;
        }
        return files;
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES)
                throw Problem.input("%s: expected at most %,d bytes; found %,d", file, MOST_BYTES, Files.size(file));
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    private static Map<String, byte[]> archive(Path where) {
        var files = new HashMap<String, byte[]>();
        List<String> known = Arrays.stream(Layout.values()).flatMap(l -> l.files().stream()).toList();
        new Archive(where).each(name -> known.contains(last(name)), MOST_BYTES, (name, bytes) -> {
            if (files.put(last(name), bytes) != null) throw Problem.input("%s: %s is in it twice", where, last(name));
        });
        return files;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    // ---- reading the files

    /** Reads records of one byte for the label and 3,072 bytes of pixels: red, green and blue planes. */
    private BatchFile binary(byte[] bytes, String where) {
        int record = 1 + PIXELS, expected = perBatch * record;
        if (bytes.length != expected) {
            throw Problem.input("%s: expected %,d bytes, %,d images of %,d; found %,d, it is %s", where, expected,
                    perBatch, record, bytes.length, bytes.length < expected ? "cut short" : "another file");
        }
        byte[] pixels = new byte[perBatch * PIXELS];
        long[] labels = new long[perBatch];
        for (int i = 0; i < perBatch; i++) {
            labels[i] = label(bytes[i * record], i, where);
            System.arraycopy(bytes, i * record + 1, pixels, i * PIXELS, PIXELS);
        }
        return new BatchFile(pixels, labels);
    }

    /** Reads a Python dict {"data": uint8 [N, 3072], "labels": [N], …}. */
    private BatchFile python(byte[] bytes, String where) {
        Object read = Pickle.arrays(bytes, where);
        if (!(read instanceof Map<?, ?> map && map.get("data") instanceof NumpyArray data
                && map.get("labels") instanceof List<?> list)) {
            throw Problem.input("%s: expected a Python dict with 'data' and 'labels'; it holds something else", where);
        }
        byte[] pixels = data.bytes();
        boolean right = data.type().equals("u1") && Arrays.equals(data.shape(), new long[] {perBatch, PIXELS})
                && pixels.length == perBatch * PIXELS;
        if (!right || list.size() != perBatch) {
            throw Problem.input(
                    "%s: expected %,d images of %,d bytes and as many labels; found %s of type %s and %,d labels",
                    where, perBatch, PIXELS, Arrays.toString(data.shape()), data.type(), list.size());
        }
        long[] labels = new long[perBatch];
        for (int i = 0; i < perBatch; i++) labels[i] = label(list.get(i) instanceof Long label ? label : -1, i, where);
        return new BatchFile(pixels, labels);
    }

    private static long label(long label, int image, String where) {
        if (label >= 0 && label < CLASSES.size()) return label;
        throw Problem.input("%s: expected labels from 0 to %d; found %d at image %,d", where, CLASSES.size() - 1, label,
                image);
    }

    /** The class names from {@code meta}, the file of names. */
    private static List<String> classes(Layout layout, byte[] meta, String where) {
        List<String> found = switch (layout) {
            case BINARY -> new String(meta, StandardCharsets.UTF_8).lines().map(String::strip).filter(l -> !l.isEmpty())
                    .toList();
            case PYTHON -> Pickle.arrays(meta, where) instanceof Map<?, ?> map
                    && map.get("label_names") instanceof List<?> names
                    && names.stream().allMatch(String.class::isInstance)
                            ? names.stream().map(String.class::cast).toList() : List.of();
        };
        if (found.size() == CLASSES.size()) return found;
        throw Problem.input("%s: expected the names of %d classes; found %d", where, CLASSES.size(), found.size());
    }
}
