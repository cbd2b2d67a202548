package ganvas;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rings of files of one package: sets in which each needs each other, directly or through others. Tarjan 1972. */
final class Rings {
    private final Map<String, Set<String>> needs;
    private final Map<String, Integer> order = new TreeMap<>(), lowest = new TreeMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private Rings(Map<String, Set<String>> needs) {
        this.needs = needs;
    }

    /** Every file is in exactly one ring, most of them alone. A nested class counts as its file. */
    static List<Set<String>> of(JavaClasses classes, String shelf) {
        var needs = new TreeMap<String, Set<String>>();
        for (JavaClass c : classes) {
            if (!c.getPackageName().equals(shelf)) continue;
            Set<String> other = needs.computeIfAbsent(file(c), _ -> new TreeSet<>());
            for (Dependency d : c.getDirectDependenciesFromSelf()) {
                JavaClass target = d.getTargetClass().getBaseComponentType();
                if (target.getPackageName().equals(shelf) && !file(target).equals(file(c))) other.add(file(target));
            }
        }
        var rings = new Rings(needs);
        for (String file : needs.keySet()) if (!rings.order.containsKey(file)) rings.visit(file);
        return rings.found;
    }

    private static String file(JavaClass c) {
        return c.getName().replaceAll(".*\\.|\\$.*", "");
    }

    private void visit(String file) {
        order.put(file, order.size());
        lowest.put(file, order.get(file));
        open.push(file);
        for (String other : needs.getOrDefault(file, Set.of())) {
            if (!order.containsKey(other)) {
                visit(other);
                lowest.merge(file, lowest.get(other), Math::min);
            } else if (open.contains(other)) {
                lowest.merge(file, order.get(other), Math::min);
            }
        }
        if (!lowest.get(file).equals(order.get(file))) return;
        var ring = new TreeSet<String>();
        do ring.add(open.peek()); while (!open.pop().equals(file));
        found.add(ring);
    }
}
