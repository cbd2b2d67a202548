package ganvas.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Images of one size as uint8, of which only some are in memory at a time. */
public interface Gallery {
    /** Largest size of a picture in bytes. */
    long LARGEST_PICTURE = 1 << 26;

    /** The name in errors and reports. */
    String name();

    int count();

    int height();

    int width();

    /** Number of channels: 1 (grey) or 3 (red, green, blue). */
    int channels();

    /** The way in which its pixels became uint8, for a score's fingerprint. */
    String quantisation();

    /** What looks wrong about the pictures although they can be read. Complete after a whole pass. */
    default List<String> doubts() {
        return List.of();
    }

    /** Receives consecutive pictures. */
    interface Taker {
        void take(Npz pictures);
    }

    /** Gives all pictures in order, in batches of {@link #atATime}. */
    void pass(Taker taker);

    /** Number of pictures in a batch of a pass: about 16 MB, at most 100, and a multiple of 10 if possible. */
    default int atATime() {
        long fit = (1 << 24) / size();
        return Math.clamp(fit >= 10 ? fit / 10 * 10 : fit, 1, 100);
    }

    /** Bytes of a picture. */
    default int size() {
        return height() * width() * channels();
    }

    /** [channels, height, width], for errors. */
    default String shape() {
        return Arrays.toString(new int[] {channels(), height(), width()});
    }

    /**
     * Findings of one pass.
     *
     * @param sha256 of "[N, H, W, C]" in decimal and of all pixels in that order, in hexadecimal: equal pictures have
     *          equal sums
     * @param alike  whether all pictures equal the first
     */
    record Census(String sha256, boolean alike) {}

    /** Reads every image once, so that a damaged one is reported. */
    default Census census() {
        MessageDigest digest = Fingerprint.digest();
        digest.update(Arrays.toString(new int[] {count(), height(), width(), channels()})
                .getBytes(StandardCharsets.US_ASCII));
        var first = new ArrayList<byte[]>(1);
        boolean[] alike = {true};
        pass(p -> {
            digest.update(p.pixels());
            if (first.isEmpty()) first.add(Arrays.copyOf(p.pixels(), size()));
            for (int i = 0; alike[0] && i < p.n(); i++) {
                alike[0] = Arrays.equals(p.pixels(), i * size(), (i + 1) * size(), first.getFirst(), 0, size());
            }
        });
        return new Census(HexFormat.of().formatHex(digest.digest()), alike[0]);
    }

    /** All pictures in memory, or an error if they are too large. */
    default Npz all() {
        byte[] pixels = new byte[Npz.bytes(name(), count(), channels(), height(), width())];
        int[] at = {0};
        pass(p -> {
            System.arraycopy(p.pixels(), 0, pixels, at[0], p.pixels().length);
            at[0] += p.pixels().length;
        });
        return new Npz(count(), height(), width(), channels(), pixels);
    }
}
