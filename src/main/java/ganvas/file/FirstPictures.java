package ganvas.file;

import ganvas.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** The first {@code count} pictures of a gallery. */
public record FirstPictures(Gallery whole, int count) implements Gallery {
    /**
     * The pictures to be scored: as many as {@code asked}, else all, if they are at most {@code most}.
     *
     * @param option that asks, for errors
     */
    public static Gallery of(Gallery all, OptionalInt asked, int most, String option) {
        int count = asked.orElse(all.count());
        if (asked.isPresent() && (count < 1 || count > all.count())) throw Problem.input(
                "%s: expected a number from 1 to %,d, the images of %s; found %,d", option, all.count(), all.name(),
                count);
        if (asked.isEmpty() && count > most) throw Problem.input(
                "%s has %,d images. Unasked at most %,d are scored, since the time grows with their square: "
                        + "'%s %d' scores the first of them",
                all.name(), count, most, option, most);
        return count == all.count() ? all : new FirstPictures(all, count);
    }

    @Override
    public void pass(Taker taker) {
        int[] left = {count};
        whole.pass(p -> {
            int n = Math.min(left[0], p.n());
            left[0] -= n;
            if (n > 0) taker.take(new Npz(n, height(), width(), channels(), n == p.n() ? p.pixels()
                    : Arrays.copyOf(p.pixels(), n * size())));
        });
    }

    @Override
    public String name() { return whole.name(); }

    @Override
    public int height() { return whole.height(); }

    @Override
    public int width() { return whole.width(); }

    @Override
    public int channels() { return whole.channels(); }

    @Override
    public String quantisation() { return whole.quantisation(); }

    @Override
    public List<String> doubts() { return whole.doubts(); }
}
