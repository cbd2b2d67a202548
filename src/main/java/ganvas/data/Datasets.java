package ganvas.data;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The list of all datasets, with a line for each. */
public final class Datasets {
    private Datasets() {}

    /** Opens a dataset. */
    public interface Opening {
        Dataset open(DatasetName asked, DatasetContext place);
    }

    /**
     * @param forms  the forms of its name
     * @param train  number of images to train on; 0 where it depends on the files
     * @param shape  channels, height and width; empty where they depend on the files
     * @param source source, and licence if one is stated
     */
    public record Entry(String name, String meaning, String forms, long train, List<Integer> shape, String source,
            Opening open) {}

    public static final List<Entry> ALL = List.of(
            new Entry("mnist", "70,000 handwritten digits; comes with the program",
                    "mnist, mnist:DIR (the four IDX files), mnist/3,5 (classes)", 60_000 - Dataset.VALIDATION,
                    List.of(1, 28, 28), "LeCun, Cortes and Burges 1998, CC BY-SA 3.0", Mnist::open),
            new Entry("cifar10", "60,000 photographs in ten classes",
                    "cifar10, cifar10:DIR, cifar10:FILE.tar.gz, cifar10/frog,automobile (classes)",
                    50_000 - Dataset.VALIDATION, List.of(3, 32, 32), "Krizhevsky 2009, no licence stated",
                    Cifar::openTen),
            new Entry("cifar100", "60,000 photographs in 100 classes of 20 groups",
                    "cifar100, cifar100:DIR, cifar100:FILE.tar.gz, cifar100/labels=fine|coarse, "
                            + "cifar100/whale,rose (classes)",
                    50_000 - Dataset.VALIDATION, List.of(3, 32, 32), "Krizhevsky 2009, no licence stated",
                    Cifar::openHundred),
            new Entry("idx", "four IDX files: Fashion-MNIST, KMNIST, EMNIST, QMNIST, or your own",
                    "idx:DIR, idx/files=emnist-letters:DIR (of several), idx/3,5:DIR (classes)", 0, List.of(),
                    "yours", IdxDataset::open),
            new Entry("lfw", "13,233 faces of 5,749 people, no person in two parts",
                    "lfw, lfw:DIR, lfw:FILE.tgz, lfw/crop=90,size=45,classes=none|people:DIR", 0, List.of(3, 45, 45),
                    "Huang et al. 2007, pictures of the press, no licence stated", Lfw::open),
            new Entry("folder", "your own PNG, JPEG, GIF, BMP, TIFF or WebP pictures", "folder:DIR, "
                    + "folder/size=64|64x48,crop=center|resize|pad,channels=1|3,classes=folders|none,"
                    + "split=60-20-20:DIR, folder/cats,dogs:DIR (sub-folders)", 0, List.of(3, 64, 64), "yours",
                    ImageFolder::open));

    /**
     * Opens the dataset {@code NAME[/CLASSES,SETTINGS][:WHERE]}. Fetched and decoded files are kept in the system's
     * cache.
     */
    public static Dataset open(String asked) {
        return open(asked, DatasetContext.usual());
    }

    /** Where the dataset's files are, if its name says it. */
    public static Optional<Path> where(String name) {
        return DatasetName.parse(name).where();
    }

    /** The name of the same dataset at another place. */
    public static String at(String name, Path place) {
        return name.split(":", 2)[0] + ":" + place;
    }

    public static Dataset open(String text, DatasetContext place) {
        DatasetName asked = DatasetName.parse(text);
        Dataset all = ALL.stream().filter(e -> e.name.equals(asked.name())).findFirst()
                .orElseThrow(() -> {
                    var names = ALL.stream().map(Entry::name).toList();
                    return Problem.input("--dataset: expected one of %s; found '%s'%s", names, text,
                            DidYouMean.hint(asked.name(), names));
                }).open.open(asked, place);
        return asked.classes().isEmpty() ? all : all.narrowed(text, asked.classes());
    }
}
