package ganvas.report;

import static j2html.TagCreator.a;
import static j2html.TagCreator.body;
import static j2html.TagCreator.document;
import static j2html.TagCreator.each;
import static j2html.TagCreator.footer;
import static j2html.TagCreator.head;
import static j2html.TagCreator.html;
import static j2html.TagCreator.iff;
import static j2html.TagCreator.main;
import static j2html.TagCreator.meta;
import static j2html.TagCreator.nav;
import static j2html.TagCreator.rawHtml;
import static j2html.TagCreator.style;
import static j2html.TagCreator.title;

import ganvas.words.Visible;
import j2html.tags.DomContent;
import j2html.tags.specialized.FooterTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The frame of every page: one HTML file that fetches nothing. */
public final class Page {
    /** The page loads nothing and runs nothing, whatever the files say of which it is made. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    private Page() {}

    private static final Pattern SECTION = Pattern.compile("<section id=\"([\\w.-]+)\"><h2>([^<]*)</h2>");
    private static final int FEWEST_CONTENTS = 4;

    public static String render(String name, List<DomContent> sections) {
        String text = sections.stream().map(DomContent::render).collect(Collectors.joining());
        DomContent glossary = Glossary.of(text), contents = contents(text + glossary.render());
        var all = new ArrayList<DomContent>();
        all.add(sections.getFirst());
        all.add(contents);
        all.addAll(sections.subList(1, sections.size() - 1));
        all.add(glossary);
        all.add(sections.getLast());
        // A control character or a right-to-left override in a file would hide or turn what the page says.
        return Visible.text(document(html(
                head(meta().withCharset("utf-8"),
                        meta().attr("http-equiv", "Content-Security-Policy").withContent(POLICY),
                        meta().withName("viewport").withContent("width=device-width, initial-scale=1"),
                        meta().withName("color-scheme").withContent("light dark"),
                        meta().withName("generator").withContent("Ganvas"), title(name), style(rawHtml(css()))),
                body(main(each(all.stream())))).withLang("en")) + "\n");
    }

    /** Links to the sections with headings; nothing on a short page. Every text in it is escaped already. */
    private static DomContent contents(String page) {
        List<DomContent> links = SECTION.matcher(page).results()
                .<DomContent>map(m -> a(rawHtml(m.group(2))).withHref("#" + m.group(1))).toList();
        return iff(links.size() >= FEWEST_CONTENTS,
                nav(each(links.stream())).withClasses("contents", "small").attr("aria-label", "Contents"));
    }

    public static FooterTag foot(String ganvas, String rest) {
        return footer("Made by Ganvas%s. %s".formatted(ganvas == null ? "" : " " + ganvas, rest)).withClass("small");
    }

    private static String css() {
        try (var in = Page.class.getResourceAsStream("/ganvas/report/report.css")) {
            return new String(java.util.Objects.requireNonNull(in, "report.css").readAllBytes(),
                    StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
