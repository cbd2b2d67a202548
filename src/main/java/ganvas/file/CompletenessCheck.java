package ganvas.file;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks for what a record that was read from JSON lacks. */
final class CompletenessCheck {
    /** Records and those parts of them that are used without asking whether they are there; other parts may be null. */
    private static final Map<String, Set<String>> NEEDED = """
            Settings arm model family dataset device precision values
            ModelCard model networks
            Network name layers
            Layer name type output
            Option name
            StatLine values
            Provenance resumed
            Event kind text
            ScoreLine name label question better protocol
            RunOutcome status
            SampleLabels label confidence
            LatentPlane x y label
            Confusion counts
            Study name command dataset datasets arms seeds
            Dataset name sha256
            Paper title citation fullImages chosen departs
            StudyArm name family model
            Figure kind paper title arms
            Claim id says checks
            Ordering metric first is than
            Equality metric arms
            Count arm network counted
            Ratio metric of to
            Threshold metric arms
            Trend metric arm goes
            Summary kind dataset datasets arms findings verdict
            ArmSummary family model seeds status scores
            Score perSeed interval label question better
            Finding score first second better test
            ClaimResult id says verdict evidence checks
            CheckResult what verdict
            ResultFile name origin dataset datasets seeds arms claims
            ArmResult family model status scores
            Value perSeed
            Counters pending times
            About network reference ganvas
            """.lines().map(line -> line.split(" ")).collect(Collectors.toMap(words -> words[0], words -> Set.of(Arrays.copyOfRange(words, 1, words.length))));

    private static final ClassValue<RecordComponent[]> PARTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] parts = type.getRecordComponents();
            for (RecordComponent part : parts) part.getAccessor().setAccessible(true);
            return parts;
        }
    };

    private CompletenessCheck() {}

    /** The path of the first part that is not there, such as {@code arms[0].name}; null if all are. */
    static String missing(Object value, String path) {
        switch (value) {
            case Record r -> {
                Set<String> needed = NEEDED.getOrDefault(r.getClass().getSimpleName(), Set.of());
                for (RecordComponent part : PARTS.get(r.getClass())) {
                    Object held = read(part, r);
                    String to = path.isEmpty() ? part.getName() : path + "." + part.getName();
                    if (held == null && needed.contains(part.getName())) return to;
                    String missing = held == null || mayHaveHoles(part) ? null : missing(held, to);
                    if (missing != null) return missing;
                }
            }
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    String to = path + "[" + i + "]", missing = list.get(i) == null ? to : missing(list.get(i), to);
                    if (missing != null) return missing;
                }
            }
            case Map<?, ?> map -> {
                for (var e : map.entrySet()) {
                    String to = path + "." + e.getKey(), missing = e.getValue() == null ? to : missing(e.getValue(), to);
                    if (missing != null) return missing;
                }
            }
            default -> {}
        }
        return null;
    }

    /** What is anything that JSON can say; and numbers by seed, of which one may not have been measured. */
    private static boolean mayHaveHoles(RecordComponent part) {
        return part.getGenericType().getTypeName().matches(".*java\\.lang\\.Object>|java\\.util\\.List<java\\.lang\\.Double>");
    }

    private static Object read(RecordComponent part, Record of) {
        try {
            return part.getAccessor().invoke(of);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);                // an accessor of a record neither hides nor throws
        }
    }
}
