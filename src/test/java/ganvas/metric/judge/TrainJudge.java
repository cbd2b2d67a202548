package ganvas.metric.judge;

import ganvas.data.Datasets;
import ganvas.torch.Device;
import java.nio.file.Path;

/** Makes the embedded judge again: one argument, the file to write. */
final class TrainJudge {
    private TrainJudge() {}

    public static void main(String... args) {
        long start = System.nanoTime();
        var mnist = Datasets.open("mnist");
        Judge judge = JudgeTraining.train(mnist, Long.getLong("seed", JudgeTraining.SEED),
                Long.getLong("images", JudgeTraining.images(mnist)), Device.CPU,
                p -> System.out.printf("%s %.0f s%n", p, (System.nanoTime() - start) / 1e9));
        judge.write(Path.of(args[0]));
        System.out.println(judge.sha256() + " " + judge.about());
    }
}
