package ganvas.report;

import static j2html.TagCreator.b;
import static j2html.TagCreator.each;
import static j2html.TagCreator.iffElse;
import static j2html.TagCreator.span;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import ganvas.study.StudyArm;
import j2html.tags.DomContent;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The settings of an arm beside those that the paper prints and those of the author's code. Differences are bold. */
final class StatedSettings {
    /** The length of training is told where the budget is. */
    private static final Set<String> ELSEWHERE = Set.of("epochs");

    private StatedSettings() {}

    /** @param resolved every setting with its value in the runs */
    static DomContent of(StudyArm.Stated stated, Map<String, Object> resolved) {
        var rows = new TreeMap<>(resolved);
        rows.keySet().removeAll(ELSEWHERE);
        boolean code = !stated.code().isEmpty();
        return table(thead(tr(th("setting"), th("here"), th("the paper"), code ? th("the author’s code") : span())),
                tbody(each(rows.entrySet().stream().map(e -> tr(th(e.getKey()).attr("scope", "row"),
                        td(text(e.getValue())), cell(stated.paper().get(e.getKey()), e.getValue()),
                        code ? cell(stated.code().get(e.getKey()), e.getValue()) : span())))))
                .withClass("pairs");
    }

    private static DomContent cell(Object stated, Object here) {
        if (stated == null) return td("—");
        return td(iffElse(same(stated, here), span(text(stated)), b(text(stated))));
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y ? x.doubleValue() == y.doubleValue()
                : Objects.equals(String.valueOf(a), String.valueOf(b));
    }

    private static String text(Object value) {
        return value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1e15 ? String.valueOf(d.longValue())
                : String.valueOf(value);
    }
}
