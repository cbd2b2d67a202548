package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.Png;
import ganvas.problem.Problem;
import ganvas.torch.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("alone")
class ImageFolderTest {
    @TempDir
    Path temporary;

    private final List<String> said = new ArrayList<>();
    private Path folder;
    private DatasetContext place;

    /** 20 cats and 20 dogs of 12 × 10, each of one grey value of its own; dogs are the lighter ones. */
    @BeforeEach
    void fortyPictures() throws IOException {
        folder = Files.createDirectories(temporary.resolve("pets"));
        place = new DatasetContext(temporary.resolve("cache"), said::add);
        for (int i = 0; i < 40; i++) grey(i < 20 ? "cats/old/%d.PNG".formatted(i) : "dogs/%d.png".formatted(i), i * 6);
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        Files.write(folder.resolve("cats/._0.png"), new byte[10]);
    }

    private void grey(String name, int value) throws IOException {
        byte[] pixels = new byte[120];
        Arrays.fill(pixels, (byte) value);
        Files.createDirectories(folder.resolve(name).getParent());
        new Png(10, 12, 1, pixels).write(folder.resolve(name));
    }

    private Dataset open(String what) {
        said.clear();
        return Datasets.open("folder" + what + ":" + folder, place);
    }

    @Test
    void allPicturesOnceInThreeParts() throws IOException {
        Dataset images = open("/size=8,channels=1");
        assertThat(images.train().images().shape()).containsExactly(32, 1, 8, 8);
        assertThat(images.validation().size()).isEqualTo(4);
        assertThat(images.test().size()).isEqualTo(4);
        assertThat(images.classes()).containsExactly("picture");
        assertThat(Stream.of(images.train(), images.validation(), images.test()).flatMap(s -> values(s).stream())
                .sorted().toList())
                .isEqualTo(Stream.iterate(0, i -> i + 6).limit(40).toList());
        assertThat(values(images.train())).isNotEqualTo(values(images.train()).stream().sorted().toList());
        assertThat(open("/size=8,channels=1,crop=pad").test().images().toBytes()).contains(0);
        assertThat(open("").train().images().shape()).containsExactly(32, 3, 64, 64);
        assertThat(open("/size=20x9").train().images().shape()).as("20 wide, 9 high").containsExactly(32, 3, 9, 20);
    }

    private static List<Integer> values(Split split) {
        byte[] pixels = split.images().toBytes();
        int size = pixels.length / (int) split.size();
        return Stream.iterate(0, i -> i + size).limit(split.size()).map(i -> pixels[i] & 255).toList();
    }

    @Test
    void subFoldersAsClassesAndNarrowed() {
        Dataset images = open("/size=8,channels=1,classes=folders");
        assertThat(images.classes()).containsExactly("cats", "dogs");
        List<Integer> values = values(images.train());
        long[] labels = images.train().labels().toLongs();
        for (int i = 0; i < labels.length; i++) assertThat(labels[i]).isEqualTo(values.get(i) >= 120 ? 1 : 0);
        Dataset dogs = open("/dogs,size=8,channels=1");
        assertThat(dogs.classes()).containsExactly("dogs");
        assertThat(dogs.train().size() + dogs.validation().size() + dogs.test().size()).isEqualTo(20);
        assertThat(values(dogs.train())).allMatch(v -> v >= 120);
        assertThatThrownBy(() -> open("/rare,size=8,channels=3"))
                .hasMessageContaining("expected classes of it (cats, dogs); found 'rare'");
        assertThatThrownBy(() -> open("/dog,size=8"))
                .hasMessageContaining("expected classes of it (cats, dogs); found 'dog'; did you mean 'dogs'?");
    }

    @Test
    void theSameWhereverAndWheneverItIsRead() throws IOException {
        Dataset first = open("/size=8");
        assertThat(said).anyMatch(s -> s.startsWith("Decoding the pictures of"));
        Dataset second = open("/size=8");
        assertThat(said).isEmpty();
        assertThat(second.sha256()).isEqualTo(first.sha256());
        assertThat(second.test().images().toBytes()).isEqualTo(first.test().images().toBytes());
        folder = Files.move(folder, temporary.resolve("elsewhere"));
        Dataset moved = open("/size=8");
        assertThat(moved.sha256()).isEqualTo(first.sha256());
        assertThat(moved.train().images().toBytes()).isEqualTo(first.train().images().toBytes());
    }

    @Test
    void aChangedPictureOrADamagedCacheIsReadAgain() throws IOException {
        String before = open("/size=8").sha256();
        Path cached;
        try (Stream<Path> files = Files.list(place.cache().resolve("datasets/decoded"))) {
            cached = files.toList().getFirst();
        }
        byte[] good = Files.readAllBytes(cached);
        byte[] pixel = good.clone();
        pixel[good.length - 800] ^= 1;
        for (byte[] bad : List.of(pixel, Arrays.copyOf(good, good.length / 2),
                new String(good, 0, 400, java.nio.charset.StandardCharsets.ISO_8859_1)
                        .replace("\"test\":\"4\"", "\"test\":\"5\"")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))) {
            byte[] file = bad.length > 400 ? bad : good.clone();
            if (bad.length <= 400) System.arraycopy(bad, 0, file, 0, bad.length);
            Files.write(cached, file);
            assertThat(open("/size=8").sha256()).isEqualTo(before);
            assertThat(said).anyMatch(s -> s.contains(cached.toString()) && s.contains("made again"))
                    .anyMatch(s -> s.startsWith("Decoding"));
            assertThat(Files.readAllBytes(cached)).isEqualTo(good);
        }
        assertThat(Safetensors.read(cached).tensors().get("images").shape()).containsExactly(40, 3, 8, 8);

        grey("dogs/39.png", 1);
        Files.setLastModifiedTime(folder.resolve("dogs/39.png"), java.nio.file.attribute.FileTime.fromMillis(12345));
        assertThat(open("/size=8").sha256()).isNotEqualTo(before);
        assertThat(said).anyMatch(s -> s.startsWith("Decoding"));
    }

    @Test
    void badPicturesAreCountedAndNothingIsWrittenElsewhere() throws IOException {
        List<Path> before = files(folder);
        Files.writeString(folder.resolve("cats/broken.jpg"), "no picture");
        byte[] whole = Files.readAllBytes(folder.resolve("dogs/30.png"));
        Files.write(folder.resolve("dogs/cut.png"), Arrays.copyOf(whole, 50));
        Files.write(folder.resolve("dogs/wide.png"), FramedPictureTest.header(40_000, 40_000));
        for (int i = 0; i < 2; i++) {
            Dataset images = open("/size=8,classes=folders");
            assertThat(images.train().size() + images.validation().size() + images.test().size()).isEqualTo(40);
            assertThat(said).anyMatch(s -> s
                    .contains("left out, 3 of 43: cats/broken.jpg (it is no PNG, JPEG, GIF, BMP, TIFF or WebP), "
                            + "dogs/cut.png (")
                    && s.contains("dogs/wide.png (40,000 × 40,000 pixels; at most 150,000,000 are read)"));
        }
        assertThat(files(folder)).hasSize(before.size() + 3);
        assertThat(files(temporary)).allMatch(f -> f.startsWith(folder) || f.startsWith(place.cache()));
        for (int i = 0; i < 40; i++) Files.writeString(folder.resolve("dogs/x%d.gif".formatted(i)), "no picture");
        assertThatThrownBy(() -> open("/size=8")).isInstanceOf(Problem.class)
                .hasMessageContaining("most of its pictures cannot be read: 43 of 83: cats/broken.jpg");
    }

    @Test
    void aCacheThatCannotBeWrittenIsSaidAndNoHindrance() throws IOException {
        place = new DatasetContext(Files.writeString(temporary.resolve("file"), "in the way"), said::add);
        assertThat(open("/size=8").test().size()).isEqualTo(4);
        assertThat(said).anyMatch(s -> s.contains("cannot write") && s.contains("decoded again next time"));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void tooFewAndWrongSettings() throws IOException {
        Path all = folder;
        folder = Files.createDirectories(temporary.resolve("empty"));
        refused("",
                "expected at least 10 pictures (PNG, JPEG, GIF, BMP, TIFF, WebP), of which a tenth is for test and "
                        + "a tenth for validation; found none");
        grey("one.png", 5);
        refused("", "found one");
        folder = temporary.resolve("none");
        refused("", "expected a folder with pictures; there is no such folder");
        folder = all;
        refused("/size=4", "expected size from 8 to 1024; found '4'");
        refused("/size=64x4", "found '64x4'. One number is the side of a square; 64x48 is 64 wide and 48 high");
        refused("/crop=centre",
                "expected crop to be one of center, resize, pad; found 'centre'; did you mean 'center'?");
        refused("/sise=64",
                "folder has no setting 'sise' (it has size, crop, channels, classes, split); did you mean 'size'?");
        refused("/channels=2", "expected channels to be one of 3, 1; found '2'");
        refused("/size=8,size=9", "'size' is there twice");
        assertThatThrownBy(() -> Datasets.open("folder", place)).hasMessageContaining("as in folder:DIR");
        grey("cover.png", 9);
        refused("/classes=folders", "expected every picture in one; found cover.png beside them");
    }

    @Test
    void aClassOfOnePictureCannotBeSplit() throws IOException {
        grey("birds/0.png", 200);
        refused("/birds,size=8", "one of the three parts has none");
        assertThat(open("/birds,dogs,size=8").classes()).containsExactly("birds", "dogs");
    }

    private void refused(String what, String words) {
        assertThatThrownBy(() -> open(what)).isInstanceOf(Problem.class).hasMessageContaining(words);
    }

    /** The folders of the parts, as people share datasets. */
    @Test
    void foldersForTrainingAndTestAreTheParts() throws IOException {
        folder = Files.createDirectories(temporary.resolve("parted"));
        for (int i = 0; i < 30; i++) grey("Train/%s/%d.png".formatted(i % 2 == 0 ? "cats" : "dogs", i), i);
        for (int i = 30; i < 38; i++) grey("test/%s/%d.png".formatted(i % 2 == 0 ? "cats" : "dogs", i), i);
        Dataset two = open("/size=8,channels=1,classes=folders");
        assertThat(said).anyMatch(s -> s.contains("are the parts; split=random mixes them"));
        assertThat(two.classes()).containsExactly("cats", "dogs");
        assertThat(values(two.test())).hasSize(8).allMatch(v -> v >= 30);
        assertThat(two.validation().size()).isEqualTo(4);
        assertThat(two.train().size()).isEqualTo(26);

        for (int i = 40; i < 45; i++) grey("valid/dogs/%d.png".formatted(i), i);
        assertThat(values(open("/size=8,channels=1,split=folders").validation())).hasSize(5).allMatch(v -> v >= 40);
        Dataset mixed = open("/size=8,channels=1,split=random");
        assertThat(mixed.test().size()).isEqualTo(4);
        grey("other/x.png", 9);
        assertThat(open("/size=8,channels=1").test().size()).as("a folder that is no part").isEqualTo(4);
        assertThatThrownBy(() -> open("/size=8,split=folders")).isInstanceOf(Problem.class)
                .hasMessageContaining("expected all pictures in sub-folders train and test");
    }

    @Test
    void sharesOfTheParts() {
        Dataset pets = open("/size=8,channels=1,split=50-10-40");
        assertThat(pets.train().size()).isEqualTo(20);
        assertThat(pets.validation().size()).isEqualTo(4);
        assertThat(pets.test().size()).isEqualTo(16);
        for (String wrong : List.of("50-50", "60-30-20", "100-0-0", "half"))
            assertThatThrownBy(() -> open("/split=" + wrong)).hasMessageContaining("such as 60-20-20");
    }

    /** Bytes that are not UTF-8: two names that Java shows alike. */
    @Test
    @org.junit.jupiter.api.condition.EnabledOnOs(org.junit.jupiter.api.condition.OS.LINUX)
    void namesInLatin1AreRead() throws IOException {
        folder = Files.createDirectories(temporary.resolve("latin"));
        for (int i = 0; i < 12; i++) grey(i + ".png", i * 9);
        for (String name : List.of("%E9.png", "%E8.png"))
            Files.copy(folder.resolve("3.png"), Path.of(java.net.URI.create(folder.toUri() + name)));
        Dataset all = open("/size=8,channels=1");
        assertThat(all.train().size() + all.validation().size() + all.test().size()).isEqualTo(14);
    }
}
