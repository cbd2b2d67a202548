package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.study.Catalogue;
import ganvas.study.StudyArm;
import ganvas.study.StudyFile;
import ganvas.study.StudyFiles;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is undeclared: what a study says of its settings is what its runs have. */
class DeclaredSettingsTest {
    /** Words of a sentence that is about a setting. */
    private static final Map<String, Pattern> ABOUT = Map.of("beta1", Pattern.compile("β₁"), "slope",
            Pattern.compile("slope of LeakyReLU"), "dropout", Pattern.compile("[Dd]ropout"), "batch",
            Pattern.compile("batch size"), "rate", Pattern.compile("learning rate"), "d-steps",
            Pattern.compile("updates? for each of the generator"), "clip", Pattern.compile("clips"), "ema-start",
            Pattern.compile("starts after"));
    /** What a value that is no number is called in a sentence. */
    private static final Map<String, String> CALLED = Map.of("leaky-relu", "LeakyReLU", "off", "has none");
    /** Places in a paper, a misprint, and a dataset's name. */
    private static final String NO_SETTING = "([Ff]igures?|[Ss]ection|[Tt]able) [\\d.]+|\\d+ once in the text|CIFAR-10";
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.,])\\d+(?:\\.\\d+)?(?:e-\\d)?(?![\\w,])");

    private static StudyFile file(String name) {
        return StudyFiles.load(name, StudyCatalogue.get());
    }

    private static List<String> sentences(StudyFile file) {
        return Stream.concat(file.about().chosen().stream(), file.about().departs().stream()).toList();
    }

    /** Every setting of an arm at the paper's length. */
    private static Map<String, Object> resolved(StudyFile.Planned arm) {
        Catalogue.Model model = StudyCatalogue.get().models().get(arm.arm().model());
        var all = new LinkedHashMap<>(model.defaults());
        all.putAll(arm.arm().set());
        return all;
    }

    /** Updates of the generator on the budget short, where that has a number of images. */
    private static Optional<Double> shortUpdates(StudyFile.Planned arm) {
        var here = new LinkedHashMap<>(resolved(arm));
        here.putAll(arm.forms().get("short").set());
        double each = ((Number) here.get("batch")).doubleValue()
                * ((Number) here.getOrDefault("d-steps", 1)).doubleValue();
        return arm.length("short").filter(l -> l instanceof StudyFile.Images)
                .map(l -> Math.floor(((StudyFile.Images) l).images() / each));
    }

    private static Stream<Map.Entry<String, Object>> stated(StudyArm arm) {
        return Stream.of(arm.statedElsewhere().paper(), arm.statedElsewhere().code())
                .flatMap(m -> m.entrySet().stream());
    }

    private static String text(Object value) {
        return value instanceof Double d && d == Math.rint(d) ? String.valueOf(d.longValue()) : String.valueOf(value);
    }

    /** Where the paper's value, or that of the author's code, is not ours, a sentence has it. */
    @ParameterizedTest
    @ValueSource(strings = {"khanna-2020", "tanwar-2023", "ali-2020", "gaikwad-2020", "hinrichsen-2023"})
    void whatIsOtherwiseIsDeclared(String name) {
        StudyFile file = file(name);
        var undeclared = new ArrayList<String>();
        for (StudyFile.Planned arm : file.arms()) {
            Map<String, Object> here = resolved(arm);
            stated(arm.arm())
                    .filter(e -> !text(e.getValue()).equals(text(here.get(e.getKey()))))
                    .filter(e -> sentences(file).stream().noneMatch(
                            s -> s.contains(CALLED.getOrDefault(text(e.getValue()), text(e.getValue())))))
                    .forEach(e -> undeclared.add(arm.arm().name() + " " + e));
        }
        assertThat(file.arms()).anyMatch(a -> stated(a.arm()).findAny().isPresent());
        assertThat(undeclared).isEmpty();
    }

    /** Every number in a sentence about a setting is a value of an arm, of the paper or of the author's code. */
    @ParameterizedTest
    @ValueSource(strings = {"khanna-2020", "tanwar-2023", "ali-2020", "gaikwad-2020", "hinrichsen-2023"})
    void everyNumberIsThatOfARun(String name) {
        StudyFile file = file(name);
        var wrong = new ArrayList<String>();
        int looked = 0;
        for (String sentence : sentences(file)) {
            List<String> settings = ABOUT.keySet().stream().filter(k -> ABOUT.get(k).matcher(sentence).find()).toList();
            if (settings.isEmpty()) continue;
            Set<Double> allowed = new HashSet<>();
            for (StudyFile.Planned arm : file.arms()) {
                Stream.concat(resolved(arm).entrySet().stream(), stated(arm.arm()))
                        .filter(e -> e.getValue() instanceof Number)
                        .forEach(e -> allowed.add(((Number) e.getValue()).doubleValue()));
                arm.lengths().values().forEach(l -> {
                    if (l instanceof StudyFile.Epochs(double epochs)) allowed.add(epochs);
                });
                shortUpdates(arm).ifPresent(allowed::add);
            }
            looked++;
            NUMBER.matcher(sentence.replaceAll("(19|20)\\d\\d", "").replaceAll(NO_SETTING, ""))
                    .results().map(m -> m.group()).filter(n -> !allowed.contains(Double.parseDouble(n)))
                    .forEach(n -> wrong.add(n + " in: " + sentence));
        }
        assertThat(looked).isPositive();
        assertThat(wrong).isEmpty();
    }
}
