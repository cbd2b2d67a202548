package ganvas.cli;

import ganvas.data.Datasets;
import ganvas.data.Images;
import ganvas.lab.Compute;
import ganvas.lab.Lab;
import ganvas.lab.Samples;
import ganvas.result.Npz;
import ganvas.result.Png;
import ganvas.result.Problem;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "sample", mixinStandardHelpOptions = true,
        description = "Images from a trained run: .npz (uint8 [N, H, W, C] as arr_0), .png (a grid), or a folder of PNGs.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ganvas sample out/ali-2020-gan                      64 images as a grid, samples.png",
            "  ganvas sample out/compare/runs/vae/0 --n 10000 --to vae.npz",
            "  ganvas sample out/compare/runs/vae/0 --n 100 --to pictures/",
            "  ganvas sample out/ali-2020-gan --truncation 0.5     latents near 0 alone"})
final class Sample implements Callable<Integer> {
    @Parameters(paramLabel = "RUN", description = "a run folder, or the folder that 'train' wrote")
    Path run;

    @Option(names = "--n", paramLabel = "N", defaultValue = "64", description = "how many (default: ${DEFAULT-VALUE})")
    int n;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "0", description = "of the latents (default: ${DEFAULT-VALUE})")
    long seed;

    @Option(names = "--truncation", paramLabel = "T", defaultValue = "0",
            description = "no latent is farther than T from 0: less variety, surer pictures; 0 for no bound (default: ${DEFAULT-VALUE})")
    double truncation;

    @Option(names = "--to", paramLabel = "FILE", defaultValue = "samples.png", description = "FILE.npz, FILE.png or a folder (default: ${DEFAULT-VALUE})")
    Path to;

    @Mixin
    Machinery machinery;

    @Override
    public Integer call() {
        if (n < 1 || n > 1_000_000) throw Problem.input("--n: expected a number from 1 to 1,000,000; found %d", n);
        if (!(truncation >= 0 && truncation <= 100)) throw Problem.input("--truncation: expected a number from 0 to 100; found %s", truncation);
        RunFolder folder = Samples.runFolder(run);
        Settings settings = Samples.settings(folder);
        boolean npz = to.toString().endsWith(".npz"), png = to.toString().endsWith(".png");
        if (!npz && !png && Files.exists(to) && !Files.isDirectory(to)) throw Problem.input("--to %s: expected .npz, .png or a folder", to);
        Compute compute = machinery.compute();
        Images data = Datasets.open(settings.dataset());
        Npz images = Lab.sample(Lab.open(settings, folder, data, compute), n, seed, truncation, compute);
        if (npz) images.write(to);
        else if (png) Png.grid(images, (int) Math.ceil(Math.sqrt(n))).write(to);
        else Samples.writeFolder(images, to);
        System.out.printf("%,d images of %s: %s%n", n, settings.model(), to);
        return 0;
    }
}
