package ganvas.cli;

import ganvas.data.Pixels;
import ganvas.data.SplitGallery;
import ganvas.file.ArrayGallery;
import ganvas.file.ArrayGallery.Form;
import ganvas.file.Gallery;
import ganvas.lab.Compute;
import ganvas.lab.sample.Latents;
import ganvas.lab.sample.ModelLoader;
import ganvas.lab.sample.RunDatasets;
import ganvas.lab.sample.Samples;
import ganvas.lab.sample.Sampling;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.result.Summary.DatasetInfo;
import ganvas.study.Study;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A run whose samples {@code evaluate} scores. */
record EvaluatedRun(RunFolder folder, Settings settings) {
    private static final int SAMPLES = 10_000;

    static EvaluatedRun open(Path path) {
        RunFolder folder = Samples.runFolder(path);
        return new EvaluatedRun(folder, Samples.settings(folder));
    }

    /** The folder of the study that it is a run of, if there is one. */
    Optional<Path> study() {
        Path at = folder.root();
        for (int i = 0; i < 3 && at != null; i++) at = at.getParent();
        return Optional.ofNullable(at).filter(out -> Files.isRegularFile(Study.file(out)));
    }

    /** The samples that the run left, or as many drawn now. */
    Gallery draw(Compute compute) {
        if (Files.exists(folder.samples())) return ArrayGallery.open(folder.samples(), Form.OURS);
        DatasetInfo data = RunDatasets.info(settings, folder);
        return new SplitGallery(folder.root().toString(),
                Pixels.tensor(Console.counted("images of " + settings.model(), SAMPLES,
                        drawn -> Sampling.sample(Sampling.generator(ModelLoader.open(settings, folder, data, compute)),
                                new Latents(SAMPLES, Sampling.EVALUATION_SEED, 0), compute, drawn::accept))));
    }
}
