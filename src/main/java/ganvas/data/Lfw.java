package ganvas.data;

import ganvas.file.PictureFolder;
import ganvas.problem.Problem;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Labeled Faces in the Wild (Huang, Ramesh, Berg and Learned-Miller 2007): 13,233 press pictures of 5,749 people,
 * 250 × 250 pixels. The centre is cut out. No person is in two parts.
 */
final class Lfw {
    /** {@code Person_Name/Person_Name_0001.jpg}, in any folder. */
    private static final Pattern PICTURE = Pattern.compile("(?:.*/)?(([^/]+)/\\2_\\d{4}\\.jpg)");
    /** Percentages of the people. FID needs many test pictures. */
    private static final int TEST = 20, VALIDATION = 10;
    private static final int MOST_BYTES = 4 << 20;

    private Lfw() {}

    static Dataset open(DatasetName asked, DatasetContext place) {
        asked.only("crop", "size", "classes");
        boolean people = asked.choice("classes", "none", "people").equals("people");
        // hinrichsen-2023: the central 90 × 90, resized to 45 × 45.
        int crop = asked.number("crop", 90, 8, 250);
        var framing = new CropAndResize(CropAndResize.Crop.PIXELS, crop, asked.number("size", 45, 8, 250), 3);
        Path where = asked.where().orElseGet(() -> fetched(place));
        if (!Files.exists(where)) {
            throw Problem.input(
                    "--dataset %s: expected the folder or the archive of LFW; there is no such file or folder",
                    asked.text());
        }
        Predicate<String> wanted = name -> PICTURE.matcher(name).matches();
        if (Files.isDirectory(where)) {
            List<PictureFolder.Entry> pictures = PictureFolder.list(where, wanted);
            if (pictures.isEmpty()) throw none(where);
            return new PictureSet(asked, place, ImageFolder.source(where, pictures), framing, people ? "people" : "",
                    read -> parts(where, read, people)).open();
        }
        String stamp = ImageFolder.stamp(
                List.of(new PictureFolder.Entry(where.getFileName().toString(), where, "")));
        var archive = new PictureSet.Source(where, stamp, decoder -> {
            new Archive(where).each(wanted, MOST_BYTES, (name, bytes) -> decoder.add(new ImageDecoder.Encoded(name,
                    () -> new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes)))));
            if (decoder.empty()) throw none(where);
        });
        return new PictureSet(asked, place, archive, framing, people ? "people" : "",
                read -> parts(where, read, people)).open();
    }

    private static Path fetched(DatasetContext place) {
        return DatasetFetch.get("lfw").there(place.cache()).orElseThrow(() -> Problem.input(
                "lfw is not here yet: 'ganvas datasets fetch lfw' brings it; lfw:DIR and lfw:FILE.tgz take what you "
                        + "have"));
    }

    private static Problem none(Path where) {
        return Problem.input("%s: expected faces as LFW has them, Person_Name/Person_Name_0001.jpg; found none", where);
    }

    /**
     * Splits the people into three parts, by a hash of each name. So a person's part is the same in the whole of LFW,
     * in a piece of it, in a folder and in an archive.
     */
    private static PictureSet.Partition parts(Path where, List<String> read, boolean people) {
        if (read.isEmpty()) throw none(where);
        List<String> names = read.stream().map(Lfw::picture).toList();
        var seen = new HashSet<String>();
        for (String name : names) if (!seen.add(name))
            throw Problem.input("%s: %s is in it twice; name one of the folders in it", where, name);
        int[] part = names.stream().mapToInt(name -> part(person(name))).toArray();
        int[] order = IntStream.range(0, 3).flatMap(p -> ImageFolder.shuffled(names).filter(i -> part[i] == p))
                .toArray();
        int[] counts = new int[3];
        for (int p : part) counts[p]++;
        if (Arrays.stream(counts).anyMatch(c -> c == 0)) {
            throw Problem.input("%s: expected enough people for train, validation and test; found %,d pictures", where,
                    names.size());
        }
        List<String> known = people ? List.copyOf(new TreeSet<>(names.stream().map(Lfw::person).toList()))
                : List.of("face");
        var label = new HashMap<String, Long>();
        for (String name : known) label.put(name, (long) label.size());
        long[] labels = names.stream().mapToLong(name -> people ? label.get(person(name)) : 0).toArray();
        return new PictureSet.Partition(known, order, labels, counts[0], counts[1]);
    }

    private static String person(String picture) {
        return picture.substring(0, picture.indexOf('/'));
    }

    private static String picture(String path) {
        Matcher m = PICTURE.matcher(path);
        if (!m.matches()) throw new IllegalArgumentException(path);
        return m.group(1);
    }

    /** The part of a person: 0 test, 1 validation, 2 train. */
    static int part(String person) {
        int hundredth = (int) (Long.parseLong(PictureSet.hash(person).substring(0, 8), 16) * 100 >>> 32);
        return hundredth < TEST ? 0 : hundredth < TEST + VALIDATION ? 1 : 2;
    }
}
