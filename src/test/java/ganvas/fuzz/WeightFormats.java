package ganvas.fuzz;

import ganvas.metric.judge.Readers;
import ganvas.nn.Chain;
import ganvas.nn.Linear;
import ganvas.nn.Net;
import ganvas.torch.Adam;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.WeightFile;
import ganvas.train.Batch;
import ganvas.train.Checkpoint;
import ganvas.train.Stats;
import ganvas.train.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Weights: PyTorch's files, safetensors, checkpoints and the judge. */
final class WeightFormats {
    private static final Path FILES = Path.of("src/test/resources/weights");
    /** Opcodes with what belongs to them; the first would run a command if anything ran. */
    private static final List<String> OPCODES = List.of("cos\nsystem\n(S'touch ganvas-fuzz-ran'\ntR",
            "cposix\nsystem\nX\27\0\0\0touch ganvas-fuzz-ran  \u0085R", "c__builtin__\neval\n", "ctorch\nload\n",
            "ctorch._utils\n_rebuild_tensor_v2\n", "ctorch\nFloatStorage\n", "ctorch\nSize\n",
            "ccollections\nOrderedDict\n", "cnumpy.core.multiarray\n_reconstruct\n", "cnumpy\nndarray\n",
            "cnumpy\ndtype\n", "c_codecs\nencode\n", "c__torch__\nM\n", "(", ")", "]", "}", "N", "\u0088", "\u0089",
            "t", "\u0085", "\u0086", "\u0087", "R", "b", "s", "u", "a", "e", "0", "1", "2", "Q", "\u0081", "\u0092",
            "\u0093", "\u0094", "q\0", "h\0", "h\1", "r\377\377\377\377", "j\377\377\377\377", "K\1", "M\377\377",
            "J\377\377\377\377", "J\377\377\377\177", "G\177\360\0\0\0\0\0\0", "\u008a\377",
            "\u008a\10\377\377\377\377\377\377\377\177", "\u008b\4\0\0\0\200", "X\377\377\377\377", "X\377\377\377\177",
            "T\377\377\377\377", "B\377\377\377\377", "\u008c\1a", "U\1a", "C\1a", "i__main__\nA\n",
            "\u0095\0\0\0\0\0\0\0\200", "\u0080\377", ".", "\u0082\1", "P0\n", "V\\ud800\n", "I99999999999999999999\n",
            "L1L\n", "F1\n");
    private static final int TINY = 3;

    private WeightFormats() {}

    static List<Format> all() {
        return List.of(
                new Format("safetensors", "x.safetensors", List.of(),
                        _ -> List.of(Files.readAllBytes(FILES.resolve("plain.safetensors")), sealed().bytes()),
                        WeightFormats::header, (file, _) -> use(Safetensors.read(file).tensors())),
                new Format("pth", "x.pth", List.of(),
                        _ -> files("zip.pth", "legacy.pth", "checkpoint.pth", "checkpoint-legacy.pth", "types.pth",
                                "views.pth", "views-legacy.pth"),
                        WeightFormats::pth, (file, _) -> use(WeightFile.read(file))),
                new Format("torchscript", "x.pt", List.of(), _ -> files("script.pt"), WeightFormats::pth,
                        (file, _) -> use(WeightFile.read(file))),
                checkpoint(),
                new Format("judge", "judge.safetensors", List.of(), folder -> {
                    Readers.writeJudge(folder.resolve("judge.safetensors"));
                    return List.of(Files.readAllBytes(folder.resolve("judge.safetensors")));
                }, WeightFormats::header, (file, _) -> Readers.judge(file)));
    }

    private static List<byte[]> files(String... names) throws IOException {
        var files = new ArrayList<byte[]>();
        for (String name : names) files.add(Files.readAllBytes(FILES.resolve(name)));
        return files;
    }

    /** Looks at every number. */
    private static void use(Map<String, Tensor> tensors) {
        tensors.values().forEach(t -> t.to(ganvas.torch.Dtype.FLOAT64).toDoubles());
    }

    // ---- safetensors

    private static Safetensors sealed() {
        var tensors = new LinkedHashMap<String, Tensor>();
        tensors.put("a", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
        tensors.put("b", Tensor.of(new long[] {5}, 1));
        return new Safetensors(tensors, Map.of("key", "value")).sealed();
    }

    /** Another header, and the length that it says before it right or wrong. */
    private static byte[] header(byte[] whole, RandomGenerator random) {
        int length = (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
        byte[] header = java.util.Arrays.copyOfRange(whole, 8, 8 + length);
        header = random.nextBoolean() ? JsonDamage.twisted(header, random) : Damage.of(header, List.of(header), random);
        byte[] out = Damage.replaced(whole, 8, length, header);
        ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putLong(header.length);
        return random.nextInt(6) == 0 ? Damage.extreme(out, 0, 8, ByteOrder.LITTLE_ENDIAN, random) : out;
    }

    // ---- pickles

    private static byte[] pth(byte[] whole, RandomGenerator random) throws IOException {
        if (whole[0] != 'P') return pickle(whole, random);
        Map<String, byte[]> entries = Packed.unzip(whole);
        String pickle = entries.keySet().stream().filter(n -> n.endsWith("data.pkl")).findFirst().orElseThrow();
        var names = List.copyOf(entries.keySet());
        switch (random.nextInt(6)) {
            case 0 -> Packed.shuffle(entries, random);
            case 1 -> entries.computeIfPresent(names.get(random.nextInt(names.size())),
                    (_, b) -> Damage.of(b, List.of(b), random));
            default -> entries.put(pickle, pickle(entries.get(pickle), random));
        }
        return entries.isEmpty() ? whole : Packed.zip(entries, random.nextInt(8) > 0);
    }

    private static byte[] pickle(byte[] whole, RandomGenerator random) {
        byte[] b = whole;
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(Math.min(b.length, 1200));
            byte[] code = OPCODES.get(random.nextInt(OPCODES.size())).getBytes(StandardCharsets.ISO_8859_1);
            if (random.nextInt(30) == 0) code = "(]}N".substring(random.nextInt(4)).substring(0, 1).repeat(200_000)
                    .getBytes(StandardCharsets.ISO_8859_1);
            b = random.nextInt(4) == 0 ? Damage.of(b, List.of(whole), random)
                    : Damage.replaced(b, at, random.nextBoolean() ? 0 : Math.min(code.length, b.length - at), code);
            if (b.length < 2) return b;
        }
        return b;
    }

    static byte[] arrays(byte[] whole, RandomGenerator random) {
        return pickle(whole, random);
    }

    // ---- checkpoints

    private record Tiny(Linear a) implements Chain {}

    /** As small as a model can be. */
    private record Model(Tiny net, Adam adam) implements Step {
        static Model make() {
            var net = new Tiny(Linear.of(TINY, TINY));
            Net.allocate(net, "tiny", Device.CPU, 1);
            return new Model(net, new Adam(Net.trainable(net), new AdamSettings(1e-3, 0.9, 0.999)));
        }

        @Override
        public void update(Batch batch, Rng rng, Stats stats) { throw new UnsupportedOperationException(); }
        @Override
        public Map<String, Chain> networks() { return Map.of("net", net); }
        @Override
        public Map<String, Adam> optimizers() { return Map.of("G", adam); }
    }

    private static Format checkpoint() {
        var step = new Step[1];
        return new Format("checkpoint", "state.safetensors", List.of(), folder -> {
            if (step[0] == null) step[0] = Model.make();
            Path file = folder.resolve("state.safetensors");
            new Checkpoint(file, "tiny").save(step[0],
                    new Checkpoint.Counters(640, 512, 1.5, Map.of("G/loss", List.of(1.0, 2.0)), List.of()));
            return List.of(Files.readAllBytes(file));
        }, WeightFormats::resealed, (file, _) -> {
            Checkpoint.Counters counters = new Checkpoint(file, "tiny").load(step[0], warning -> {
                throw new IllegalStateException(warning);
            });
            counters.pending().forEach((key, values) -> values.forEach(v -> {
                var _ = key.concat(v.toString());
            }));
        });
    }

    /** Half of the cases have a seal that is right, over content that is not. */
    private static byte[] resealed(byte[] whole, RandomGenerator random) {
        if (random.nextBoolean()) return header(whole, random);
        try (var _ = new Scope()) {
            Safetensors saved = Safetensors.read(whole, "the whole checkpoint");
            var metadata = new LinkedHashMap<>(saved.metadata());
            var tensors = new LinkedHashMap<>(saved.tensors());
            String one = List.copyOf(tensors.keySet()).get(random.nextInt(tensors.size()));
            byte[] counters = metadata.get("counters").getBytes(StandardCharsets.UTF_8);
            switch (random.nextInt(6)) {
                case 0 -> tensors.remove(one);
                case 1 -> tensors.put(one, Tensor.of(new long[3], 3));
                case 2 -> metadata.put("format", Damage.NUMBERS.get(random.nextInt(Damage.NUMBERS.size())));
                case 3 -> metadata.remove(List.copyOf(metadata.keySet()).get(random.nextInt(metadata.size())));
                case 4 -> metadata.put("counters",
                        new String(Damage.of(counters, List.of(counters), random), StandardCharsets.UTF_8));
                default -> metadata.put("counters",
                        new String(JsonDamage.twisted(counters, random), StandardCharsets.UTF_8));
            }
            return new Safetensors(tensors, metadata).sealed().bytes();
        }
    }
}
