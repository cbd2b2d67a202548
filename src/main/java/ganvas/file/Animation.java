package ganvas.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Pictures that are shown one after another in an endless loop.
 *
 * @param frames       of one size and number of channels, at least one
 * @param milliseconds for which each is shown, up to 65,535; GIF counts in hundredths of a second
 * @param last         milliseconds for which the last one is shown
 */
public record Animation(List<Png> frames, int milliseconds, int last) {
    public Animation {
        if (frames.isEmpty()) throw new IllegalArgumentException("an animation without pictures");
        Png first = frames.getFirst();
        for (Png frame : frames) {
            if (frame.height() == first.height() && frame.width() == first.width()
                    && frame.channels() == first.channels())
                continue;
            throw new IllegalArgumentException("the pictures of an animation are not of one size");
        }
    }

    /** The same film of other pictures. */
    public Animation with(List<Png> pictures) {
        return new Animation(pictures, milliseconds, last);
    }

    /**
     * Writes the format of the file's ending: {@code .gif}, with 256 colours per picture, or {@code .apng}, which is
     * lossless.
     */
    public void write(Path file) {
        byte[] all = file.toString().endsWith(".gif") ? gif() : apng();
        AtomicFile.write(file, out -> out.write(all));
    }

    private int shown(int frame) {
        return frame == frames.size() - 1 ? last : milliseconds;
    }

    // ---- GIF

    private static final String GIF_METADATA = "javax_imageio_gif_image_1.0";

    byte[] gif() {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                var image = frames.get(i).image();
                IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
                metadata.setFromTree(GIF_METADATA,
                        timed((IIOMetadataNode) metadata.getAsTree(GIF_METADATA), shown(i) / 10, i == 0));
                writer.writeToSequence(new IIOImage(image, null, metadata), null);
            }
            writer.endWriteSequence();
        } catch (IOException e) {
            throw new IllegalStateException(e);                // memory does not fail
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /**
     * The metadata of a picture. Those of the first one have Netscape's block with the number of repetitions, where 0
     * means endless.
     */
    private static IIOMetadataNode timed(IIOMetadataNode tree, int hundredths, boolean first) {
        var control = (IIOMetadataNode) tree.getElementsByTagName("GraphicControlExtension").item(0);
        if (control == null) tree.appendChild(control = new IIOMetadataNode("GraphicControlExtension"));
        control.setAttribute("disposalMethod", "none");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("delayTime", Integer.toString(hundredths));
        control.setAttribute("transparentColorIndex", "0");
        if (!first) return tree;
        var loop = new IIOMetadataNode("ApplicationExtension");
        loop.setAttribute("applicationID", "NETSCAPE");
        loop.setAttribute("authenticationCode", "2.0");
        loop.setUserObject(new byte[] {1, 0, 0});
        var extensions = new IIOMetadataNode("ApplicationExtensions");
        extensions.appendChild(loop);
        tree.appendChild(extensions);
        return tree;
    }

    // ---- APNG

    private static final byte[] SIGNATURE = {(byte) 137, 'P', 'N', 'G', 13, 10, 26, 10};

    /**
     * A PNG whose first picture every reader shows. Between its chunks are those of the PNG specification's third
     * edition, section 11.3.6.
     */
    byte[] apng() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            Png first = frames.getFirst();
            out.write(SIGNATURE);
            chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(first.width()).putInt(first.height()).put((byte) 8)
                    .put((byte) (first.channels() == 1 ? 0 : 2)));
            chunk(out, "acTL", ByteBuffer.allocate(8).putInt(frames.size()).putInt(0));
            int sequence = 0;
            for (int i = 0; i < frames.size(); i++) {
                chunk(out, "fcTL",
                        ByteBuffer.allocate(26).putInt(sequence++).putInt(first.width()).putInt(first.height())
                                .putInt(0).putInt(0)
                                .putShort((short) shown(i)).putShort((short) 1000));
                byte[] data = deflated(frames.get(i));
                if (i == 0) chunk(out, "IDAT", ByteBuffer.wrap(data));
                else chunk(out, "fdAT", ByteBuffer.allocate(4 + data.length).putInt(sequence++).put(data));
            }
            chunk(out, "IEND", ByteBuffer.allocate(0));
        } catch (IOException e) {
            throw new IllegalStateException(e);                // memory does not fail
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, ByteBuffer data) throws IOException {
        var checksum = new CRC32();
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        checksum.update(name);
        checksum.update(data.array());
        out.writeInt(data.array().length);
        out.write(name);
        out.write(data.array());
        out.writeInt((int) checksum.getValue());
    }

    /** Unfiltered rows: filter 0 before each. */
    private static byte[] deflated(Png frame) throws IOException {
        var bytes = new ByteArrayOutputStream();
        int row = frame.width() * frame.channels();
        try (var out = new DeflaterOutputStream(bytes)) {
            for (int y = 0; y < frame.height(); y++) {
                out.write(0);
                out.write(frame.pixels(), y * row, row);
            }
        }
        return bytes.toByteArray();
    }
}
