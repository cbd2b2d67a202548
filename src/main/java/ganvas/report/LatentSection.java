package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.img;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import ganvas.file.Png;
import ganvas.problem.Problem;
import ganvas.report.Comparison.ArmRuns;
import ganvas.result.RunFiles;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the models have learnt: reconstructions, the latent plane, interpolations between two latents, neighbours in the
 * training images.
 */
record LatentSection(Comparison c) {
    /** Largest picture in bytes, since the page stays under 3 MB. A larger picture is named and left in the folder. */
    private static final long LARGEST = 500_000;
    private static final int WIDEST = 1136;
    private static final int MOST_ZOOM = 3;

    DomContent section() {
        var figures = new ArrayList<DomContent>();
        var without = new ArrayList<String>();
        for (ArmRuns a : c.arms()) {
            List<Path> pictures = a.first(r -> Optional.of(pictures(r)).filter(p -> !p.isEmpty())).orElse(List.of());
            if (pictures.isEmpty()) without.add("%s: none (%s)".formatted(a.title(), a.isDone() ? "not drawn"
                    : a.whyMissing()));
            else figures.add(div(each(pictures.stream().map(picture -> picture(a, picture)))));
        }
        return j2html.TagCreator.section(h2(c.heading("Latent space")),
                figures.isEmpty() ? p("No pictures of the latent space were drawn.").withClass("absent")
                        : div(each(figures.stream())).withClass("inside"),
                each(without.stream().filter(_ -> !figures.isEmpty()).map(Prose::small))).withId(c.id("inside"));
    }

    private static List<Path> pictures(RunFiles run) {
        Path folder = run.folder().inside();
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().endsWith(".png")).sorted().toList();
        } catch (IOException e) {
            throw Problem.io("list", folder, e);
        }
    }

    /** One picture of the first run that has it; empty if no run has it. */
    Optional<DomContent> picture(ArmRuns a, String name) {
        return a.first(r -> Optional.of(r.folder().inside().resolve(name)).filter(Files::isRegularFile))
                .map(file -> picture(a, file));
    }

    /** The rows of images in a grid. */
    private int rows(Png grid) {
        return grid.height() / c.summary().dataset().height();
    }

    private DomContent picture(ArmRuns a, Path file) {
        String name = file.getFileName().toString().replace(".png", "");
        String title = switch (name) {
            case "reconstructions" -> "Reconstructions";
            case "plane" -> "Latent plane";
            case "interpolation" -> "Interpolation";
            case "inversions" -> "Inversion";
            case "neighbours" -> "Nearest training images";
            default -> name.replace('-', ' ');
        };
        try {
            if (Files.size(file) > LARGEST / c.thrift()) return figure(figcaption(b(title),
                    span("left out of the page, being large: " + c.out().relativize(file)).withClass("small")));
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
        Png png = Png.read(file, c.summary().dataset().channels() == 3 ? 3 : 1);
        String what = switch (name) {
            case "reconstructions" -> "Real images in the upper row of each pair, what the model makes of them below.";
            case "plane" -> "What the decoder draws over a grid of two latent coordinates.";
            case "interpolation" -> "Each row walks from one random latent to another in equal steps.";
            case "inversions" ->
                    "Real images in the upper row of each pair, below what the model draws from the latents that a "
                            + "search found for them.";
            case "neighbours" ->
                    "The first samples, under each the training image nearest to it in pixels"
                            + (rows(png) > 2 ? ", and under that the nearest in the judge's features." : ".");
            default -> "";
        };
        int scale = Math.clamp(WIDEST / png.width(), 1, MOST_ZOOM);
        return figure(figcaption(b(a.title()).withClass("hue"), b(" " + title), span(what).withClass("small")),
                img().withClass("px zoom").withStyle("--w:%dpx;--k:%d".formatted(png.width(), scale)).withAlt(title
                        + " of " + a.title() + ". " + what)
                        .withSrc(PageImages.uri(png.encode())))
                .withClass(a.hue());
    }
}
