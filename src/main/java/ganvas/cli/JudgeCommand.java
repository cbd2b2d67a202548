package ganvas.cli;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.lab.Compute;
import ganvas.metric.judge.Judge;
import ganvas.metric.judge.JudgeTraining;
import ganvas.metric.judge.Judges;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "judge", mixinStandardHelpOptions = true,
        subcommands = {JudgeCommand.TrainJudge.class, JudgeCommand.Show.class},
        description = "Trains and shows judges, the classifiers whose features and predictions the scores use.",
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas judge show", "  ganvas judge show cifar10",
                "  ganvas judge train mnist --to judge.safetensors",
                "  ganvas judge train folder/size=32,classes=folders:DIR --to mine.safetensors"})
final class JudgeCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Problem.input("judge: expected 'train' or 'show'; see 'ganvas judge --help'");
    }

    @Command(name = "show", mixinStandardHelpOptions = true,
            description = "Prints how a judge was trained, and how accurate it is.", footerHeading = "%nExamples:%n",
            footer = {"  ganvas judge show", "  ganvas judge show cifar10 --json",
                    "  ganvas judge show mine.safetensors"})
    static final class Show implements Callable<Integer> {
        @Parameters(paramLabel = "DATASET|FILE", arity = "0..1", defaultValue = "mnist",
                description = "whose judge of those that come with the program, or a file of your own (default: "
                        + "${DEFAULT-VALUE})")
        String dataset;

        @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
        boolean json;

        @Mixin
        ComputeOptions computeOptions;

        @Override
        public Integer call() {
            boolean file = Files.exists(Path.of(dataset)) || dataset.endsWith(".safetensors");
            if (!file) Judges.get(dataset);
            Device device = computeOptions.compute().device();
            Judge judge = file ? Judge.read(Path.of(dataset), device) : Judge.load(dataset, device);
            var card = new JudgeCard(judge);
            if (json) {
                card.json().with("path", Optional.of(dataset).filter(_ -> file)).printIndented();
                return 0;
            }
            Map<String, String> lines = card.lines();
            int width = lines.keySet().stream().mapToInt(String::length).max().orElse(1);
            lines.forEach((key, value) -> System.out.println(key + " ".repeat(width + 2 - key.length()) + value));
            return 0;
        }
    }

    @Command(name = "train", mixinStandardHelpOptions = true,
            description = {
                    "Trains a judge, on your own images or once more on those of one that comes with the program.",
                    "With no option but --note the result is the file that comes with the program, bit for bit on a "
                            + "machine of the same kind with as many threads."},
            footerHeading = "%nExamples:%n",
            footer = {"  ganvas judge train mnist --to judge.safetensors",
                    "  ganvas judge train folder/size=32,classes=folders:DIR --to mine.safetensors"})
    static final class TrainJudge implements Callable<Integer> {
        @Parameters(paramLabel = "DATASET",
                description = "mnist, cifar10, cifar100 or lfw, each also with :DIR or :FILE; idx:DIR; "
                        + "folder/classes=folders:DIR")
        String dataset;

        @Option(names = "--to", paramLabel = "FILE", defaultValue = "judge.safetensors",
                description = "where to write (default: ${DEFAULT-VALUE})")
        Path to;

        @Option(names = "--seed", paramLabel = "S", defaultValue = "" + JudgeTraining.SEED,
                description = "the training seed (default: ${DEFAULT-VALUE})")
        long seed;

        @Option(names = "--images", paramLabel = "N",
                description = "length in images shown (default: that of the judge that comes with the program)")
        Long images;

        @Option(names = "--note", paramLabel = "TEXT", description = "a note on the images, kept in the file")
        String note;

        @Option(names = "--json", description = "as JSON; docs/json.md has its keys")
        boolean json;

        @Mixin
        ComputeOptions computeOptions;

        @Override
        public Integer call() {
            if (images != null && images < 1000)
                throw Problem.input("--images: expected at least 1000; found %d", images);
            Compute compute = computeOptions.compute();
            // A judge of faces learns who is in each picture.
            Dataset data = Datasets.open(dataset.replaceFirst("^lfw(?=:|$)", "lfw/classes=people"));
            long start = System.nanoTime(), length = images == null ? JudgeTraining.images(data) : images;
            var console = new Console();
            Consumer<JudgeTraining.Progress> told = p -> {
                console.losses(new TreeMap<>(Map.of("loss", p.loss(), "validation", p.validation())));
                console.at(p.shown(), p.shown() * 1e9 / (System.nanoTime() - start));
            };
            console.begin("judge of " + data.name(), length);
            Judge judge;
            try {
                judge = note == null ? JudgeTraining.train(data, seed, length, compute.device(), told)
                        : JudgeTraining.train(data, seed, length, note, compute.device(), told);
            } finally {
                console.end();
            }
            judge.write(to);
            if (json) {
                new JudgeCard(judge).json().with("path", to).with("seconds", (System.nanoTime() - start) / 1e9).print();
                return 0;
            }
            System.out.printf("%s: %s%n", judge.goodness(), to);
            System.out.printf("SHA-256 %s%n", judge.sha256());
            NextStep.say(List.of("compare", "--dataset", dataset, "--judge", to.toString()),
                    List.of("judge", "show", to.toString()));
            return 0;
        }
    }
}
