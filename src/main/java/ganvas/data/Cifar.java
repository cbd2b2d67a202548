package ganvas.data;

import ganvas.file.FoundInstead;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * CIFAR-10 and CIFAR-100 (Krizhevsky 2009): 50,000 + 10,000 colour images of 32 × 32. It reads both layouts that the
 * author publishes, from a folder or an archive, and pickles that a newer Python or NumPy wrote of them.
 *
 * @param testImages images in the test file; 10,000 except in tests
 */
record Cifar(Kind kind, int testImages) {
    private static final int PIXELS = 3 * 32 * 32;
    private static final int MOST_BYTES = 256 << 20;

    /** A dataset, and of CIFAR-100 one of its two labellings. */
    enum Kind {
        TEN("CIFAR-10", "cifar10", "cifar-10-batches-", List.of("data_batch_1", "data_batch_2", "data_batch_3",
                "data_batch_4", "data_batch_5", "test_batch"), 10, "labels", "label_names"),
        FINE("CIFAR-100", "cifar100", "cifar-100-", List.of("train", "test"), 100, "fine_labels", "fine_label_names"),
        COARSE("CIFAR-100", "cifar100", "cifar-100-", List.of("train", "test"), 20, "coarse_labels",
                "coarse_label_names");

        final String title;
        final String dataset;
        final String folder;
        final List<String> batches;
        final int classes;
        final String labels;
        final String names;

        Kind(String title, String dataset, String folder, List<String> batches, int classes, String labels,
                String names) {
            this.title = title;
            this.dataset = dataset;
            this.folder = folder;
            this.batches = batches;
            this.classes = classes;
            this.labels = labels;
            this.names = names;
        }

        /** Bytes of labels before the pixels of a record: of CIFAR-100 the group's, then the class's. */
        int labelBytes() {
            return this == TEN ? 1 : 2;
        }

        /** Names of the classes where no file tells them. */
        List<String> usual() {
            return this == TEN ? List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse",
                    "ship", "truck") : IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        }
    }

    /** The two layouts that the author publishes. */
    private enum Layout {
        BINARY(".bin"), PYTHON("");

        final String suffix;

        Layout(String suffix) {
            this.suffix = suffix;
        }

        List<String> folders(Kind kind) {
            if (kind == Kind.TEN) return List.of(kind.folder + (this == BINARY ? "bin" : "py"));
            return List.of(kind.folder + (this == BINARY ? "binary" : "python"));
        }

        String meta(Kind kind) {
            if (kind == Kind.TEN) return this == BINARY ? "batches.meta.txt" : "batches.meta";
            return this == BINARY ? kind.names + ".txt" : "meta";
        }

        List<String> files(Kind kind) {
            var files = new ArrayList<>(kind.batches.stream().map(b -> b + suffix).toList());
            files.add(meta(kind));
            return files;
        }
    }

    /** @param pixels uint8 [N, 3, 32, 32] */
    private record BatchFile(byte[] pixels, long[] labels) {}

    static Dataset openTen(DatasetName asked, DatasetContext place) {
        asked.only();
        return open(Kind.TEN, asked, place);
    }

    static Dataset openHundred(DatasetName asked, DatasetContext place) {
        asked.only("labels");
        return open(asked.choice("labels", "fine", "coarse").equals("fine") ? Kind.FINE : Kind.COARSE, asked, place);
    }

    private static Dataset open(Kind kind, DatasetName asked, DatasetContext place) {
        String name = kind.dataset;
        Path where = asked.where().or(() -> DatasetFetch.get(name).there(place.cache()))
                .orElseThrow(() -> Problem.input("%1$s is not here yet: 'ganvas datasets fetch %1$s' brings it; "
                        + "%1$s:DIR and %1$s:FILE.tar.gz take what you have", name));
        return new Cifar(kind, 10_000).read(asked.text(), where);
    }

    Dataset read(String name, Path where) {
        if (!Files.exists(where)) {
            throw Problem.input(
                    "--dataset %s: expected the folder or the archive of %s; there is no such file or folder", name,
                    kind.title);
        }
        Map<String, byte[]> files = Files.isDirectory(where) ? folder(where) : archive(where);
        Layout layout = Arrays.stream(Layout.values())
                .filter(l -> kind.batches.stream().anyMatch(b -> files.containsKey(b + l.suffix))).findFirst()
                .orElseThrow(() -> Problem.input("%s: expected %s, or the same without .bin; found none of them", where,
                        kind == Kind.TEN ? "data_batch_1.bin to data_batch_5.bin and test_batch.bin"
                                : "train.bin and test.bin"));
        var parts = new ArrayList<BatchFile>();
        for (String batch : kind.batches) {
            String file = batch + layout.suffix, at = where + ", " + file;
            if (!files.containsKey(file)) throw Problem.input("%s: expected %s in it; it is not there", where, file);
            byte[] bytes = files.remove(file);
            FoundInstead.in(bytes).ifPresent(found -> {
                throw Problem.input("%s: expected a file of %s; found %s", at, kind.title, found);
            });
            int images = kind == Kind.TEN || batch.equals("test") ? testImages : 5 * testImages;
            parts.add(layout == Layout.BINARY ? binary(bytes, images, at) : python(bytes, images, at));
        }
        String meta = layout.meta(kind);
        List<String> classes = files.containsKey(meta) ? classes(layout, files.get(meta), where + ", " + meta)
                : kind.usual();
        try (var _ = new Scope()) {
            int train = parts.size() - 1;
            Split all = split(parts.subList(0, train)), test = split(parts.subList(train, train + 1));
            return Dataset.of(name, classes, Dataset.sha256(all, test), all, test.kept());
        }
    }

    private static Split split(List<BatchFile> batches) {
        return new Split(
                Tensor.cat(batches.stream().map(b -> Tensor.of(b.pixels, b.labels.length, 3, 32, 32)).toList(), 0),
                Tensor.cat(batches.stream().map(b -> Tensor.of(b.labels, b.labels.length)).toList(), 0));
    }

    // ---- finding the files

    private Map<String, byte[]> folder(Path where) {
        var files = new HashMap<String, byte[]>();
        for (Layout layout : Layout.values()) {
            Path folder = layout.folders(kind).stream().map(where::resolve).filter(Files::isDirectory).findFirst()
                    .orElse(where);
            for (String name : layout.files(kind)) {
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

    private Map<String, byte[]> archive(Path where) {
        var files = new HashMap<String, byte[]>();
        List<String> known = Arrays.stream(Layout.values()).flatMap(l -> l.files(kind).stream()).toList();
        new Archive(where).each(name -> known.contains(last(name)), MOST_BYTES, (name, bytes) -> {
            if (files.put(last(name), bytes) != null) throw Problem.input("%s: %s is in it twice", where, last(name));
        });
        return files;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    // ---- reading the files

    /** Reads records of the labels and 3,072 bytes of pixels: red, green and blue planes. */
    private BatchFile binary(byte[] bytes, int images, String where) {
        int before = kind.labelBytes(), record = before + PIXELS, expected = images * record;
        if (bytes.length != expected) {
            throw Problem.input("%s: expected %,d bytes, %,d images of %,d; found %,d, it is %s", where, expected,
                    images, record, bytes.length, bytes.length < expected ? "cut short" : "another file");
        }
        byte[] pixels = new byte[images * PIXELS];
        long[] labels = new long[images];
        for (int i = 0; i < images; i++) {
            labels[i] = label(bytes[i * record + (kind == Kind.FINE ? 1 : 0)], i, where);
            System.arraycopy(bytes, i * record + before, pixels, i * PIXELS, PIXELS);
        }
        return new BatchFile(pixels, labels);
    }

    /** Reads a Python dict {"data": uint8 [N, 3072] or [N, 3, 32, 32] or [N, 32, 32, 3], "labels": [N], …}. */
    private BatchFile python(byte[] bytes, int images, String where) {
        Object read = Pickle.arrays(bytes, where);
        if (!(read instanceof Map<?, ?> map && map.get("data") instanceof NumpyArray data)
                || !map.containsKey(kind.labels)) {
            throw Problem.input("%s: expected a Python dict with 'data' and '%s'; it holds something else", where,
                    kind.labels);
        }
        long[] labels = labels(map.get(kind.labels), where), shape = data.shape();
        byte[] pixels = data.bytes();
        boolean last = shape.length == 4 && shape[3] == 3,
                right = Arrays.equals(shape, new long[] {images, PIXELS})
                        || Arrays.equals(shape, new long[] {images, 3, 32, 32})
                        || Arrays.equals(shape, new long[] {images, 32, 32, 3});
        if (!right || !data.type().equals("u1") || pixels.length != images * PIXELS || labels.length != images) {
            throw Problem.input(
                    "%s: expected %,d images of %,d bytes and as many labels; found %s of type %s and %,d labels",
                    where, images, PIXELS, Arrays.toString(shape), data.type(), labels.length);
        }
        for (int i = 0; i < images; i++) label(labels[i], i, where);
        return new BatchFile(last ? planes(pixels) : pixels, labels);
    }

    private static long[] labels(Object labels, String where) {
        try {
            if (labels instanceof NumpyArray array) return array.integers();
            return ((List<?>) labels).stream().mapToLong(l -> (Long) l).toArray();
        } catch (ClassCastException | IllegalArgumentException | NullPointerException | IndexOutOfBoundsException e) {
            throw Problem.input("%s: expected its labels to be whole numbers; they are something else", where);
        }
    }

    /** [N, 32, 32, 3] → [N, 3, 32, 32]. */
    private static byte[] planes(byte[] pixels) {
        byte[] planes = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int within = i % PIXELS;
            planes[i - within + within % 3 * 1024 + within / 3] = pixels[i];
        }
        return planes;
    }

    private long label(long label, int image, String where) {
        if (label >= 0 && label < kind.classes) return label;
        throw Problem.input("%s: expected labels from 0 to %d; found %d at image %,d", where, kind.classes - 1, label,
                image);
    }

    /** The class names from {@code meta}, the file of names. */
    private List<String> classes(Layout layout, byte[] meta, String where) {
        List<String> found = switch (layout) {
            case BINARY -> new String(meta, StandardCharsets.UTF_8).lines().map(String::strip).filter(l -> !l.isEmpty())
                    .toList();
            case PYTHON -> Pickle.arrays(meta, where) instanceof Map<?, ?> map
                    && map.get(kind.names) instanceof List<?> names ? names.stream().flatMap(Cifar::text).toList()
                            : List.of();
        };
        if (found.size() == kind.classes) return found;
        throw Problem.input("%s: expected the names of %d classes; found %d", where, kind.classes, found.size());
    }

    /** A name, which Python 3 reads as bytes from a file of Python 2. What is no text is left out. */
    private static Stream<String> text(Object name) {
        return name instanceof byte[] bytes ? Stream.of(new String(bytes, StandardCharsets.UTF_8))
                : name instanceof String string ? Stream.of(string) : Stream.empty();
    }
}
