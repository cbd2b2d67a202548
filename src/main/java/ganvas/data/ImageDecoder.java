package ganvas.data;

import ganvas.file.PictureFormat;
import ganvas.file.UnreadablePicture;
import ganvas.problem.Problem;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.imageio.stream.ImageInputStream;

/** Decodes pictures into uint8, on all cores. Unreadable pictures are left out and counted. */
final class ImageDecoder {
    private static final int BLOCK = 512;
    private static final int NAMED = 3;
    private static final long LINE_EVERY = 10_000_000_000L;

    /** An encoded picture. */
    record Encoded(String name, Opening opening) {
        interface Opening {
            ImageInputStream open() throws IOException, UnreadablePicture;
        }
    }

    /** The result of one picture: its pixels, or the reason why there are none. */
    private sealed interface Outcome {}

    private record Decoded(byte[] pixels) implements Outcome {}

    private record Failed(String why) implements Outcome {}

    private final CropAndResize framing;
    private final Path source;
    private final Consumer<String> say;
    private final List<Encoded> waiting = new ArrayList<>();
    private final List<Tensor> blocks = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> bad = new ArrayList<>();
    private int unreadable;
    private long told = System.nanoTime();

    /** @param source name of the source in errors */
    ImageDecoder(CropAndResize framing, Path source, Consumer<String> say) {
        this.framing = framing;
        this.source = source;
        this.say = say;
    }

    void add(Encoded picture) {
        waiting.add(picture);
        if (waiting.size() == BLOCK) decode();
    }

    boolean empty() {
        return waiting.isEmpty() && names.isEmpty() && unreadable == 0;
    }

    private void decode() {
        Outcome[] outcomes = IntStream.range(0, waiting.size()).parallel().mapToObj(i -> decode(waiting.get(i)))
                .toArray(Outcome[]::new);
        int height = framing.size().height(), width = framing.size().width(), good = 0;
        int size = framing.channels() * height * width;
        byte[] pixels = new byte[Math.multiplyExact(waiting.size(), size)];
        for (int i = 0; i < outcomes.length; i++) {
            String name = waiting.get(i).name;
            switch (outcomes[i]) {
                case Decoded decoded -> {
                    System.arraycopy(decoded.pixels, 0, pixels, good++ * size, size);
                    names.add(name);
                }
                case Failed failed -> {
                    if (unreadable++ < NAMED) bad.add("%s (%s)".formatted(name, failed.why));
                }
            }
        }
        if (good > 0) {
            blocks.add(Tensor.of(java.util.Arrays.copyOf(pixels, good * size), good, framing.channels(), height,
                    width).keep());
        }
        waiting.clear();
        if (System.nanoTime() - told < LINE_EVERY) return;
        told = System.nanoTime();
        say.accept("  %,d pictures".formatted(names.size() + unreadable));
    }

    private Outcome decode(Encoded picture) {
        try {
            return new Decoded(FramedPicture.decode(picture.opening.open(), framing));
        } catch (UnreadablePicture | IOException e) {
            return new Failed(e.getMessage());
        }
    }

    /** Names of the readable pictures, in the order in which they were added. */
    List<String> names() {
        return names;
    }

    /**
     * The pictures of {@link #names}, uint8 [N, C, H, W], not kept. An error if more pictures are unreadable than
     * readable.
     */
    Tensor images() {
        if (!waiting.isEmpty()) decode();
        try {
            if (unreadable > names.size())
                throw Problem.input("%s: most of its pictures cannot be read: %s", source, skipped());
            if (blocks.isEmpty())
                throw Problem.input("%s: expected pictures (%s); found none", source,
                        PictureFormat.NAMES);
            return Tensor.cat(blocks, 0);
        } finally {
            blocks.forEach(Tensor::free);
        }
    }

    /** A text about the pictures that were left out; empty if none were. */
    String skipped() {
        if (unreadable == 0) return "";
        return "%,d of %,d: %s%s".formatted(unreadable, unreadable + names.size(), String.join(", ", bad),
                unreadable > NAMED ? ", …" : "");
    }
}
