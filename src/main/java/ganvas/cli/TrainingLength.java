package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.lab.Compute;
import ganvas.lab.run.Calibration;
import ganvas.problem.Problem;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The length of the training, given in one of three ways. */
final class TrainingLength {
    @ArgGroup(exclusive = true)
    Choice choice;

    static final class Choice {
        @Option(names = "--epochs", paramLabel = "E",
                description = "length in passes over the training images; may be a fraction")
        Double epochs;

        @Option(names = "--images", paramLabel = "N", description = "length in images shown")
        Long images;

        @Option(names = "--minutes", paramLabel = "M",
                description = "length in minutes of training, all arms together; turned into images by a short "
                        + "measurement")
        Double minutes;

        Optional<Double> epochs() {
            return Optional.ofNullable(epochs);
        }

        Optional<Long> images() {
            return Optional.ofNullable(images);
        }

        Optional<Double> minutes() {
            return Optional.ofNullable(minutes);
        }
    }

    private Optional<Choice> choice() {
        return Optional.ofNullable(choice);
    }

    /**
     * Images shown in the study in {@code out}, if the same command with minutes made it. The study continues with the
     * number of images from its first measurement, since a second measurement would give another number.
     */
    OptionalLong kept(String command, Path out, boolean fresh) {
        boolean byMinutes = choice().flatMap(Choice::minutes).isPresent();
        if (!byMinutes || fresh || !Files.exists(Study.file(out))) return OptionalLong.empty();
        Study before = Study.read(out);
        return before.command().equals(command) ? OptionalLong.of(before.arms().getFirst().images())
                : OptionalLong.empty();
    }

    /** Images shown, the same for every arm; {@code otherwise} if no length was given. */
    long images(Dataset data, List<StudyArm> arms, int seeds, Compute compute, long otherwise) {
        if (choice().isEmpty()) return otherwise;
        Choice given = choice().get();
        given.minutes().filter(minutes -> !(minutes > 0)).ifPresent(minutes -> {
            throw Problem.input("--minutes: expected more than 0; found %s", minutes);
        });
        double images = given.images().map(Long::doubleValue)
                .or(() -> given.epochs().map(epochs -> epochs * data.train().size()))
                .or(() -> given.minutes()
                        .map(minutes -> (double) Calibration.images(minutes * 60 / seeds, arms, data, compute)))
                .orElseThrow();
        if (!(images >= 2 && images <= 1e12)) {
            throw Problem.input("--epochs, --images, --minutes: expected a length of 2 to 10¹² images; found %s",
                    images);
        }
        return Math.round(images);
    }
}
