package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.div;
import static j2html.TagCreator.each;
import static j2html.TagCreator.figcaption;
import static j2html.TagCreator.figure;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.h3;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;

import ganvas.claim.Doubt;
import ganvas.file.Npz;
import ganvas.file.Png;
import ganvas.report.Comparison.ArmRuns;
import ganvas.result.RunFiles;
import ganvas.result.RunFolder;
import ganvas.result.SampleLabels;
import ganvas.verdict.BudgetWords;
import ganvas.verdict.DoubtWords;
import ganvas.words.MetricCatalogue;
import ganvas.words.MetricInfo;
import ganvas.words.Numbers;
import ganvas.words.Words;
import j2html.tags.DomContent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Real images next to the samples of each arm, and the same latents during training. */
record SamplesSection(Comparison c) {
    private static final String READ = "Under each image, what the judge, a classifier trained on the real training "
            + "images, reads; pale and with a question mark where it is less than 90 % sure. Recognisable are those "
            + "that it is sure of and that lie among real ones, of all samples.";
    private static final int TILES = 36;
    /** Width of a side and gap between its tiles, in CSS pixels, as in report.css. */
    private static final int SIDE = 346, GAP = 2;
    /** Pictures over training: three rows of three on a telephone, one row on a desktop. */
    private static final int MOMENTS = 9;
    /** Most values of all samples of a model on the page; of large images there are fewer. */
    private static final int MOST_VALUES = 1 << 24;
    /** The threshold of the score {@code legible-share}. */
    private static final double LEGIBLE = 0.9;

    DomContent section() {
        var sides = new ArrayList<>(List.of(real()));
        for (ArmRuns a : c.arms()) sides.add(side(a));
        return j2html.TagCreator.section(h2(c.heading("Samples")), div(each(sides.stream())).withClass("sides"),
                Prose.small(notChosen(true)), h3("Fixed latents during training"),
                each(c.arms().stream().map(this::grown))).withId(c.id("look"));
    }

    /** The caption under the pictures. It mentions labels only if the judge reads such images. */
    String notChosen(boolean real) {
        boolean read = c.arms().stream().anyMatch(a -> a.first(r -> RunFiles.readIf(r.folder().labels(),
                SampleLabels.class).filter(l -> l.label().length > 0)).isPresent());
        return "Not chosen by hand: the first of " + (real ? "the real test images and the first of " : "")
                + "each model's samples. " + (read ? READ : "");
    }

    DomContent real() {
        Path reference = c.reference();
        return side("Real", "real", "real test image", reference.resolve("real.npz"), reference.resolve("labels.json"),
                "", "The reference images are not there yet.");
    }

    /** Samples of the arm, from the first run that has any. */
    DomContent side(ArmRuns a) {
        RunFiles shown = a.firstRun(r -> Files.isRegularFile(r.folder().samples())).orElse(a.runs().getFirst());
        Optional<Doubt> doubt = Doubt.about(a.summary());
        return side(a.title(), a.hue() + (doubt.isPresent() ? " doubted" : ""), a.title() + " sample",
                shown.folder().samples(), shown.folder().labels(),
                Stream.of(doubt.map(DoubtWords::label).orElse(""),
                        a.runs().size() > 1 ? "seed " + shown.seed() : "", recognisable(shown))
                        .filter(w -> !w.isEmpty()).collect(Collectors.joining(", ")),
                "No samples: %s.".formatted(a.whyMissing()));
    }

    /** The share of recognisable images among all samples. Legibility is not enough: a judge can be sure of speckle. */
    private static String recognisable(RunFiles run) {
        return run.scores().stream()
                .filter(l -> MetricCatalogue.installed().noise(l.name()) == MetricInfo.Noise.TELLS).findFirst()
                .map(l -> "%s %s %%".formatted(Words.uncapital(l.label()),
                        Numbers.fixed(100 * l.value(), Math.min(3, Numbers.atLeastTwo(100 * l.value())))))
                .orElse("");
    }

    private DomContent side(String title, String hue, String what, Path npz, Path labels, String note, String missing) {
        if (!Files.isRegularFile(npz)) {
            return figure(figcaption(b(title).withClass("hue")), p(missing).withClass("absent")).withClasses("side",
                    hue);
        }
        Npz first = Npz.readFirst(npz, 1);
        int most = Math.clamp(MOST_VALUES / first.pixels().length, 1, TILES / c.thrift());
        Npz images = Npz.readFirst(npz, tiles(first.width(), most));
        boolean isRead = Files.isRegularFile(labels);
        SampleLabels read = RunFiles.readIf(labels, SampleLabels.class)
                .orElse(new SampleLabels(new int[0], new double[0]));
        int known = Math.min(images.n(), read.label().length);
        long legible = IntStream.range(0, known).filter(i -> read.confidence()[i] > LEGIBLE).count();
        // The judge of faces distinguishes no classes.
        boolean doubted = hue.endsWith("doubted");
        String count = doubted ? "" : known > 0 ? "judge sure of " + legible + " of " + known
                : isRead ? "" : "not read by the judge yet";
        return figure(
                figcaption(b(title).withClass("hue"),
                        span(note.isEmpty() || count.isEmpty() ? note + count : note + ", " + count)
                                .withClass("small")),
                div(each(IntStream.range(0, images.n()).mapToObj(i -> tile(images, i, read, what))))
                        .withClass("tiles").withStyle("--tile:" + images.width() * PageImages.scale(images.width())
                                + "px"))
                .withClasses("side", hue);
    }

    /**
     * The number of images, at most {@code most}, that fills whole rows at this width. With 64 pixels, five fit a row,
     * and a 36th would be alone in the last one.
     */
    static int tiles(int width, int most) {
        int columns = Math.max(1, (SIDE + GAP) / (width * PageImages.scale(width) + GAP));
        return most < columns ? most : most - most % columns;
    }

    private DomContent tile(Npz images, int i, SampleLabels read, String what) {
        if (i >= read.label().length) return div(PageImages.tile(images, i, what + " " + (i + 1)));
        String name = c.className(read.label()[i]);
        boolean sure = read.confidence()[i] > LEGIBLE;
        String reading = "read as %s, %s %% sure".formatted(name, Numbers.fixed(100 * read.confidence()[i], 0));
        return div(PageImages.tile(images, i, "%s %d, %s".formatted(what, i + 1, reading)),
                span(sure ? name : name + "?").withClass(sure ? "read" : "read unsure")).withTitle(reading);
    }

    /** The same latents over training, from the first run that has such pictures. */
    DomContent grown(ArmRuns a) {
        Optional<RunFiles> run = a.firstRun(r -> !r.folder().grids().isEmpty());
        DomContent row = run.<DomContent>map(r -> div(
                each(moments(r.folder().grids()).stream().map(g -> moment(a, g)))).withClass("moments"))
                .orElseGet(() -> p("No pictures from training: %s.".formatted(a.whyMissing())).withClass("absent"));
        String seed = run.filter(_ -> a.runs().size() > 1).map(r -> ", seed " + r.seed()).orElse("");
        return figure(
                figcaption(b(a.title()).withClass("hue"), span("after so many " + unit() + seed).withClass("small")),
                row)
                .withClasses("grown", a.hue());
    }

    private DomContent moment(ArmRuns a, Path grid) {
        var d = c.summary().dataset();
        PageImages.Read read = PageImages.read(grid, d.channels());
        if (read.png().isEmpty()) return div(span(read.whyNot()).withClass("read"));
        Png png = read.png().get();
        int rows = c.thrift() > 1 ? 1 : 2, columns = c.thrift() > 2 ? 1 : 2;
        Png part = png.tile(0, 0, Math.min(rows * d.height(), png.height()),
                Math.min(columns * d.width(), png.width()));
        long shown = RunFolder.imagesOf(grid);
        String after = isPaper() ? BudgetWords.epochs(c.study().dataset(), shown) : Numbers.count(shown);
        return div(PageImages.picture(part, PageImages.scale(d.width()), "%s of %s after %s %s"
                .formatted(rows * columns == 1 ? "one latent" : Words.number(rows * columns) + " latents",
                        Words.the(a.arm().name()), after, unit())),
                span(after).withClass("read"));
    }

    private boolean isPaper() {
        return c.study().reproduced().isPresent();
    }

    /** The unit of time. Papers count in epochs. */
    private String unit() {
        return isPaper() ? "epochs" : "images";
    }

    /**
     * Moments of the training: the first, the last, and others between them on an approximate log scale, since most is
     * learnt early.
     */
    static List<Path> moments(List<Path> grids) {
        if (grids.size() <= MOMENTS) return grids;
        double from = at(grids.getFirst()), to = at(grids.getLast());
        var chosen = new ArrayList<Path>();
        int next = 0;
        for (int i = 0; i < MOMENTS; i++) {
            double target = from + (to - from) * i / (MOMENTS - 1);
            int last = grids.size() - (MOMENTS - i);  // leave enough for the remaining moments
            int best = next;
            for (int g = next; g <= last; g++) {
                if (Math.abs(at(grids.get(g)) - target) < Math.abs(at(grids.get(best)) - target)) best = g;
            }
            chosen.add(grids.get(best));
            next = best + 1;
        }
        return chosen;
    }

    private static double at(Path grid) {
        return Math.log10(RunFolder.imagesOf(grid) + 1000.0);
    }
}
