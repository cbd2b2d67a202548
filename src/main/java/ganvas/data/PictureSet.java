package ganvas.data;

import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Image files as a dataset. They are decoded once, in parallel, into a file of the cache. That file is used until the
 * name, size or time of an image changes. A damaged file is made again.
 *
 * @param framing  how each picture is cropped and resized
 * @param settings further settings that the result depends on
 * @param parts    splits the pictures, given their names
 */
record PictureSet(DatasetName asked, DatasetContext place, Source source, CropAndResize framing, String settings,
        Function<List<String>, Partition> parts) {
    /**
     * The image files.
     *
     * @param where    the folder or the archive
     * @param stamp    names, sizes and times of the files
     * @param pictures passes each picture to the decoder, always in the same order
     */
    record Source(Path where, String stamp, Consumer<ImageDecoder> pictures) {}

    /** Version of the file's format and of the processing of a picture. Files of another version are made again. */
    private static final String FORMAT = "2";

    /**
     * The split of the pictures into parts.
     *
     * @param order  indices of the pictures: first test, then validation, then train
     * @param labels labels by index before the reordering
     */
    record Partition(List<String> classes, int[] order, long[] labels, int test, int validation) {}

    Dataset open() {
        String about = FORMAT + "\n" + framing + "\n" + settings, name = asked.name();
        Path file = place.datasets().resolve("decoded").resolve(
                "%s-%s.safetensors".formatted(name,
                        hash(source.where.toAbsolutePath().normalize() + "\n" + about).substring(0, 16)));
        String wanted = hash(about + "\n" + source.stamp);
        Safetensors stored = stored(file, wanted).orElseGet(() -> {
            Safetensors decoded = decode(wanted);
            keep(decoded, file);
            return decoded;
        });
        Map<String, String> metadata = stored.metadata();
        String skipped = metadata.get("skipped");
        if (!skipped.isEmpty())
            place.say().accept("%s: pictures that cannot be read are left out, %s".formatted(source.where, skipped));
        long test = Long.parseLong(metadata.get("test")), validation = Long.parseLong(metadata.get("validation"));
        Tensor images = stored.tensors().get("images"), labels = stored.tensors().get("labels");
        long n = images.size(0);
        try {
            return new Dataset(asked.text(),
                    List.of(Json.parse(metadata.get("classes"), String[].class, file.toString())),
                    metadata.get("sha256"), part(images, labels, test + validation, n - test - validation),
                    part(images, labels, test, validation), part(images, labels, 0, test));
        } finally {
            images.free();                                     // the parts are views that keep its memory alive
            labels.free();
        }
    }

    /**
     * Writes the file to the cache. If that fails, because another run writes it or nothing can be written, this run
     * continues with the decoded pictures.
     */
    private void keep(Safetensors decoded, Path file) {
        try {
            decoded.write(file);
        } catch (Problem e) {
            place.say().accept(e.getMessage() + ". The pictures will be decoded again next time.");
        }
    }

    private static Split part(Tensor images, Tensor labels, long start, long count) {
        return new Split(images.narrow(0, start, count), labels.narrow(0, start, count)).kept();
    }

    /** The cached file, if it is undamaged and holds these pictures. */
    private Optional<Safetensors> stored(Path file, String wanted) {
        if (!Files.isRegularFile(file)) return Optional.empty();
        try (var _ = new Scope()) {
            Safetensors found = Safetensors.read(file);
            boolean whole = found.tensors().keySet().containsAll(List.of("images", "labels"))
                    && seal(found.metadata()).equals(found.metadata().get("seal"));
            if (whole && !wanted.equals(found.metadata().get("pictures"))) return Optional.empty();
            if (whole && Dataset.sha256(new Split(found.tensors().get("images"), found.tensors().get("labels")))
                    .equals(found.metadata().get("sha256")))
                return Optional.of(kept(found));
            place.say().accept(file + " is damaged and is made again.");
        } catch (Problem e) {
            place.say().accept(e.getMessage() + ". It is made again.");
        }
        return Optional.empty();
    }

    /** The hash of all metadata except the seal itself. */
    private static String seal(Map<String, String> metadata) {
        var said = new TreeMap<>(metadata);
        said.remove("seal");
        return hash(Json.line(said));
    }

    private static Safetensors kept(Safetensors of) {
        of.tensors().values().forEach(Tensor::keep);
        return of;
    }

    private Safetensors decode(String wanted) {
        place.say().accept("Decoding the pictures of %s, once …".formatted(source.where));
        var decoder = new ImageDecoder(framing, source.where, place.say());
        source.pictures.accept(decoder);
        try (var _ = new Scope()) {
            Tensor read = decoder.images();
            Partition places = parts.apply(decoder.names());
            int n = places.order.length;
            long[] order = new long[n], labels = new long[n];
            for (int i = 0; i < n; i++) {
                order[i] = places.order[i];
                labels[i] = places.labels[places.order[i]];
            }
            var all = new Split(read.indexSelect(0, Tensor.of(order, n)), Tensor.of(labels, n));
            var metadata = new LinkedHashMap<String, String>();
            metadata.put("pictures", wanted);
            metadata.put("source", source.where.toString());
            metadata.put("classes", Json.line(places.classes));
            metadata.put("test", String.valueOf(places.test));
            metadata.put("validation", String.valueOf(places.validation));
            metadata.put("skipped", decoder.skipped());
            metadata.put("sha256", Dataset.sha256(all));
            metadata.put("seal", seal(metadata));
            var tensors = new LinkedHashMap<String, Tensor>();
            tensors.put("images", all.images());
            tensors.put("labels", all.labels());
            return kept(new Safetensors(tensors, metadata));
        }
    }

    /** SHA-256 of a text, in hexadecimal. */
    static String hash(String text) {
        return HexFormat.of().formatHex(Checksum.digest("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}
