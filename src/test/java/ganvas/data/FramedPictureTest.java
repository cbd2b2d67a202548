package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.file.Png;
import ganvas.file.UnreadablePicture;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;

class FramedPictureTest {
    /** 37 × 23, grey: (3x² + 7y + xy) mod 256. */
    private static byte[] formula() {
        byte[] pixels = new byte[23 * 37];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % 37, y = i / 37;
            pixels[i] = (byte) ((3 * x * x + 7 * y + x * y) % 256);
        }
        return new Png(23, 37, 1, pixels).encode();
    }

    private static byte[] decode(byte[] file, CropAndResize.Crop crop, int centre, int size, int channels)
            throws UnreadablePicture {
        return FramedPicture.decode(new MemoryCacheImageInputStream(new ByteArrayInputStream(file)),
                new CropAndResize(crop, centre, size, channels));
    }

    private static int[] ints(byte[] bytes) {
        int[] ints = new int[bytes.length];
        for (int i = 0; i < ints.length; i++) ints[i] = bytes[i] & 255;
        return ints;
    }

    /**
     * Numbers of torch 2.13: F.interpolate(x, size, mode='bilinear', antialias=True), rounded; a half goes up here and
     * to the even number there.
     */
    @Test
    void asPyTorchWithAntialiasing() throws UnreadablePicture {
        assertThat(ints(decode(formula(), CropAndResize.Crop.RESIZE, 0, 8, 1))).containsExactly(34, 119, 125, 122, 137,
                134, 136, 128, 58, 137, 136, 135, 114, 130, 127, 108, 85, 137, 132, 126, 130, 123, 124, 123, 111, 137,
                123, 133, 125, 129, 134, 137, 133, 131, 133, 133, 126, 128, 130, 131, 150, 131, 130, 131, 134, 133, 133,
                139, 153, 119, 122, 121, 120, 131, 124, 123, 157, 126, 137, 138, 130, 126, 123, 140);
        assertThat(ints(decode(formula(), CropAndResize.Crop.CENTER, 0, 8, 1))).containsExactly(148, 117, 124, 120, 139,
                137, 134, 133, 144, 134, 136, 137, 114, 113, 135, 128, 103, 142, 131, 123, 134, 123, 127, 123, 97, 131,
                124, 137, 122, 130, 129, 122, 124, 131, 141, 129, 130, 119, 130, 138, 142, 126, 124, 137, 134, 132, 135,
                129, 139, 115, 126, 120, 118, 126, 128, 138, 148, 143, 119, 150, 134, 120, 132, 126);
        assertThat(ints(decode(formula(), CropAndResize.Crop.PIXELS, 6, 8, 1))).as("enlarged")
                .startsWith(83, 146, 128, 49, 134, 62, 58, 136, 97, 160, 143, 64)
                .endsWith(138, 34, 95, 94, 15);
        int[] pad = ints(decode(formula(), CropAndResize.Crop.PAD, 0, 8, 1));
        assertThat(Arrays.copyOfRange(pad, 8, 48)).containsExactly(44, 126, 130, 128, 128, 133, 132, 121, 82, 137, 131,
                128, 124, 126, 126, 122, 122, 136, 129, 135, 128, 128, 132, 132, 149, 127, 128, 127, 128, 132, 130, 134,
                155, 123, 130, 132, 126, 128, 124, 134);
        assertThat(Arrays.copyOfRange(pad, 0, 8)).containsOnly(0);
        assertThat(Arrays.copyOfRange(pad, 48, 64)).containsOnly(0);
    }

    @Test
    void coloursGreyAndTransparency() throws Exception {
        var colour = new BufferedImage(10, 10, BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < 100; i++) colour.setRGB(i % 10, i / 10, new Color(200, 100, 50, i < 50 ? 255 : 0).getRGB());
        byte[] png = written(colour, "png");
        int[] planes = ints(decode(png, CropAndResize.Crop.RESIZE, 0, 10, 3));
        assertThat(new int[] {planes[0], planes[100], planes[200], planes[99], planes[199], planes[299]})
                .containsExactly(200, 100, 50, 255, 255, 255);
        assertThat(ints(decode(png, CropAndResize.Crop.RESIZE, 0, 10, 1))[0])
                .isEqualTo(Math.round(0.299f * 200 + 0.587f * 100 + 0.114f * 50));

        var deep = new BufferedImage(8, 8, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setPixels(0, 0, 8, 8, new int[64]);
        deep.getRaster().setSample(0, 0, 0, 0x8080);
        assertThat(ints(decode(written(deep, "png"), CropAndResize.Crop.RESIZE, 0, 8, 3))).startsWith(128, 0)
                .hasSize(192);

        var flat = new BufferedImage(12, 12, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 144; i++) flat.setRGB(i % 12, i / 12, 0x0000FF);
        for (String format : new String[] {"gif", "bmp", "jpeg"}) {
            assertThat(ints(decode(written(flat, format), CropAndResize.Crop.CENTER, 0, 8, 3))[191]).as(format)
                    .isBetween(250, 255);
        }
    }

    /** 16 bits: the upper 8, as Pillow takes them of colour. */
    @Test
    void sixteenBitColour() throws Exception {
        var model = new java.awt.image.ComponentColorModel(
                java.awt.color.ColorSpace.getInstance(java.awt.color.ColorSpace.CS_sRGB), false, false,
                java.awt.Transparency.OPAQUE, java.awt.image.DataBuffer.TYPE_USHORT);
        var raster = model.createCompatibleWritableRaster(8, 8);
        int[] values = {0, 128, 129, 0x8080, 65_535, 40_000, 257 * 77 + 128, 257 * 77 + 129};
        for (int i = 0; i < 192; i++) raster.setSample(i % 8, i / 8 % 8, i / 64, values[i % 8]);
        byte[] png = written(new BufferedImage(model, raster, false, null), "png");
        int[] planes = ints(decode(png, CropAndResize.Crop.RESIZE, 0, 8, 3));
        for (int i = 0; i < 192; i++)
            assertThat(planes[i]).as("of %d", values[i % 8]).isEqualTo(values[i % 8] >> 8);
    }

    /** Sizes that are not square: the middle of the result's proportions, the whole stretched, the whole in borders. */
    @Test
    void sizesNeedNotBeSquare() throws Exception {
        var wide = new BufferedImage(40, 10, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 400; i++) wide.getRaster().setSample(i % 40, i / 40, 0, i % 40 < 20 ? 40 : 200);
        byte[] png = written(wide, "png");
        var size = new PictureSize(16, 8);
        int[] centre = ints(framed(png, new CropAndResize(CropAndResize.Crop.CENTER, 0, size, 1)));
        assertThat(centre).hasSize(128).startsWith(40, 40).endsWith(200, 200);
        assertThat(new CropAndResize(CropAndResize.Crop.CENTER, 0, size, 1).region(40, 10))
                .isEqualTo(new java.awt.Rectangle(10, 0, 20, 10));
        assertThat(new CropAndResize(CropAndResize.Crop.CENTER, 0, size, 1).region(30, 50))
                .isEqualTo(new java.awt.Rectangle(0, 17, 30, 15));
        int[] padded = ints(framed(png, new CropAndResize(CropAndResize.Crop.PAD, 0, size, 1)));
        assertThat(Arrays.copyOfRange(padded, 0, 32)).containsOnly(0);
        assertThat(padded[32]).isEqualTo(40);
        assertThat(padded[95]).isEqualTo(200);
        assertThat(Arrays.copyOfRange(padded, 96, 128)).containsOnly(0);
        assertThat(new CropAndResize(CropAndResize.Crop.PAD, 0, 64, 3)).as("part of a file's name in the cache")
                .hasToString("CropAndResize[crop=PAD, centre=0, size=64, channels=3]");
    }

    private static byte[] framed(byte[] file, CropAndResize framing) throws Exception {
        return FramedPicture.decode(new javax.imageio.stream.MemoryCacheImageInputStream(
                new java.io.ByteArrayInputStream(file)), framing);
    }

    private static byte[] written(BufferedImage image, String format) throws IOException {
        var out = new ByteArrayOutputStream();
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    @Test
    void rottenPictures() throws IOException {
        byte[] noise = new byte[3 * 64 * 64];
        new java.util.Random(1).nextBytes(noise);
        var image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
        image.getRaster().setDataElements(0, 0, 64, 64, noise);
        for (String format : new String[] {"png", "gif", "bmp", "jpeg"}) {
            byte[] whole = written(image, format);
            assertThatThrownBy(
                    () -> decode(Arrays.copyOf(whole, whole.length / 2), CropAndResize.Crop.CENTER, 0, 32, 3))
                    .as(format).isInstanceOf(UnreadablePicture.class);
            for (int i = 0; i < 60; i++) {
                byte[] bad = whole.clone();
                bad[i % whole.length] ^= (byte) 0x55;
                try {
                    assertThat(decode(bad, CropAndResize.Crop.CENTER, 0, 32, 3)).hasSize(3 * 32 * 32);
                } catch (UnreadablePicture expected) {
                    assertThat(expected.getMessage()).isNotBlank();
                }
            }
        }
        assertThatThrownBy(() -> decode("GIF89a".getBytes(), CropAndResize.Crop.CENTER, 0, 32, 3))
                .isInstanceOf(UnreadablePicture.class);
        assertThatThrownBy(() -> decode("hello, world".getBytes(), CropAndResize.Crop.CENTER, 0, 32, 3))
                .hasMessageContaining("it is no PNG, JPEG, GIF, BMP, TIFF or WebP");
        assertThatThrownBy(() -> decode(formula(), CropAndResize.Crop.PIXELS, 30, 8, 1))
                .hasMessageContaining("37 × 23 pixels; the crop needs 30");
    }

    /** A header is a few bytes, whatever it promises. */
    @Test
    void absurdlyWide() throws IOException, UnreadablePicture {
        assertThatThrownBy(() -> decode(header(40_000, 40_000), CropAndResize.Crop.CENTER, 0, 32, 3))
                .isInstanceOf(UnreadablePicture.class)
                .hasMessageContaining("40,000 × 40,000 pixels; at most 150,000,000 are read");
        var strip = new BufferedImage(40_000, 600, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((java.awt.image.DataBufferByte) strip.getRaster().getDataBuffer()).getData(), (byte) 77);
        byte[] png = written(strip, "png");
        for (CropAndResize.Crop crop : new CropAndResize.Crop[] {CropAndResize.Crop.CENTER,
                CropAndResize.Crop.RESIZE}) {
            assertThat(ints(decode(png, crop, 0, 16, 1))).as("%s, 24 million pixels", crop).containsOnly(77);
        }
        assertThat(ints(decode(png, CropAndResize.Crop.PAD, 0, 16, 1))).contains(0, 77);
    }

    static byte[] header(int width, int height) {
        var chunk = ByteBuffer.allocate(17).put("IHDR".getBytes()).putInt(width).putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0});
        var crc = new CRC32();
        crc.update(chunk.array());
        return ByteBuffer.allocate(33).putLong(0x89504E470D0A1A0AL).putInt(13).put(chunk.array())
                .putInt((int) crc.getValue()).array();
    }
}
