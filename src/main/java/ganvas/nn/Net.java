package ganvas.nn;

import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Walks over a network's record components and so names its weights ({@code up1.weight}). Optimizer, checkpoint, moving
 * average, description and device all use these names. A component that some networks lack is an Optional; an empty
 * one is passed over.
 */
public final class Net {
    private Net() {}

    record Child(String name, Layer layer) {}

    /** The layers that {@code parent} consists of, in order; none for a plain layer. */
    static List<Child> children(Layer parent) {
        var children = new ArrayList<Child>();
        for (RecordComponent c : COMPONENTS.get(parent.getClass())) {
            Object value = read(c, parent);
            if (value instanceof Layer layer) children.add(new Child(c.getName(), layer));
            if (value instanceof List<?> list) {
                int i = 0;
                for (Object item : list)
                    if (item instanceof Layer layer) children.add(new Child(c.getName() + "." + i++, layer));
            }
        }
        return children;
    }

    /** The record components of each class, looked up once: every pass through a network reads them. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent c : components) c.getAccessor().setAccessible(true);
            return components;
        }
    };

    /** The value of a component; the content of an Optional that holds something. */
    private static Object read(RecordComponent component, Layer owner) {
        try {
            Object value = component.getAccessor().invoke(owner);
            return value instanceof Optional<?> maybe && maybe.isPresent() ? maybe.get() : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /**
     * The union of the traits of all layers. A layer with untrained parameters remembers, unless it writes them through
     * the pass.
     */
    public static Traits traits(Layer net) {
        Traits traits = net.traits().remembering(hasMovingParameters(net) && !net.defersStatistics());
        for (Child child : children(net)) traits = traits.or(traits(child.layer));
        return traits;
    }

    /** Whether the layer itself has untrained parameters. The layers inside it do not count. */
    private static boolean hasMovingParameters(Layer layer) {
        for (RecordComponent c : COMPONENTS.get(layer.getClass())) {
            if (read(c, layer) instanceof Parameter p && !p.trainable()) return true;
        }
        return false;
    }

    /** All parameters by name, including moving statistics. */
    public static Map<String, Parameter> parameters(Layer net) {
        var found = new LinkedHashMap<String, Parameter>();
        collect(net, "", found);
        return found;
    }

    private static void collect(Layer layer, String prefix, Map<String, Parameter> into) {
        for (RecordComponent c : COMPONENTS.get(layer.getClass())) {
            if (read(c, layer) instanceof Parameter p) into.put(prefix + c.getName(), p);
        }
        for (Child child : children(layer)) collect(child.layer, prefix + child.name + ".", into);
    }

    /**
     * Gives every parameter its starting values. They are a function of {@code seed} and the network's {@code name}.
     */
    public static void allocate(Layer net, String name, Device device, long seed) {
        parameters(net).forEach((parameter, p) -> {
            try (var _ = new Scope()) {
                p.allocate(device, Rng.named(seed, "init/" + name + "/" + parameter));
            }
        });
    }

    /** Copies the values of every parameter from {@code source}, a network of the same layers. */
    public static void allocate(Layer net, Layer source) {
        Map<String, Parameter> values = parameters(source);
        parameters(net).forEach((name, p) -> p.allocate(values.get(name)));
    }

    /** Frees the values of every parameter. */
    public static void free(Layer net) {
        parameters(net).values().forEach(p -> p.value().free());
    }

    /** The tensors that training changes. */
    public static Map<String, Tensor> trainable(Layer net) {
        var tensors = new LinkedHashMap<String, Tensor>();
        parameters(net).forEach((name, p) -> { if (p.trainable()) tensors.put(name, p.value()); });
        return tensors;
    }

    /** All tensors that a checkpoint keeps. */
    public static Map<String, Tensor> state(Layer net) {
        var tensors = new LinkedHashMap<String, Tensor>();
        parameters(net).forEach((name, p) -> tensors.put(name, p.value()));
        return tensors;
    }
}
