package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.metadata.IIOMetadataNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnimationTest {
    @TempDir
    Path folder;

    private static Animation three(int channels) {
        var random = new Random(1);
        var frames = new ArrayList<Png>();
        for (int i = 0; i < 3; i++) {
            byte[] pixels = new byte[5 * 7 * channels];
            random.nextBytes(pixels);
            frames.add(new Png(5, 7, channels, pixels));
        }
        return new Animation(frames, 100, 1500);
    }

    private record Chunk(String type, byte[] data) {}

    private static List<Chunk> chunks(byte[] png) {
        var buffer = ByteBuffer.wrap(png, 8, png.length - 8);
        var chunks = new ArrayList<Chunk>();
        while (buffer.hasRemaining()) {
            byte[] data = new byte[buffer.getInt()], type = new byte[4];
            buffer.get(type);
            buffer.get(data);
            var checksum = new CRC32();
            checksum.update(type);
            checksum.update(data);
            assertThat(buffer.getInt()).isEqualTo((int) checksum.getValue());
            chunks.add(new Chunk(new String(type, StandardCharsets.US_ASCII), data));
        }
        return chunks;
    }

    /** Each picture, put into a PNG of its own, is read as it was. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void apngHoldsEveryPicture(int channels) throws IOException {
        Animation three = three(channels);
        byte[] file = three.apng();
        List<Chunk> chunks = chunks(file);
        assertThat(chunks.stream().map(Chunk::type)).containsExactly("IHDR", "acTL", "fcTL", "IDAT", "fcTL", "fdAT",
                "fcTL", "fdAT", "IEND");
        assertThat(ByteBuffer.wrap(chunks.get(1).data).getInt(0)).isEqualTo(3);
        assertThat(ByteBuffer.wrap(chunks.get(1).data).getInt(4)).as("for ever").isZero();
        int sequence = 0, frame = 0;
        for (Chunk c : chunks) {
            if (c.type.equals("fcTL")) {
                assertThat(ByteBuffer.wrap(c.data).getInt(0)).isEqualTo(sequence++);
                assertThat(c.data).hasSize(26);
                assertThat((double) ByteBuffer.wrap(c.data).getShort(20) / ByteBuffer.wrap(c.data).getShort(22))
                        .isEqualTo(frame == 2 ? 1.5 : 0.1);
            }
            boolean later = c.type.equals("fdAT");
            if (later) assertThat(ByteBuffer.wrap(c.data).getInt(0)).isEqualTo(sequence++);
            if (!later && !c.type.equals("IDAT")) continue;
            var alone = new ByteArrayOutputStream();
            var out = new DataOutputStream(alone);
            out.write(file, 0, 8 + 12 + 13);                  // signature and header
            put(out, "IDAT", later ? Arrays.copyOfRange(c.data, 4, c.data.length) : c.data);
            put(out, "IEND", new byte[0]);
            Path picture = Files.write(folder.resolve("alone.png"), alone.toByteArray());
            assertThat(Png.read(picture, channels).pixels()).isEqualTo(three.frames().get(frame++).pixels());
        }
        assertThat(frame).isEqualTo(3);
        three.write(folder.resolve("all.apng"));
        assertThat(Files.readAllBytes(folder.resolve("all.apng"))).isEqualTo(file);
        assertThat(Png.read(folder.resolve("all.apng")).pixels()).as("a reader of plain PNGs")
                .isEqualTo(three.frames().getFirst().pixels());
    }

    private static void put(DataOutputStream out, String type, byte[] data) throws IOException {
        var checksum = new CRC32();
        checksum.update(type.getBytes(StandardCharsets.US_ASCII));
        checksum.update(data);
        out.writeInt(data.length);
        out.writeBytes(type);
        out.write(data);
        out.writeInt((int) checksum.getValue());
    }

    /** Greys, and colours up to 256 a picture, are kept as they are. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void gifHoldsEveryPictureAndItsTime(int channels) throws IOException {
        Animation three = three(channels);
        Path file = folder.resolve("three.gif");
        three.write(file);
        var reader = ImageIO.getImageReadersByFormatName("gif").next();
        reader.setInput(ImageIO.createImageInputStream(new ByteArrayInputStream(Files.readAllBytes(file))));
        assertThat(reader.getNumImages(true)).isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            var tree = (IIOMetadataNode) reader.getImageMetadata(i).getAsTree("javax_imageio_gif_image_1.0");
            var control = (IIOMetadataNode) tree.getElementsByTagName("GraphicControlExtension").item(0);
            assertThat(control.getAttribute("delayTime")).isEqualTo(i == 2 ? "150" : "10");
            var loop = (IIOMetadataNode) tree.getElementsByTagName("ApplicationExtension").item(0);
            if (i == 0) assertThat((byte[]) loop.getUserObject()).as("for ever").containsExactly(1, 0, 0);
            if (i == 0) assertThat(loop.getAttribute("applicationID")).isEqualTo("NETSCAPE");
            byte[] pixels = three.frames().get(i).pixels();
            var read = reader.read(i);
            for (int p = 0; p < 35; p++) {
                int rgb = read.getRGB(p % 7, p / 7);
                for (int c = 0; c < channels; c++) assertThat(rgb >> 16 - 8 * c & 255)
                        .isCloseTo(pixels[p * channels + c] & 255, within(channels == 1 ? 0 : 2));
            }
        }
    }

    @Test
    void picturesAreOfOneSize() {
        var odd = List.of(new Png(1, 2, 1, new byte[2]), new Png(2, 1, 1, new byte[2]));
        assertThatThrownBy(() -> new Animation(odd, 100, 100)).hasMessageContaining("not of one size");
    }
}
