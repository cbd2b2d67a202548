package ganvas.cli;

import ganvas.data.Datasets;
import ganvas.lab.Compute;
import ganvas.metric.Judge;
import ganvas.metric.JudgeTraining;
import ganvas.result.Problem;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "judge", mixinStandardHelpOptions = true, subcommands = {JudgeVerb.TrainJudge.class, JudgeVerb.Show.class},
        description = "The classifier whose features and opinions the scores are made of.",
        footerHeading = "%nExamples:%n",
        footer = {"  ganvas judge show", "  ganvas judge train mnist --to judge.safetensors"})
final class JudgeVerb implements Callable<Integer> {
    @Override
    public Integer call() {
        throw Problem.input("judge: expected 'train' or 'show'; see 'ganvas judge --help'");
    }

    @Command(name = "show", mixinStandardHelpOptions = true, description = "How the judge that comes with the program was made, and how good it is.")
    static final class Show implements Callable<Integer> {
        @Mixin
        Machinery machinery;

        @Override
        public Integer call() {
            Judge judge = Judge.load(machinery.compute().device());
            judge.about().forEach((key, value) -> System.out.printf("%-20s %s%n", key, value));
            System.out.printf("%-20s %s%n", "SHA-256", judge.sha256());
            return 0;
        }
    }

    @Command(name = "train", mixinStandardHelpOptions = true,
            description = {"Trains the judge again. With no option the result is the file that comes with the program,",
                "bit for bit on a machine of the same kind with as many threads."})
    static final class TrainJudge implements Callable<Integer> {
        @Parameters(paramLabel = "DATASET", description = "mnist, or mnist:DIR")
        String dataset;

        @Option(names = "--to", paramLabel = "FILE", defaultValue = "judge.safetensors", description = "where to write (default: ${DEFAULT-VALUE})")
        Path to;

        @Option(names = "--seed", paramLabel = "S", defaultValue = "" + JudgeTraining.SEED, description = "the training seed (default: ${DEFAULT-VALUE})")
        long seed;

        @Option(names = "--images", paramLabel = "N", defaultValue = "" + JudgeTraining.IMAGES, description = "length in images shown (default: ${DEFAULT-VALUE})")
        long images;

        @Mixin
        Machinery machinery;

        @Override
        public Integer call() {
            if (images < 1000) throw Problem.input("--images: expected at least 1000; found %d", images);
            Compute compute = machinery.compute();
            Judge judge = JudgeTraining.train(Datasets.open(dataset), seed, images, compute.device(), p ->
                    System.err.printf("%,d of %,d images, loss %.4f, validation accuracy %.2f %%%n", p.shown(), p.total(), p.loss(), 100 * p.validation()));
            judge.write(to);
            System.out.printf("test accuracy %.2f %%: %s%n", 100 * Double.parseDouble(judge.about().get("test accuracy")), to);
            return 0;
        }
    }
}
