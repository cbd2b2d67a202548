package ganvas.report;

import static j2html.TagCreator.dd;
import static j2html.TagCreator.details;
import static j2html.TagCreator.dl;
import static j2html.TagCreator.dt;
import static j2html.TagCreator.each;
import static j2html.TagCreator.h2;
import static j2html.TagCreator.section;
import static j2html.TagCreator.summary;

import j2html.tags.DomContent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The terms of a page, each with its meaning. Terms that the page does not use are left out. */
final class Glossary {
    /** @param word as a pattern, whatever the case of its letters */
    private record Term(String name, String word, String meaning) {}

    private static final int FEWEST = 3;
    private static final List<Term> TERMS = List.of(
            new Term("arm", "arms?", "one model with its settings in a comparison; it is trained once for each seed"),
            new Term("coverage", "coverage", "share of real images that have a generated one in their neighbourhood"),
            new Term("density", "density",
                    "how many real neighbourhoods a generated image lies in; it can be high for noise"),
            new Term("ELBO", "ELBO", "evidence lower bound: what a VAE maximises, a bound on the log-likelihood"),
            new Term("FID", "FID",
                    "Fréchet inception distance: how far the features of generated images lie from those of real "
                            + "ones; 0 is the same, lower is better"),
            new Term("inception score", "inception score", "how clear and how varied a classifier's labels are"),
            new Term("interval of 95 %", "95 %",
                    "a range that holds the true value in 95 of 100 such experiments"),
            new Term("judge", "judge",
                    "a small classifier trained on the real images; its features and labels take the place of the "
                            + "Inception network's"),
            new Term("KID", "KID", "kernel inception distance: as FID, and without bias on few images"),
            new Term("KL", "KL", "Kullback–Leibler divergence: how far one distribution is from another"),
            new Term("latent", "latents?", "the random numbers from which a model draws an image"),
            new Term("legible", "legible", "the judge is more than 90 % sure of a class; it can be sure of noise"),
            new Term("mode collapse", "collapse[sd]?", "a GAN draws a few kinds of images only"),
            new Term("nats", "nats", "a unit of information: one nat is 1.44 bits"),
            new Term("precision", "precision",
                    "share of generated images that lie among real ones; it can be high for noise"),
            new Term("recall", "recall", "share of real images that lie among generated ones: variety"),
            new Term("recognisable", "recognisable", "legible, and among real images too: noise is not"),
            new Term("seed", "seeds?", "a number that fixes every random choice of a training run"));

    private Glossary() {}

    /** The meaning of each term, by its name. */
    static Map<String, String> meanings() {
        return TERMS.stream().collect(Collectors.toMap(Term::name, Term::meaning));
    }

    /** The glossary of a page's HTML; nothing if the page uses fewer than three terms. */
    static DomContent of(String page) {
        String text = page.replaceAll("base64,[^\"]*", "").replaceAll("<[^>]*>", " ");
        List<Term> used = TERMS.stream()
                .filter(t -> Pattern.compile("(?<!\\w)" + t.word + "(?!\\w)", Pattern.CASE_INSENSITIVE).matcher(text)
                        .find())
                .toList();
        if (used.size() < FEWEST) return each();
        return section(h2("Words"), details(summary("What the terms of this page mean"),
                dl(each(used.stream().map(t -> each(dt(t.name), dd(t.meaning))))).withClass("how"))).withId("words");
    }
}
