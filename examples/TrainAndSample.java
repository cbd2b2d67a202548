import ganvas.data.Datasets;
import ganvas.file.Png;
import ganvas.lab.Compute;
import ganvas.lab.LabProgress;
import ganvas.lab.run.Trainer;
import ganvas.lab.sample.Sampling;
import ganvas.result.RunFolder;
import ganvas.zoo.Zoo;
import java.nio.file.Path;
import java.util.Map;

/** Trains a VAE of the zoo with eight latent dimensions and writes a grid of its samples. */
public class TrainAndSample {
    public static void main(String[] args) {
        Path out = Path.of(args.length > 0 ? args[0] : "out/example");
        long images = args.length > 1 ? Long.parseLong(args[1]) : 250_000;

        var compute = Compute.of("auto", "auto", 0, 20);
        var mnist = Datasets.open("mnist");
        var settings = Trainer.resolve("vae", Zoo.get("khanna-2020/vae"), mnist, images, 0, compute,
                Map.of("latent", 8));

        var trainer = new Trainer(new RunFolder(out), settings, mnist, compute, "example", LabProgress.SILENT);
        System.out.println(trainer.train());                   // the same call again goes on where it stopped

        var samples = Sampling.sample(Sampling.generator(trainer.step()), 100, 0, compute);
        Png.grid(samples, 10).write(out.resolve("grid.png"));
    }
}
