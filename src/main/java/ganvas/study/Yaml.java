package ganvas.study;

import ganvas.file.RegularFile;
import ganvas.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * YAML as plain data: mappings, lists and text. Tags, anchors, aliases, duplicate keys and a second document are
 * refused.
 */
final class Yaml {
    private static final long MOST_BYTES = 1 << 20;
    private static final int MOST_LEVELS = 20;

    private final String file;
    private final Parser events;

    private Yaml(String file, Parser events) {
        this.file = file;
        this.events = events;
    }

    /** The text of a file that the user named. */
    static String text(Path path) {
        if (Files.isDirectory(path)) throw Problem.input("%s: expected a study file, found a folder", path);
        if (!Files.exists(path))
            throw Problem.input("%s: expected a study file, found none: there is no such file", path);
        RegularFile.check(path);
        try {
            long size = Files.size(path);
            if (size > MOST_BYTES)
                throw Problem.input("%s: expected a study file of at most 1 MB, found %.1f MB", path, size / 1e6);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(Files.readAllBytes(path))).toString();
        } catch (CharacterCodingException e) {
            throw Problem.input("%s: expected a study file, found bytes that are no text in UTF-8", path);
        } catch (IOException e) {
            throw Problem.io("read", path, e);
        }
    }

    /** @param file name in errors */
    static Node read(String file, String text) {
        String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
        try {
            return new Yaml(file, new ParserImpl(new StreamReader(content), new LoaderOptions())).document();
        } catch (ReaderException e) {
            int codePoints = Math.min(e.getPosition(), content.codePointCount(0, content.length()));
            String before = content.substring(0, content.offsetByCodePoints(0, codePoints));
            int line = before.length() - before.replace("\n", "").length();
            throw Problem.input("%s:%d:%d: expected text, found the character U+%04X; is it a study file?", file,
                    line + 1, before.length() - before.lastIndexOf('\n'), e.getCodePoint());
        } catch (MarkedYAMLException e) {
            throw notYaml(file, content, e);
        } catch (YAMLException e) {
            throw Problem.input("%s: expected YAML: %s", file, e.getMessage());
        }
    }

    private static Problem notYaml(String file, String content, MarkedYAMLException e) {
        Mark mark = e.getProblemMark();
        String[] lines = content.split("\n", -1);
        String line = mark.getLine() < lines.length ? lines[mark.getLine()] : "";
        int tab = line.indexOf('\t');
        if (tab >= 0 && line.substring(0, tab).isBlank()) {
            return Problem.input("%s:%d:%d: expected spaces as indentation, found a tab", file, mark.getLine() + 1,
                    tab + 1);
        }
        String where = e.getContext() == null || e.getContextMark() == null ? ""
                : " (" + e.getContext() + " that begins in line " + (e.getContextMark().getLine() + 1) + ")";
        return Problem.input("%s:%d:%d: expected YAML: %s%s", file, mark.getLine() + 1, mark.getColumn() + 1,
                e.getProblem(), where);
    }

    private Node document() {
        events.getEvent();                                         // the stream begins
        if (events.getEvent().is(Event.ID.StreamEnd)) {
            throw Problem.input("%s:1:1: expected keys such as study, title and arms, found an empty file", file);
        }
        Node root = node(events.getEvent(), "", 1);
        events.getEvent();                                         // the document ends
        Event after = events.getEvent();
        if (!after.is(Event.ID.StreamEnd)) throw place(after, "").wrong("expected one document, found a second one");
        return root;
    }

    private Node node(Event event, String path, int level) {
        Place here = place(event, path);
        if (event instanceof AliasEvent alias)
            throw here.wrong("expected plain data, found the alias *" + alias.getAnchor());
        if (event instanceof NodeEvent n && n.getAnchor() != null)
            throw here.wrong("expected plain data, found the anchor &" + n.getAnchor());
        tag(event).ifPresent(tag -> {
            throw here.wrong("expected plain data, found the tag " + tag.replace("tag:yaml.org,2002:", "!!"));
        });
        if (level > MOST_LEVELS) throw here.wrong("expected at most " + MOST_LEVELS + " levels, found more");
        return new Node(here, switch (event) {
            case ScalarEvent s -> scalar(s);
            case SequenceStartEvent _ -> new Node.Items(list(path, level));
            case MappingStartEvent _ -> new Node.Mapping(map(path, level));
            default -> throw here.wrong("expected a value");
        });
    }

    private static Optional<String> tag(Event event) {
        return switch (event) {
            case ScalarEvent s -> Optional.ofNullable(s.getTag());
            case CollectionStartEvent c -> Optional.ofNullable(c.getTag());
            default -> Optional.empty();
        };
    }

    private static Node.Content scalar(ScalarEvent s) {
        boolean nothing = s.isPlain() && List.of("", "~", "null").contains(s.getValue());
        return nothing ? new Node.Nothing() : new Node.Text(s.getValue(), !s.isPlain());
    }

    private List<Node> list(String path, int level) {
        var list = new ArrayList<Node>();
        for (Event e = events.getEvent(); !e.is(Event.ID.SequenceEnd); e = events.getEvent()) {
            list.add(node(e, path + "[" + (list.size() + 1) + "]", level + 1));
        }
        return list;
    }

    private Map<String, Node.Entry> map(String path, int level) {
        var map = new LinkedHashMap<String, Node.Entry>();
        for (Event e = events.getEvent(); !e.is(Event.ID.MappingEnd); e = events.getEvent()) {
            Node key = node(e, path, level + 1);
            if (!(key.content() instanceof Node.Text(String name, _))) throw key.expected("a word as key");
            Node.Entry before = map.get(name);
            if (before != null) throw key.wrong(
                    "expected each key once, found '" + name + "' again; the first is in line " + before.key().place()
                            .line());
            map.put(name,
                    new Node.Entry(key, node(events.getEvent(), path.isEmpty() ? name : path + "." + name, level + 1)));
        }
        return map;
    }

    private Place place(Event event, String path) {
        Mark mark = event.getStartMark();
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1, path);
    }
}
