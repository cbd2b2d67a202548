package ganvas.metric.golden;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The weights and images of inception.json. A formula fills them, so that any language can rebuild them. */
public final class Formula {
    private Formula() {}

    public static final JsonNode GOLD = gold();

    private static JsonNode gold() {
        try (var in = Formula.class.getResourceAsStream("/ganvas/reference/inception.json")) {
            return Json.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), JsonNode.class,
                    "the embedded inception.json");
        } catch (IOException e) {
            throw Problem.failed("the embedded inception.json cannot be read: %s. The build is damaged; build again.",
                    e.getMessage());
        }
    }

    /** Element {@code i} of tensor {@code t}, in [0, 1). */
    public static double u(int t, int i) {
        int h = i * (int) 2654435761L + t * 40503 + 12345;
        for (int round = 0; round < 2; round++) {
            h ^= h >>> 16;
            h *= 0x45D9F3B;
        }
        h ^= h >>> 16;
        return Integer.toUnsignedLong(h) / 4294967296.0;
    }

    /** All 472 tensors by name. */
    public static Map<String, Tensor> weights() {
        var weights = new LinkedHashMap<String, Tensor>();
        for (JsonNode t : GOLD.at("/tensors")) {
            long[] shape = IntStream.range(0, t.at("/shape").size()).mapToLong(i -> t.at("/shape").get(i).asLong())
                    .toArray();
            weights.put(t.at("/name").asText(), tensor(t.at("/index").asInt(), t.at("/name").asText(), shape));
        }
        return weights;
    }

    private static Tensor tensor(int t, String name, long... shape) {
        int count = 1;
        for (long s : shape) count *= (int) s;
        double fanIn = shape.length == 4 ? (double) count / shape[0] : 0;
        float[] values = new float[count];
        IntStream.range(0, count).parallel().forEach(i -> {
            double u = u(t, i);
            values[i] = (float) (name.endsWith("conv.weight") ? (2 * u - 1) * Math.sqrt(6 / fanIn)
                    : name.equals("fc.weight") ? (2 * u - 1) * Math.sqrt(3.0 / 2048)
                    : name.equals("fc.bias") ? 0
                    : name.endsWith("bn.weight") ? 0.8 + 0.4 * u
                    : name.endsWith("running_var") ? 0.5 + u
                    : 0.2 * (u - 0.5));
        });
        return Tensor.of(values, shape);
    }

    /** uint8 [2, C, H, W] of the set {@code rgb32}, {@code rgb45} or {@code gray28}. */
    public static Tensor images(String set) {
        int c = java.util.List.of("rgb32", "rgb45", "gray28").indexOf(set);
        int channels = c == 2 ? 1 : 3, size = new int[] {32, 45, 28}[c];
        byte[] pixels = new byte[2 * channels * size * size];
        for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (256 * u(10_000 + c, i));
        return Tensor.of(pixels, 2, channels, size, size);
    }
}
