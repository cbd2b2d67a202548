package ganvas.data;

import ganvas.data.IdxFiles.Idx;
import ganvas.data.IdxFiles.Part;
import ganvas.problem.Problem;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Datasets in MNIST's IDX files: Fashion-MNIST, KMNIST, EMNIST, QMNIST, or a user's own. The labels in the files say
 * how many classes there are.
 */
final class IdxDataset {
    private static final int MOST_CLASSES = 10_000, LARGEST_SIDE = 1024;

    private IdxDataset() {}

    static Dataset open(DatasetName asked, DatasetContext place) {
        asked.only("files");
        Path folder = asked.where().orElseThrow(() -> Problem.input(
                "--dataset %s: expected a folder with four IDX files, as in idx:DIR", asked.text()));
        Map<Part, Path> files = IdxFiles.find(asked.text(), folder, Optional.ofNullable(asked.settings().get("files")));
        Idx trainImages = images(files.get(Part.TRAIN_IMAGES)), testImages = images(files.get(Part.TEST_IMAGES));
        long[] trainLabels = labels(files.get(Part.TRAIN_LABELS), trainImages),
                testLabels = labels(files.get(Part.TEST_LABELS), testImages);
        if (!Arrays.equals(trainImages.shape(), 1, trainImages.shape().length, testImages.shape(), 1,
                testImages.shape().length)) {
            throw Problem.input("%s: expected images of %s, as in %s; found %s", testImages.file(),
                    sides(trainImages), trainImages.file().getFileName(), sides(testImages));
        }
        long[] known = LongStream.concat(Arrays.stream(trainLabels), Arrays.stream(testLabels)).distinct().sorted()
                .limit(MOST_CLASSES + 1).toArray();
        if (known.length > MOST_CLASSES) throw Problem.input("%s: expected at most %,d classes; found more",
                files.get(Part.TRAIN_LABELS), MOST_CLASSES);
        List<String> classes = Arrays.stream(known).mapToObj(String::valueOf).toList();
        try (var _ = new Scope()) {
            Split train = split(trainImages, trainLabels, known), test = split(testImages, testLabels, known);
            return Dataset.of(asked.text(), classes, Dataset.sha256(train, test), train, test.kept());
        }
    }

    private static Idx images(Path file) {
        Idx images = IdxFiles.read(file, 0);
        int[] shape = images.shape();
        boolean right = images.width() == 1 && (shape.length == 3 || shape.length == 4 && isColour(shape))
                && shape[0] > 9 && Arrays.stream(shape, 1, shape.length).allMatch(s -> s > 0 && s <= LARGEST_SIDE);
        if (right) return images;
        throw Problem.input("%s: expected ten images or more of bytes, [N, height, width] or [N, height, width, 3]; "
                + "found %s, %d bytes a number", file, Arrays.toString(shape), images.width());
    }

    private static boolean isColour(int[] shape) {
        return shape[3] == 3 || shape[3] == 1;
    }

    private static String sides(Idx images) {
        return Arrays.toString(Arrays.copyOfRange(images.shape(), 1, images.shape().length));
    }

    private static long[] labels(Path file, Idx images) {
        Idx labels = IdxFiles.read(file, 0);
        int[] shape = labels.shape();
        // QMNIST's labels have eight numbers, of which the first is the class.
        if (shape.length > 2 || shape[0] != images.shape()[0] || shape.length == 2 && shape[1] < 1) {
            throw Problem.input("%s: expected %,d labels, one for each image; found %s", file, images.shape()[0],
                    Arrays.toString(shape));
        }
        return labels.first();
    }

    private static Split split(Idx images, long[] labels, long[] known) {
        int[] shape = images.shape();
        byte[] pixels = Arrays.copyOfRange(images.bytes(), images.start(), images.bytes().length);
        Tensor stored = shape.length == 3 ? Tensor.of(pixels, shape[0], 1, shape[1], shape[2])
                : Tensor.of(pixels, shape[0], shape[1], shape[2], shape[3]).permute(0, 3, 1, 2).contiguous();
        long[] numbers = Arrays.stream(labels).map(l -> Arrays.binarySearch(known, l)).toArray();
        return new Split(stored, Tensor.of(numbers, numbers.length));
    }
}
