package ganvas.file;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Grey pictures that are stored with three equal channels, as pictures of one channel. */
public final class GreyGallery implements Gallery {
    private static final int COLOURS = 3;
    private final Gallery stored;

    private GreyGallery(Gallery stored) {
        this.stored = stored;
    }

    /** The pictures with one channel, if all of them are grey with three channels; otherwise as they are. */
    public static Gallery of(Gallery pictures) {
        return pictures.channels() == COLOURS && isGrey(pictures) ? new GreyGallery(pictures) : pictures;
    }

    private static boolean isGrey(Gallery pictures) {
        var grey = new AtomicBoolean(true);
        pictures.pass(p -> {
            byte[] rgb = p.pixels();
            for (int i = 0; grey.get() && i < rgb.length; i += COLOURS)
                if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) grey.set(false);
        });
        return grey.get();
    }

    @Override
    public void pass(Taker taker) {
        stored.pass(p -> {
            byte[] grey = new byte[p.pixels().length / COLOURS];
            for (int i = 0; i < grey.length; i++) grey[i] = p.pixels()[COLOURS * i];
            taker.take(new Npz(p.n(), p.height(), p.width(), 1, grey));
        });
    }

    @Override
    public String name() {
        return stored.name();
    }

    @Override
    public int count() {
        return stored.count();
    }

    @Override
    public int height() {
        return stored.height();
    }

    @Override
    public int width() {
        return stored.width();
    }

    @Override
    public int channels() {
        return 1;
    }

    @Override
    public String quantisation() {
        return stored.quantisation();
    }

    @Override
    public List<String> doubts() {
        return stored.doubts();
    }
}
