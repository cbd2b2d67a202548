package ganvas.cli;

import ganvas.metric.judge.Judge;
import ganvas.metric.judge.JudgeTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@code judge show} and {@code judge train} tell of a judge, from the metadata of its file. */
record JudgeCard(Judge judge) {
    private static final List<String> NUMBERS = List.of("test accuracy", "validation accuracy", "test verification",
            "validation verification");

    /** The metadata for people. A judge of the user's own is called so, and shares have four decimals. */
    Map<String, String> lines() {
        var lines = new TreeMap<String, String>();
        judge.about().forEach((key, value) -> lines.put(key, NUMBERS.contains(key) ? rounded(value)
                : key.equals("input") ? value.replace(" x ", " × ") : value));
        lines.remove(JudgeTraining.WHERE);
        lines.put("again", again() + missing());
        lines.computeIfPresent("what", (_, what) -> isOwn() ? what.replace("the judge of Ganvas", "a judge of your own")
                : what);
        lines.put("SHA-256", judge.sha256());
        return lines;
    }

    JsonOutput json() {
        return new JsonOutput().with("name", judge.dataset()).with("own", isOwn())
                .with("shape", Arrays.stream(judge.input().split(" x ")).map(Integer::parseInt).toList())
                .with("classes", number("classes").map(Double::longValue))
                .with("classNames", Optional.of(judge.classes()).filter(names -> !names.isEmpty()))
                .with("testAccuracy", number("test accuracy")).with("validationAccuracy", number("validation accuracy"))
                .with("testVerification", number("test verification"))
                .with("validationVerification", number("validation verification"))
                .with("images", number("images shown").map(Double::longValue))
                .with("seed", number("seed").map(Double::longValue)).with("again", again())
                .with("sha256", judge.sha256()).with("metadata", judge.about());
    }

    /** Not one that comes with the program: also one that was trained a moment ago. */
    private boolean isOwn() {
        return !judge.isBundled();
    }

    private Optional<Double> number(String key) {
        try {
            return Optional.ofNullable(judge.about().get(key)).map(Double::valueOf);
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static String rounded(String value) {
        return value.matches("\\d(\\.\\d+)?(E-\\d+)?") ? "%.4f".formatted(Double.parseDouble(value)) : value;
    }

    /** The command that trains it again. */
    private String again() {
        Map<String, String> about = judge.about();
        String name = about.getOrDefault("data", "").split(", SHA-256 ")[0];
        String place = about.getOrDefault(JudgeTraining.WHERE, isPlaceMissing() ? "DIR" : "");
        var command = new ArrayList<>(List.of("judge", "train", place.isEmpty() ? name : name + ":" + place));
        if (about.containsKey("seed")) command.addAll(List.of("--seed", about.get("seed")));
        if (about.containsKey("images shown")) command.addAll(List.of("--images", about.get("images shown")));
        if (about.containsKey("note")) command.addAll(List.of("--note", about.get("note")));
        return Invocation.text(command);
    }

    private String missing() {
        return isPlaceMissing() ? "    (DIR: the pictures, whose place this older file does not hold)" : "";
    }

    private boolean isPlaceMissing() {
        return List.of("folder", "idx").contains(judge.dataset()) && !judge.about().containsKey(JudgeTraining.WHERE);
    }
}
