package ganvas.cli;

import ganvas.file.ArrayGallery.Form;
import ganvas.file.ArrayGallery.Layout;
import ganvas.file.Range;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of {@code evaluate}: what the numbers of an array mean, and in which order they stand. */
final class ArrayOptions {
    @Option(names = "--range", paramLabel = "LOW..HIGH",
            description = "black and white of floating numbers: --range=0..1, --range=-1..1 or --range=0..255")
    private String range;

    @Further
    @Option(names = "--layout", paramLabel = "LAYOUT", description = "of an array: nhwc or nchw (default: nhwc)")
    private String layout;

    @Further
    @Option(names = "--reference-range", paramLabel = "LOW..HIGH", description = "as --range, of the reference")
    private String referenceRange;

    @Further
    @Option(names = "--reference-layout", paramLabel = "LAYOUT", description = "as --layout, of the reference")
    private String referenceLayout;

    boolean describesSamples() {
        return range != null || layout != null;
    }

    boolean describesReference() {
        return referenceRange != null || referenceLayout != null;
    }

    Form samples() {
        return form(range, layout, "");
    }

    Form reference() {
        return form(referenceRange, referenceLayout, "reference-");
    }

    private static Form form(String range, String layout, String prefix) {
        String r = "--" + prefix + "range", l = "--" + prefix + "layout";
        return new Form(Optional.ofNullable(range).map(text -> Range.parse(text, r)),
                layout == null ? Layout.NHWC : Layout.parse(layout, l), r, l);
    }
}
