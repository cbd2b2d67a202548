package ganvas.cli;

import ganvas.problem.DidYouMean;
import ganvas.problem.Problem;
import ganvas.study.Catalogue;
import ganvas.study.Claim;
import ganvas.study.Figure;
import ganvas.study.StudyArm;
import ganvas.study.StudyFile;
import ganvas.verdict.CheckWords;
import ganvas.verdict.TermWords;
import ganvas.words.Numbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Prints study files on a console and as JSON. */
final class StudyText {
    private static final int WIDTH = 100;

    private StudyText() {}

    /**
     * A line of the list.
     *
     * @param images  of all runs together, by budget
     * @param minutes of training of all runs together, by budget, where it was measured
     */
    record Line(String name, String title, List<String> arms, int claims, int seeds, Map<String, Long> images,
            Map<String, Long> minutes) {}

    /**
     * Minutes of training on the budget short, all runs one after another on an AMD EPYC, by the times of
     * {@code results/NAME.json}. Arms that it lacks count by their images, at the speed of the same networks.
     */
    static final Map<String, Long> SHORT_MINUTES = Map.of("ali-2020", 264L, "gaikwad-2020", 210L, "hinrichsen-2023",
            81L, "khanna-2020", 184L, "tanwar-2023", 256L);

    /**
     * An arm.
     *
     * @param dataset  null if the study has only one
     * @param set      settings on the budget full
     * @param lengths  by budget
     * @param reduced  differences of budgets from the budget full, except for the length; null if there are none
     */
    record Arm(String name, String family, String model, String dataset, Map<String, Object> set,
            Map<String, ArmLength> lengths,
            Map<String, List<String>> reduced, Map<String, Double> printed) {
        static Arm of(StudyArm arm, Optional<String> dataset, Map<String, ArmLength> lengths,
                Map<String, List<String>> reduced) {
            return new Arm(arm.name(), arm.family(), arm.model(), dataset.orElse(null), arm.set(), lengths,
                    reduced.isEmpty() ? null : reduced, arm.printed());
        }

        /** Empty if the study has only one dataset. */
        Optional<String> onDataset() {
            return Optional.ofNullable(dataset);
        }

        Map<String, List<String>> reductions() {
            return Optional.ofNullable(reduced).orElse(Map.of());
        }
    }

    /**
     * The length of an arm.
     *
     * @param images null if only the dataset's files show how many an epoch has
     * @param epochs as in the file; absent if the file gives images
     */
    record ArmLength(Long images, Double epochs) {
        /** @param train images in an epoch; 0 if only the dataset's files show it */
        static ArmLength of(StudyFile.Length length, long train) {
            return switch (length) {
                case StudyFile.Epochs(double epochs) -> new ArmLength(train == 0 ? null : length.images(train), epochs);
                case StudyFile.Images(long images) -> new ArmLength(images, null);
            };
        }

        OptionalLong shown() {
            return images == null ? OptionalLong.empty() : OptionalLong.of(images);
        }

        String words() {
            if (images == null) return number(epochs) + " epochs";
            return Numbers.count(images) + " images" + (epochs == null ? "" : " (%s epochs)".formatted(number(epochs)));
        }
    }

    /**
     * @param datasets of the requested budget, or of full. Claims are of the same budget
     */
    record Shown(String name, String source, String title, String citation, String question, List<String> datasets,
            List<Long> seeds, List<Arm> arms,
            List<Claim> claims, List<Figure> figures, List<String> chosen, List<String> departs,
            List<String> notMeasured) {}

    static Line line(StudyFile f, Catalogue catalogue) {
        Shown s = shown(f, catalogue);
        var images = new LinkedHashMap<String, Long>();
        for (String budget : StudyFile.BUDGETS) {
            var lengths = s.arms.stream().flatMap(a -> Stream.ofNullable(a.lengths.get(budget)))
                    .map(ArmLength::shown).filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).toArray();
            if (lengths.length == s.arms.size()) images.put(budget, s.seeds.size() * LongStream.of(lengths).sum());
        }
        return new Line(s.name, s.title, s.arms.stream().map(Arm::name).toList(), s.claims.size(), s.seeds.size(),
                images, Optional.ofNullable(SHORT_MINUTES.get(s.name)).map(m -> Map.of(StudyFile.SHORT, m))
                        .orElse(Map.of()));
    }

    static String list(List<Line> lines) {
        var text = new StringBuilder();
        for (Line l : lines) {
            String images = l.images.isEmpty() ? "as the dataset has"
                    : each(l.images, (k, v) -> k + " " + Numbers.count(v));
            text.append("%-15s %s%n%-15s %d arms, %d seeds each, %d claims; images in all: %s%n".formatted(l.name,
                    l.title, "", l.arms.size(), l.seeds, l.claims, images));
            if (!l.minutes.isEmpty()) text.append("%-15s training takes about, run after run: %s%n".formatted("",
                    each(l.minutes, (k, v) -> k + " " + Console.duration(v * 60))));
            text.append("\n");
        }
        return text + "The times were measured on one or two cores of an AMD EPYC; 'ganvas study run' says what this "
                + "machine needs.\n";
    }

    /** A study with the lengths of all budgets. */
    static Shown shown(StudyFile f, Catalogue catalogue) {
        return shown(f, StudyFile.BUDGETS, StudyFile.FULL, catalogue);
    }

    /** A study with the lengths of one budget. */
    static Shown shown(StudyFile f, String budget, Catalogue catalogue) {
        if (!StudyFile.BUDGETS.contains(budget)) {
            throw Problem.input("--budget: expected one of %s; found '%s'%s", String.join(", ", StudyFile.BUDGETS),
                    budget, DidYouMean.hint(budget, StudyFile.BUDGETS));
        }
        return shown(f, List.of(budget), budget, catalogue);
    }

    /** @param budget of the datasets and claims */
    private static Shown shown(StudyFile f, List<String> budgets, String budget, Catalogue catalogue) {
        List<String> datasets = f.datasets(budget, List.of());
        var arms = f.arms().stream().map(p -> {
            var lengths = new LinkedHashMap<String, ArmLength>();
            var reduced = new LinkedHashMap<String, List<String>>();
            for (String b : budgets) {
                long train = catalogue.datasets().getOrDefault(p.forms().get(b).dataset().split(":", 2)[0], 0L);
                p.length(b).ifPresent(length -> lengths.put(b, ArmLength.of(length, train)));
                if (!p.forms().get(b).reduced().isEmpty()) reduced.put(b, p.forms().get(b).reduced());
            }
            Optional<String> dataset = Optional.of(p.forms().get(budget).dataset()).filter(_ -> datasets.size() != 1);
            return Arm.of(p.arm(), dataset, lengths, reduced);
        }).toList();
        return new Shown(f.study(), f.source(), f.about().title(), f.about().citation().orElse(null),
                f.about().question().orElse(null),
                datasets, f.seeds(), arms, f.claims(budget), f.figures(),
                f.about().chosen(), f.about().departs(), f.judged().notMeasured());
    }

    /** @param asked the study's name as typed */
    static String text(Shown s, String asked) {
        var out = new ArrayList<String>();
        out.addAll(wrap("", s.name + ": " + s.title));
        Optional.ofNullable(s.citation).ifPresent(citation -> out.addAll(wrap("", citation)));
        Optional.ofNullable(s.question).ifPresent(question -> {
            out.add("");
            out.addAll(wrap("", question));
        });
        out.addAll(List.of("",
                "%s %s, seeds %s".formatted(
                        s.arms.stream().anyMatch(a -> a.onDataset().isPresent()) ? "Datasets" : "Dataset",
                        joined(s.datasets), joined(s.seeds.stream().map(String::valueOf).toList())),
                "", "Arms"));
        for (Arm a : s.arms) out.addAll(arm(a));
        if (!s.claims.isEmpty()) out.addAll(List.of("", "Claims"));
        for (Claim c : s.claims) out.addAll(claim(c));
        if (!s.figures.isEmpty()) out.addAll(List.of("", "Figures"));
        for (Figure f : s.figures) {
            String where = f.paper().isEmpty() ? "" : f.paper() + ", ";
            out.addAll(wrap("  ", "%s%s: %s (%s)".formatted(where, f.kind().word(), f.title(), joined(f.arms()))));
        }
        sentences("Chosen where the paper leaves it open", s.chosen, out);
        sentences("Otherwise than in the paper", s.departs, out);
        sentences("Not measured", s.notMeasured, out);
        out.addAll(List.of("", "Run it: ganvas study run " + asked));
        return String.join("\n", out) + "\n";
    }

    private static List<String> arm(Arm a) {
        var out = new ArrayList<String>();
        out.addAll(wrap("  ", a.name + ": " + a.model + a.onDataset().map(dataset -> " on " + dataset).orElse("")
                + (a.set.isEmpty() ? "" : " with " + each(a.set, (k, v) -> k + "=" + v))));
        out.addAll(wrap("    ",
                a.lengths.isEmpty() ? "no length for this budget" : each(a.lengths, (k, v) -> k + " " + v.words())));
        a.reductions()
                .forEach((budget, what) -> out.addAll(wrap("    ", "on the budget " + budget + ": " + joined(what))));
        if (!a.printed.isEmpty())
            out.addAll(wrap("    ", "the paper prints " + each(a.printed, (k, v) -> k + " " + number(v))));
        return out;
    }

    private static String joined(List<String> parts) {
        return String.join(", ", parts);
    }

    private static <V> String each(Map<String, V> map, BiFunction<String, V, String> text) {
        return joined(map.entrySet().stream().map(e -> text.apply(e.getKey(), e.getValue())).toList());
    }

    private static List<String> claim(Claim c) {
        var out = new ArrayList<String>();
        out.add("  " + c.id() + (c.where().isEmpty() ? "" : " (" + c.where() + ")"));
        out.addAll(wrap("    ", "“" + c.says() + "”"));
        out.addAll(wrap("    ", "Measure: " + c.measure()));
        for (String term : TermWords.say(c)) out.addAll(wrap("    ", term));
        for (var check : c.checks()) out.addAll(wrap("    - ", CheckWords.say(check)));
        return out;
    }

    private static void sentences(String title, List<String> sentences, List<String> out) {
        if (sentences.isEmpty()) return;
        out.addAll(List.of("", title));
        for (String s : sentences) out.addAll(wrap("  - ", s));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Numbers.count((long) value) : String.valueOf(value);
    }

    /** @param head of the first line; the other lines are indented by its width */
    private static List<String> wrap(String head, String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder(head);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString());
                line = new StringBuilder(" ".repeat(head.length()));
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
