package ganvas.fuzz;

import ganvas.file.ArrayGallery;
import ganvas.file.Range;
import ganvas.metric.score.StatisticsReader;
import ganvas.problem.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Arrays of NumPy's: pictures, and the statistics of the Inception network. */
final class ArrayFormats {
    private static final List<String> TYPES = List.of("|u1", "|u1", "<f4", "<f8", ">f2", "<f2", "<i8", "|b1", "|O",
            "<U8", "|V4", "u1", "x", "<f1", "<f16", "<c8", "|u1u1");
    private static final List<String> SHAPES = List.of("2, 4, 4, 1", "2, 3, 4", "2, 4, 4, 3", "0, 4, 4, 1",
            "2, 0, 4, 1", "", "1,", "32,", ",", "-1, 4, 4, 1", "4 4, 4, 1", "4294967296, 4294967296, 4, 1",
            "9223372036854775807, 1, 1", "0, 99999999999999999999, 4, 1", "2, 3037000500, 3037000500, 1",
            "1, 8192, 8192, 1", "4611686018427387904, 4, 1", "2, 4, 4, 2", "2,4,4,1,", "2 , 4 , 4 , 1",
            "1, 1, 1, 1, 1, 1, 1");
    private static final int F = 2048;

    private ArrayFormats() {}

    static List<Format> all() {
        return List.of(
                new Format("npy", "x.npy", List.of(),
                        _ -> List.of(array("|u1", "2, 4, 4, 1", 32), array("<f4", "2, 4, 4, 3", 384),
                                array(">f8", "3, 3, 3", 216)),
                        (whole, random) -> twisted(whole, random), (file, _) -> pictures(file)),
                new Format("npz", "x.npz", List.of(),
                        _ -> List.of(zip("arr_0.npy", array("|u1", "2, 4, 4, 1", 32), false),
                                zip("arr_0.npy", array("<f4", "2, 4, 4, 3", 384), true),
                                zip("images.npy", array("|u1", "2, 5, 5", 50), false)),
                        ArrayFormats::npz, (file, _) -> pictures(file)),
                new Format("statistics npz", "s.npz", List.of(), _ -> List.of(statistics()), ArrayFormats::statistics,
                        (file, _) -> StatisticsReader.read(file)));
    }

    /** As {@code ganvas evaluate} does, with a range where the array needs one. */
    private static void pictures(Path file) {
        var ours = ArrayGallery.Form.OURS;
        try {
            ArrayGallery.open(file, ours).census();
        } catch (Problem unsaid) {
            if (!unsaid.getMessage().contains("are not known")) throw unsaid;
            ArrayGallery.open(file,
                    new ArrayGallery.Form(java.util.Optional.of(Range.ALL.get(2)), ours.layout(), ours.rangeOption(),
                            ours.layoutOption()))
                    .all();
        }
    }

    private static byte[] array(String type, String shape, int bytes) {
        return array("{'descr': '%s', 'fortran_order': False, 'shape': (%s), }".formatted(type, shape),
                new byte[bytes]);
    }

    private static byte[] array(String header, byte[] data) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1).put((byte) 0).putShort((short) text.length).array());
        out.writeBytes(text);
        out.writeBytes(data);
        return out.toByteArray();
    }

    private static byte[] zip(String name, byte[] array, boolean stored) throws IOException {
        return Packed.zip(Map.of(name, array), stored);
    }

    /** Another type and shape, with as many bytes as they need, or not. */
    private static byte[] made(RandomGenerator random) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        var shape = new StringBuilder(SHAPES.get(random.nextInt(SHAPES.size())));
        if (random.nextInt(5) == 0) shape.append(", 1".repeat(random.nextInt(3000)));
        String header = "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }".formatted(type,
                random.nextInt(6) == 0 ? "True" : "False", shape);
        return array(header, Damage.noise(List.of(0, 32, 64, 24, 96, 128, 768, 2048).get(random.nextInt(8)), random));
    }

    private static byte[] twisted(byte[] whole, RandomGenerator random) {
        byte[] b = random.nextInt(3) == 0 ? whole.clone() : made(random);
        if (random.nextInt(6) == 0) b[6] = (byte) random.nextInt(5);                              // another version
        if (random.nextInt(6) == 0)
            return Damage.extreme(b, 8, random.nextBoolean() ? 2 : 4, ByteOrder.LITTLE_ENDIAN, random);
        return b;
    }

    private static byte[] npz(byte[] whole, RandomGenerator random) throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        for (int i = random.nextInt(6) == 0 ? random.nextInt(3) : 1; i > 0; i--) {
            String name = random.nextInt(4) == 0 ? Packed.NAMES.get(random.nextInt(Packed.NAMES.size())) : "arr_0.npy";
            byte[] array = random.nextInt(50) == 0 ? array("|u1", "1000000, 4, 4, 1", 16_000_000)
                    : twisted(array("|u1", "2, 4, 4, 1", 32), random);
            entries.put(name, random.nextInt(6) == 0 ? Damage.of(array, List.of(whole), random) : array);
        }
        return entries.isEmpty() ? whole : Packed.zip(entries, random.nextBoolean());
    }

    private static byte[] statistics() throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        entries.put("mu.npy", array("<f8", F + ",", 8 * F));
        entries.put("sigma.npy", array("<f8", F + ", " + F, 8 * F * F));
        entries.put("about.json", "{\"network\": {\"name\": \"x\"}, \"reference\": {}, \"ganvas\": \"1\"}"
                .getBytes(StandardCharsets.UTF_8));
        return Packed.zip(entries, false);
    }

    /** The whole of it, 32 MB unfolded, is damaged in a few cases only; else sigma is small. */
    private static byte[] statistics(byte[] whole, RandomGenerator random) throws IOException {
        if (random.nextInt(100) == 0) return Damage.of(whole, List.of(whole), random);
        var entries = new LinkedHashMap<String, byte[]>();
        byte[] mean = array(random.nextBoolean() ? "<f8" : TYPES.get(random.nextInt(TYPES.size())),
                random.nextBoolean() ? F + "," : SHAPES.get(random.nextInt(SHAPES.size())), 8 * F);
        if (random.nextInt(4) == 0) System.arraycopy(Damage.noise(8, random), 0, mean, mean.length - 16, 8);
        entries.put("mu.npy", random.nextInt(4) == 0 ? Damage.of(mean, List.of(mean), random) : mean);
        entries.put("sigma.npy",
                random.nextBoolean() ? made(random) : array("<f8", "%d, %d".formatted(F, random.nextInt(4)), 8 * F));
        if (random.nextBoolean()) {
            byte[] about = "{\"network\": {\"name\": \"x\"}, \"reference\": {}, \"ganvas\": \"1\"}"
                    .getBytes(StandardCharsets.UTF_8);
            entries.put("about.json", random.nextBoolean() ? Damage.of(about, List.of(about), random)
                    : JsonDamage.twisted(about, random));
        }
        if (random.nextInt(4) == 0) entries.put("features.npy", made(random));
        if (random.nextInt(6) == 0) Packed.shuffle(entries, random);
        return entries.isEmpty() ? whole : Packed.zip(entries, random.nextBoolean());
    }
}
