package ganvas.lab.sample;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.file.Json;
import ganvas.problem.Problem;
import ganvas.result.RunData;
import ganvas.result.RunFiles;
import ganvas.result.RunFolder;
import ganvas.result.Settings;
import ganvas.result.Summary.DatasetInfo;
import ganvas.study.Study;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;

/** The pictures of a run: their shape, which the run's folder says, and the pictures themselves, if they are here. */
public final class RunDatasets {
    /** Images in a row and in a column of a grid. */
    public static final int GRID = 8;

    private RunDatasets() {}

    /**
     * Number, shape and classes of a run's pictures. Runs of older versions have it in their study; only where that is
     * gone too, the dataset is opened.
     */
    public static DatasetInfo info(Settings settings, RunFolder folder) {
        return RunFiles.readIf(folder.data(), RunData.class).map(RunData::dataset)
                .or(() -> ofStudy(settings, folder)).or(() -> ofGrid(settings, folder)).orElseGet(() -> {
                    Dataset data = open(settings, folder);
                    return new DatasetInfo(data.name(), data.train().size(), data.validation().size(),
                            data.test().size(), data.channels(), data.height(), data.width(), data.classes(),
                            data.sha256());
                });
    }

    /** From {@code study.json} of the folder OUT, where the run is {@code OUT/runs/ARM/SEED}. */
    private static Optional<DatasetInfo> ofStudy(Settings settings, RunFolder folder) {
        Path run = folder.root().toAbsolutePath().normalize();
        if (run.getNameCount() < 4 || !Files.isRegularFile(Study.file(run.getParent().getParent().getParent())))
            return Optional.empty();
        Study study = Json.read(Study.file(run.getParent().getParent().getParent()), Study.class);
        return study.datasets().stream().filter(d -> d.name().equals(settings.dataset())).findFirst();
    }

    /** From a grid of 8 × 8 images that training left. Names of classes are not in it. */
    private static Optional<DatasetInfo> ofGrid(Settings settings, RunFolder folder) {
        List<Path> grids = folder.grids();
        if (grids.isEmpty()) return Optional.empty();
        try {
            BufferedImage grid = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(grids.getLast())));
            if (grid == null || grid.getWidth() % GRID > 0 || grid.getHeight() % GRID > 0) return Optional.empty();
            return Optional.of(new DatasetInfo(settings.dataset(), 0, 0, 0, grid.getRaster().getNumBands(),
                    grid.getHeight() / GRID, grid.getWidth() / GRID, List.of(), ""));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The run's pictures, wherever the command is typed: where they were, or as far from the run as they were. */
    public static Dataset open(Settings settings, RunFolder folder) {
        String name = settings.dataset();
        return RunFiles.readIf(folder.data(), RunData.class).flatMap(data -> data.found(folder))
                .map(place -> Datasets.open(Datasets.at(name, place))).orElseGet(() -> Datasets.open(name));
    }

    /** As the other method, at the place that the user names, if one is named. */
    public static Dataset open(Settings settings, RunFolder folder, Optional<String> named) {
        if (named.isEmpty()) return open(settings, folder);
        Dataset data = Datasets.open(named.get());
        DatasetInfo was = info(settings, folder);
        if (data.channels() == was.channels() && data.height() == was.height() && data.width() == was.width())
            return data;
        throw Problem.input("--dataset %s: expected images of %d × %d × %d [channels, height, width], which the run "
                + "learned from; found %d × %d × %d", named.get(), was.channels(), was.height(), was.width(),
                data.channels(), data.height(), data.width());
    }
}
