package ganvas.data;

import ganvas.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Which pictures of a folder are for training, validation and test: those of the folder's own {@code train},
 * {@code val} and {@code test}, or shares of all, by a hash of each picture's path.
 *
 * @param folders whether the folder's own parts are taken; otherwise shares
 * @param shares  percentages for validation and test
 * @param setting as it was written; empty for what was usual before there was a choice
 */
record FolderSplit(boolean folders, Shares shares, String setting) {
    /** In percent of all pictures. */
    record Shares(int validation, int test) {}

    /** The part of a dataset that a sub-folder may name. */
    private enum Part {
        TEST("test", "testing", "eval"), VALIDATION("val", "valid", "validation", "dev"), TRAIN("train", "training");

        private final List<String> names;

        Part(String... names) {
            this.names = List.of(names);
        }

        static List<Part> of(String folder) {
            return Arrays.stream(values()).filter(p -> p.names.contains(folder.toLowerCase(Locale.ROOT))).toList();
        }
    }

    private static final Shares USUAL = new Shares(10, 10);

    /**
     * The split that the dataset's name asks for. Unless it says {@code split=random}, sub-folders {@code train} and
     * {@code test} or {@code val} are the parts where all pictures are in such folders.
     *
     * @param names of the pictures, inside the folder
     */
    static FolderSplit of(DatasetName asked, List<String> names) {
        String setting = asked.settings().getOrDefault("split", "auto");
        boolean parts = areParts(names);
        return switch (setting) {
            case "auto" -> new FolderSplit(parts, USUAL, parts ? "folders" : "");
            case "random" -> new FolderSplit(false, USUAL, "");
            case "folders" -> {
                if (!parts) throw Problem.input("--dataset %s: with split=folders, expected all pictures in "
                        + "sub-folders train and test, and val if there is one; they are not", asked.text());
                yield new FolderSplit(true, USUAL, "folders");
            }
            default -> new FolderSplit(false, shares(asked, setting), setting);
        };
    }

    private static Shares shares(DatasetName asked, String setting) {
        if (setting.matches("\\d{1,2}-\\d{1,2}-\\d{1,2}")) {
            int[] percent = Arrays.stream(setting.split("-")).mapToInt(Integer::parseInt).toArray();
            if (IntStream.of(percent).sum() == 100 && IntStream.of(percent).allMatch(p -> p > 0))
                return new Shares(percent[1], percent[2]);
        }
        throw Problem.input("--dataset %s: expected split to be folders, random, or percentages for training, "
                + "validation and test such as 60-20-20; found '%s'", asked.text(), setting);
    }

    private static boolean areParts(List<String> names) {
        List<Part> found = names.stream().map(FolderSplit::top).distinct().flatMap(t -> Part.of(t).stream()).distinct()
                .toList();
        return found.contains(Part.TRAIN) && found.size() > 1
                && names.stream().map(FolderSplit::top).distinct().noneMatch(t -> Part.of(t).isEmpty());
    }

    /** The first folder of a path; empty for a picture in the folder itself. */
    private static String top(String name) {
        return name.substring(0, Math.max(0, name.indexOf('/')));
    }

    /** The class of a picture where sub-folders are classes; empty if it is in none. */
    String folderOf(String name) {
        return top(folders ? name.substring(name.indexOf('/') + 1) : name);
    }

    /**
     * Splits the pictures. A picture's path inside the folder decides, so the split is the same on every machine,
     * whatever the folder's name.
     */
    PictureSet.Partition parts(List<String> names, boolean classes) {
        List<String> known = classes ? List.copyOf(new TreeSet<>(names.stream().map(this::folderOf).toList()))
                : List.of("picture");
        long[] labels = names.stream().mapToLong(name -> classes ? known.indexOf(folderOf(name)) : 0).toArray();
        int[] order = ImageFolder.shuffled(names).toArray();
        if (!folders) {
            int validation = share(names.size(), shares.validation), test = share(names.size(), shares.test);
            return new PictureSet.Partition(known, order, labels, test, validation);
        }
        Map<Part, List<Integer>> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) parts.put(part, new ArrayList<>());
        for (int i : order) parts.get(Part.of(top(names.get(i))).getFirst()).add(i);
        List<Integer> train = parts.get(Part.TRAIN), validation = parts.get(Part.VALIDATION),
                test = parts.get(Part.TEST);
        if (test.isEmpty()) {
            test.addAll(validation);                           // train and val alone: val is what others report on
            validation.clear();
        }
        if (validation.isEmpty()) {
            List<Integer> held = train.subList(0, Math.min(share(names.size(), USUAL.validation), train.size() / 2));
            validation.addAll(held);
            held.clear();
        }
        test.addAll(validation);
        int tests = test.size() - validation.size();
        test.addAll(train);
        return new PictureSet.Partition(known, test.stream().mapToInt(i -> i).toArray(), labels, tests,
                validation.size());
    }

    /** At least one picture. */
    private static int share(int all, int percent) {
        return Math.max(1, (int) Math.round(all * percent / 100.0));
    }
}
