package ganvas.cli;

import ganvas.data.Cache;
import ganvas.data.Weights;
import ganvas.lab.Compute;
import ganvas.lab.evaluate.InceptionMeter;
import ganvas.lab.evaluate.Instruments;
import ganvas.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of the verbs that train and measure: whether they also use the Inception network. */
final class InceptionOptions {
    @Further
    @Option(names = "--features", paramLabel = "NETWORK", split = ",", defaultValue = "judge",
            description = {"what the scores are measured in: judge, or judge,inception (default: ${DEFAULT-VALUE})",
                    "inception adds the field's FID, KID and IS to every model's, 13 to 25 images a second on two "
                            + "cores"})
    List<String> features;

    @Further
    @Option(names = "--weights", paramLabel = "FILE",
            description = "of inception: .pth, safetensors or TorchScript (default: what 'ganvas weights fetch "
                    + "inception' brought)")
    Path weights;

    @Further
    @Option(names = "--cache", paramLabel = "DIR",
            description = "where weights and features of test images are kept (default: this system's folder for such "
                    + "files)")
    Path cache;

    /** Refuses options that contradict each other. Loads nothing. */
    void check() {
        for (String f : features) {
            if (!f.equals("judge") && !f.equals("inception"))
                throw Problem.input("--features: expected judge or judge,inception; found '%s'", f);
        }
        if (weights != null && !Files.isRegularFile(weights)) {
            throw Problem.input(
                    "--weights %s: there is no such file. 'ganvas weights fetch inception' brings the weights.",
                    weights);
        }
        if (isAsked() && !isThere()) throw Problem.input(
                "--features inception takes weights that are not here; 'ganvas weights fetch inception' brings them");
    }

    /** Whether the scores were requested for every model, whatever the checks are. */
    boolean isAsked() {
        return features.contains("inception");
    }

    boolean isThere() {
        return Files.isRegularFile(file());
    }

    /** The options as the user typed them. */
    List<String> words() {
        var words = new ArrayList<>(List.of("--features", String.join(",", features)));
        if (weights != null) words.addAll(List.of("--weights", weights.toString()));
        if (cache != null) words.addAll(List.of("--cache", cache.toString()));
        return words;
    }

    private Path file() {
        return weights != null ? weights : Weights.get("inception").in(folder());
    }

    private Path folder() {
        return cache != null ? cache : Cache.folder();
    }

    /** @param judges by the dataset's name in the study */
    Instruments instruments(int samples, Map<String, Path> judges, Compute compute) {
        Optional<InceptionMeter> inception = isThere() ? Optional.of(InceptionMeter.of(file(), folder(), compute))
                : Optional.empty();
        return new Instruments(samples, judges, inception, isAsked());
    }
}
