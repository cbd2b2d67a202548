package ganvas.fuzz;

import ganvas.data.Dataset;
import ganvas.data.DatasetContext;
import ganvas.data.Datasets;
import ganvas.file.FolderGallery;
import ganvas.torch.Tensor;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Pictures: as one of a folder's dataset, and as samples to be measured. */
final class PictureFormats {
    private static final int W = 33, H = 21;

    private PictureFormats() {}

    static List<Format> all() {
        return List.of(
                format("png", PictureFormats::pngs,
                        (b, random) -> Damage.extreme(b, 16 + 4 * random.nextInt(2), 4, ByteOrder.BIG_ENDIAN, random)),
                format("jpg", PictureFormats::jpegs, PictureFormats::frame),
                format("gif", () -> List.of(written("gif", BufferedImage.TYPE_INT_RGB)),
                        (b, random) -> Damage.extreme(b, List.of(6, 8, 10, 11).get(random.nextInt(4)), 2,
                                ByteOrder.LITTLE_ENDIAN, random)),
                format("bmp",
                        () -> List.of(written("bmp", BufferedImage.TYPE_INT_RGB),
                                written("bmp", BufferedImage.TYPE_BYTE_BINARY)),
                        (b, random) -> Damage.extreme(b,
                                List.of(2, 10, 14, 18, 22, 28, 30, 34, 46).get(random.nextInt(9)), 4,
                                ByteOrder.LITTLE_ENDIAN, random)));
    }

    private interface Seeds {
        List<byte[]> get() throws IOException;
    }

    private static Format format(String ending, Seeds seeds, Format.Twist twist) {
        return new Format(ending, "rotten/x." + ending, List.of(), folder -> {
            for (int i = 0; i < 10; i++)
                Files.write(folder.resolve(i + ".png"), written("png", BufferedImage.TYPE_BYTE_GRAY));
            return seeds.get();
        }, twist, PictureFormats::read);
    }

    /** The dataset leaves a rotten picture out; as one of the samples to be measured it is an error. */
    private static void read(Path file, Path scratch) {
        var said = new ArrayList<String>();
        Dataset images = Datasets.open("folder/size=16:" + file.getParent().getParent(),
                new DatasetContext(scratch, said::add));
        try {
            if (images.train().size() + images.validation().size() + images.test().size()
                    + String.join("", said).split("left out").length - 1 != 11) {
                throw new IllegalStateException("a picture is neither there nor left out: " + said);
            }
        } finally {
            for (var part : List.of(images.train(), images.validation(), images.test()))
                List.of(part.images(), part.labels()).forEach(Tensor::free);
        }
        FolderGallery.open(file.getParent(), 3).census();
    }

    // ---- whole pictures

    private static BufferedImage drawn(int type) {
        var image = new BufferedImage(W, H, type);
        var g = image.createGraphics();
        g.setPaint(new GradientPaint(0, 0, Color.ORANGE, W, H, new Color(0, 0, 200, 100)));
        g.fillRect(0, 0, W, H);
        g.dispose();
        return image;
    }

    private static byte[] written(String format, int type) throws IOException {
        var out = new ByteArrayOutputStream();
        if (!ImageIO.write(drawn(type), format, out)) throw new IllegalArgumentException(format);
        return out.toByteArray();
    }

    private static List<byte[]> pngs() throws IOException {
        return List.of(written("png", BufferedImage.TYPE_INT_RGB), written("png", BufferedImage.TYPE_INT_ARGB),
                written("png", BufferedImage.TYPE_USHORT_GRAY), written("png", BufferedImage.TYPE_BYTE_INDEXED),
                written("png", BufferedImage.TYPE_BYTE_BINARY));
    }

    private static List<byte[]> jpegs() throws IOException {
        return List.of(written("jpg", BufferedImage.TYPE_INT_RGB), written("jpg", BufferedImage.TYPE_BYTE_GRAY),
                progressive());
    }

    private static byte[] progressive() throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var out = new ByteArrayOutputStream();
        try (var stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            ImageWriteParam param = writer.getDefaultWriteParam();
            param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
            writer.write(null, new IIOImage(drawn(BufferedImage.TYPE_INT_RGB), null, null), param);
        }
        writer.dispose();
        return out.toByteArray();
    }

    /** Height, width or the number of components in the frame's header are others. */
    private static byte[] frame(byte[] b, RandomGenerator random) {
        for (int i = 0; i + 10 < b.length; i++) {
            if ((b[i] & 255) != 0xff || (b[i + 1] & 255) != 0xc0 && (b[i + 1] & 255) != 0xc2) continue;
            int field = random.nextInt(3);
            return Damage.extreme(b, i + 5 + 2 * field, field == 2 ? 1 : 2, ByteOrder.BIG_ENDIAN, random);
        }
        return b;
    }
}
