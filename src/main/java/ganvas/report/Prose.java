package ganvas.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.each;
import static j2html.TagCreator.p;
import static j2html.TagCreator.span;
import static j2html.TagCreator.text;

import ganvas.words.Words;
import j2html.tags.DomContent;
import j2html.tags.specialized.PTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sentences as HTML. */
public final class Prose {
    private Prose() {}

    /** Words between backticks become code. */
    public static DomContent sentence(String sentence) {
        String[] parts = sentence.split("`", -1);
        var out = new ArrayList<DomContent>();
        for (int i = 0; i < parts.length; i++) {
            boolean isCode = i % 2 == 1 && i < parts.length - 1;
            out.add(isCode ? code(parts[i]) : text(i % 2 == 1 ? "`" + parts[i] : parts[i]));
        }
        return each(out.stream());
    }

    /** The sentence with every arm's name in its family's hue. */
    static DomContent inHues(String sentence, Comparison c) {
        List<Comparison.ArmRuns> arms = c.arms().stream()
                .sorted(Comparator.comparingInt((Comparison.ArmRuns a) -> -a.title().length())).toList();
        Matcher names = Pattern.compile("(?<![\\w-])(" + arms.stream().map(a -> Pattern.quote(a.title()))
                .collect(Collectors.joining("|")) + ")(?![\\w-])").matcher(sentence);
        var out = new ArrayList<DomContent>();
        int from = 0;
        while (names.find()) {
            out.add(sentence(sentence.substring(from, names.start())));
            String hue = arms.stream().filter(a -> a.title().equals(names.group())).findFirst().orElseThrow().hue();
            out.add(span(names.group()).withClasses("hue", hue));
            from = names.end();
        }
        out.add(sentence(sentence.substring(from)));
        return each(out.stream());
    }

    /** The text cut at the end of a word. */
    static String cut(String text, int most) {
        if (text.length() <= most) return text;
        int end = text.lastIndexOf(' ', most - 1);
        return text.substring(0, end > 0 ? end : most - 1) + " …";
    }

    public static PTag small(String sentence) {
        return p(sentence(sentence)).withClass("small");
    }

    /** A phrase such as {@code two runs each} or {@code one run each}. */
    static String runsEach(int seeds) {
        return seeds == 1 ? "one run each" : Words.number(seeds) + " runs each";
    }
}
