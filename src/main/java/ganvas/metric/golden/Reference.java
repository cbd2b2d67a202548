package ganvas.metric.golden;

import com.fasterxml.jackson.databind.JsonNode;
import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The golden values and arrays, made with the field's reference programs. */
final class Reference {
    private Reference() {}

    static byte[] bytes(String name) {
        try (var in = Reference.class.getResourceAsStream("/ganvas/reference/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw Problem.failed("the embedded reference %s cannot be read: %s. The build is damaged; build again.",
                    name, e.getMessage());
        }
    }

    static JsonNode json(String name) {
        return Json.parse(new String(bytes(name), StandardCharsets.UTF_8), JsonNode.class,
                "the embedded reference " + name);
    }

    /** A float32 array of two dimensions, converted to float64. */
    static Tensor matrix(String name) {
        var buffer = ByteBuffer.wrap(bytes(name)).order(ByteOrder.LITTLE_ENDIAN);
        int header = buffer.getShort(8);
        var shape = Pattern.compile("\\((\\d+), (\\d+)\\)")
                .matcher(new String(buffer.array(), 10, header, StandardCharsets.US_ASCII));
        if (!shape.find()) throw new IllegalStateException(name);
        int rows = Integer.parseInt(shape.group(1)), columns = Integer.parseInt(shape.group(2));
        float[] values = new float[rows * columns];
        buffer.position(10 + header).slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return Tensor.of(values, rows, columns).to(Dtype.FLOAT64);
    }
}
