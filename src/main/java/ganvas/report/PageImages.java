package ganvas.report;

import static j2html.TagCreator.img;

import ganvas.file.Npz;
import ganvas.file.Png;
import j2html.tags.specialized.ImgTag;
import java.util.Arrays;
import java.util.Base64;

/** Pictures inside the page. Every pixel of a picture has a whole number of CSS pixels. */
public final class PageImages {
    /** Approximate width of a tile in CSS pixels: six tiles fit a telephone. */
    private static final int TILE = 56;

    private PageImages() {}

    static int scale(int width) {
        return Math.max(1, Math.round((float) TILE / width));
    }

    static ImgTag tile(Npz images, int index, String alt) {
        int size = images.height() * images.width() * images.channels();
        var png = new Png(images.height(), images.width(), images.channels(),
                Arrays.copyOfRange(images.pixels(), index * size, (index + 1) * size));
        return picture(png, scale(images.width()), alt);
    }

    static ImgTag picture(Png png, int scale, String alt) {
        return img().withClass("px").attr("width", png.width() * scale).attr("height", png.height() * scale)
                .withAlt(alt).withSrc(uri(png.encode()));
    }

    /** An unchanged PNG, each pixel {@code scale} wide. */
    public static ImgTag image(byte[] png, int scale, String alt) {
        var header = java.nio.ByteBuffer.wrap(png);            // width and height are at bytes 16 and 20 of every PNG
        return img().withClass("px").attr("width", header.getInt(16) * scale).attr("height", header.getInt(20) * scale)
                .withAlt(alt).withSrc(uri(png));
    }

    static String uri(byte[] png) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
    }
}
