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
import ganvas.words.Numbers;
import j2html.tags.DomContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What the models have learnt: reconstructions, the latent plane, interpolations between two latents, neighbours in the
 * training images.
 */
record LatentSection(Comparison c) {
    /** Largest picture in bytes, since the page stays under 3 MB. A larger picture is named and left in the folder. */
    private static final long LARGEST = 500_000;
    /** Width of the page and of one of its two columns, in CSS pixels. */
    private static final int WIDEST = 1136, COLUMN = 560;
    private static final int MOST_ZOOM = 3;
    private static final String PLANE = "plane";

    DomContent section() {
        var figures = new ArrayList<DomContent>();
        var without = new ArrayList<String>();
        for (ArmRuns a : c.arms()) {
            List<Path> pictures = a.first(r -> Optional.of(pictures(r)).filter(p -> !p.isEmpty())).orElse(List.of());
            if (pictures.isEmpty()) without.add("%s: none (%s)".formatted(a.title(), a.isDone() ? "not drawn"
                    : a.whyMissing()));
            else figures.add(div(each(pictures.stream().map(picture -> picture(a, picture, pictures.size() == 1)))));
        }
        return j2html.TagCreator.section(h2(c.heading("Latent space")),
                figures.isEmpty() ? p("No pictures of the latent space were drawn.").withClass("absent")
                        : div(each(figures.stream())).withClasses("inside", "full"),
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
                .map(file -> picture(a, file, false));
    }

    /** The rows of images in a grid. */
    private int rows(Png grid) {
        return grid.height() / c.summary().dataset().height();
    }

    /** @param alone whether it has the width of the page to itself */
    private DomContent picture(ArmRuns a, Path file, boolean alone) {
        String name = file.getFileName().toString().replace(".png", "");
        String title = switch (name) {
            case "reconstructions" -> "Reconstructions";
            case PLANE -> "Latent plane";
            case "interpolation" -> "Interpolation";
            case "inversions" -> "Inversion";
            case "neighbours" -> "Nearest training images";
            default -> name.replace('-', ' ');
        };
        PageImages.Read read = PageImages.read(file, c.summary().dataset().channels(), LARGEST / c.thrift());
        if (read.png().isEmpty()) return figure(figcaption(b(title),
                span("%s: %s".formatted(read.whyNot(), c.out().relativize(file))).withClass("small")));
        Png png = read.png().get();
        String what = switch (name) {
            case "reconstructions" -> "Real images in the upper row of each pair, what the model makes of them below.";
            case PLANE ->
                    "What the decoder draws over a grid of two latent coordinates, at the quantiles of the prior.";
            case "interpolation" -> "Each row walks from one random latent to another in equal steps.";
            case "inversions" ->
                    "Real images in the upper row of each pair, below what the model draws from the latents that a "
                            + "search found for them.";
            case "neighbours" ->
                    "The first samples, under each the training image nearest to it in pixels"
                            + (rows(png) > 2 ? ", and under that the nearest in the judge's features." : ".");
            default -> "";
        };
        boolean spans = alone || 2 * png.width() > COLUMN;
        int scale = Math.clamp((spans ? WIDEST : COLUMN) / png.width(), 1, MOST_ZOOM);
        var picture = img().withClass("px zoom").withStyle("--w:%dpx;--k:%d".formatted(png.width(), scale))
                .withAlt(title
                        + " of " + a.title() + ". " + what)
                .withSrc(PageImages.uri(png.encode()));
        return figure(figcaption(b(a.title()).withClass("hue"), b(" " + title), span(what).withClass("small")),
                name.equals(PLANE) ? onAxes(picture, png.width() / c.summary().dataset().width(),
                        scale * png.width()) : picture)
                .withClasses(a.hue(), spans ? "spans" : "");
    }

    /** The plane with the values of both latent coordinates: normal quantiles, the second one rising upwards. */
    private static DomContent onAxes(DomContent picture, int side, int width) {
        var normal = NormalDistribution.of(0, 1);
        String end = Numbers.fixed(normal.inverseSurvivalProbability(0.5 / Math.max(1, side)), 2);
        return div(div(span(end), span("second coordinate"), span("−" + end)).withClass("up"), picture,
                div(span("−" + end), span("0: first coordinate"), span(end)).withClass("across"))
                .withClass("plane").withStyle("--wide:%dpx".formatted(width));
    }
}
