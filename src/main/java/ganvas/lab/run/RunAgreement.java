package ganvas.lab.run;

import ganvas.file.JsonLeaves;
import ganvas.file.Npz;
import ganvas.lab.evaluate.InceptionScores;
import ganvas.result.SampleLabels;
import ganvas.result.ScoreLine;
import ganvas.words.Protocols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares a run's folder with a repetition. On the same machine they must be equal bit for bit; on another one they
 * may differ as machines round differently. On another machine a score may differ by 10⁻⁶ of itself or by a twentieth
 * of half its interval, and for some images in 10,000 the score may count on the other side of a threshold. A grey
 * value of a sample may differ by one, the judge's confidence by 10⁻³.
 */
final class RunAgreement {
    private static final double OF_VALUE = 1e-6, OF_HALF_INTERVAL = 0.05, OF_CONFIDENCE = 1e-3;
    private static final int GREY = 1;
    private static final Set<String> MEASURED = Set.of("value", "low", "high");

    private final boolean exact;
    private final List<String> differences = new ArrayList<>();
    private final List<String> notAgain = new ArrayList<>();
    private int scores;
    private double largest;
    private String largestIn = "";

    RunAgreement(boolean exact) {
        this.exact = exact;
    }

    /** The differences, a line each. */
    List<String> differences() {
        return differences;
    }

    /** A sentence on what was compared. */
    String words() {
        String how = largestIn.isEmpty() ? "the same to the last bit"
                : "at most %.1e of a value apart (%s)".formatted(largest, largestIn);
        return "%d scores, %s%s".formatted(scores, how,
                exact ? "" : "; of another machine, build or GPU, so up to rounding")
                + (notAgain.isEmpty() ? ""
                        : "; not scored again, for they take the Inception network: " + String.join(", ", notAgain));
    }

    /** Compares the samples with those drawn again from the checkpoint. */
    void samples(Npz kept, Npz drawn) {
        if (kept.height() != drawn.height() || kept.width() != drawn.width() || kept.channels() != drawn.channels()) {
            differences
                    .add("samples.npz: %d × %d × %d [height, width, channels] there, %d × %d × %d from the checkpoint"
                            .formatted(kept.height(), kept.width(), kept.channels(), drawn.height(), drawn.width(),
                                    drawn.channels()));
            return;
        }
        long apart = 0;
        int first = -1, most = 0, size = kept.height() * kept.width() * kept.channels();
        for (int i = 0; i < kept.pixels().length; i++) {
            int by = Math.abs((kept.pixels()[i] & 0xff) - (drawn.pixels()[i] & 0xff));
            most = Math.max(most, by);
            if (by <= (exact ? 0 : GREY)) continue;
            if (apart++ == 0) first = i / size;
        }
        if (apart > 0) differences.add(
                ("samples.npz: %,d values are not what the checkpoint draws, the first in image %,d; "
                        + "the largest difference is %d of 255")
                        .formatted(apart, first, most));
    }

    void scores(List<ScoreLine> kept, List<ScoreLine> made) {
        Map<String, ScoreLine> before = byName(kept), now = byName(made);
        var names = new LinkedHashSet<>(now.keySet());
        names.addAll(before.keySet());
        for (String name : names) {
            var k = Optional.ofNullable(before.get(name));
            var m = Optional.ofNullable(now.get(name));
            if (m.isEmpty() && InceptionScores.isOne(name)) notAgain.add(name);
            else if (k.isPresent() && m.isPresent()) score(k.get(), m.get());
            else differ("scores.jsonl: " + name, k.map(ScoreLine::value), m.map(ScoreLine::value));
        }
    }

    private Map<String, ScoreLine> byName(List<ScoreLine> lines) {
        var byName = new LinkedHashMap<String, ScoreLine>();
        for (ScoreLine line : lines) if (byName.put(line.name(), line) != null)
            differences.add("scores.jsonl: " + line.name() + " is there twice");
        return byName;
    }

    private void score(ScoreLine kept, ScoreLine made) {
        scores++;
        List<String> unlike = Protocols.differences(kept.protocol(), made.protocol());
        if (!unlike.isEmpty()) differences.add("scores.jsonl: %s: its protocol, there against here, differs in %s"
                .formatted(made.name(), String.join(", ", unlike)));
        double half = made.low() == null ? 0 : (made.high() - made.low()) / 2;
        double allowed = Math.max(OF_VALUE * Math.abs(made.value()), OF_HALF_INTERVAL * half);
        Map<String, Object> before = JsonLeaves.leavesOfRecord(kept), now = JsonLeaves.leavesOfRecord(made);
        var parts = new TreeSet<>(before.keySet());
        parts.addAll(now.keySet());
        parts.removeIf(part -> part.startsWith("protocol"));
        for (String part : parts) {
            var k = Optional.ofNullable(before.get(part));
            var m = Optional.ofNullable(now.get(part));
            boolean agree = MEASURED.contains(part) && k.orElse("") instanceof Number a
                    && m.orElse("") instanceof Number b
                            ? near(made.name(), a.doubleValue(), b.doubleValue(), allowed) : k.equals(m);
            if (!agree) differ("scores.jsonl: %s.%s".formatted(made.name(), part), k, m);
        }
    }

    private boolean near(String name, double kept, double made, double allowed) {
        double apart = Math.abs(kept - made), share = apart / Math.max(Math.abs(kept), Math.abs(made));
        if (apart == 0) return true;
        if (share > largest) {
            largest = share;
            largestIn = name;
        }
        return !exact && apart <= allowed;
    }

    /** Compares the classes that the judge sees in the first samples. */
    void labels(SampleLabels kept, SampleLabels made) {
        int n = made.label().length;
        if (kept.label().length != n) {
            differ("labels.json: labels", kept.label().length, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            if (kept.label()[i] != made.label()[i])
                differ("labels.json: label[" + i + "]", kept.label()[i], made.label()[i]);
            double by = Math.abs(kept.confidence()[i] - made.confidence()[i]);
            if (!(by <= (exact ? 0 : OF_CONFIDENCE)))
                differ("labels.json: confidence[" + i + "]", kept.confidence()[i], made.confidence()[i]);
        }
    }

    private void differ(String what, Object kept, Object made) {
        differ(what, Optional.of(kept), Optional.of(made));
    }

    private void differ(String what, Optional<?> kept, Optional<?> made) {
        differences.add("%s: %s there, %s from the samples and the checkpoint".formatted(what,
                kept.isPresent() ? kept.get() : "nothing", made.isPresent() ? made.get() : "nothing"));
    }
}
