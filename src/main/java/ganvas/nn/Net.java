package ganvas.nn;

import ganvas.result.ModelCard;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Tensor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One walk over a network's record components gives the names of its weights ({@code up1.weight}); optimizer,
 * checkpoint, moving average, description and device all use it.
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
                for (Object item : list) if (item instanceof Layer layer) children.add(new Child(c.getName() + "." + i++, layer));
            }
        }
        return children;
    }

    /** Asked for once a class: every pass through a network reads them. */
    private static final ClassValue<RecordComponent[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected RecordComponent[] computeValue(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            for (RecordComponent c : components) c.getAccessor().setAccessible(true);
            return components;
        }
    };

    private static Object read(RecordComponent component, Layer owner) {
        try {
            return component.getAccessor().invoke(owner);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** Whether, in training, what a network makes of an image depends on the others of its batch. */
    public static boolean mixes(Layer net) {
        return net.mixes() || children(net).stream().anyMatch(c -> mixes(c.layer));
    }

    /** Whether, in training, a network draws random numbers for a whole batch. */
    public static boolean draws(Layer net) {
        return net instanceof Dropout || children(net).stream().anyMatch(c -> draws(c.layer));
    }

    /** Whether, in training, batches may go through a network side by side, each pass with an {@link Aside}: batch norm alone remembers anything. */
    public static boolean allowsAside(Layer net) {
        return parameters(net).values().stream().filter(p -> !p.trainable()).count() == 2L * norms(net).size();
    }

    static List<BatchNorm> norms(Layer net) {
        return net instanceof BatchNorm norm ? List.of(norm) : children(net).stream().flatMap(c -> norms(c.layer).stream()).toList();
    }

    /** Whether a network uses a weight at many places of an image. */
    public static boolean convolves(Layer net) {
        return net instanceof Conv2d || net instanceof ConvTranspose2d || net instanceof SpectralConv2d || children(net).stream().anyMatch(c -> convolves(c.layer));
    }

    /** Every parameter by name, moving statistics included. */
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

    /** Gives every parameter its starting values; {@code seed} and the network's name decide them. */
    public static void allocate(Layer net, String name, Device device, long seed) {
        parameters(net).forEach((parameter, p) -> {
            try (var _ = new ganvas.torch.Scope()) {
                p.allocate(device, Rng.named(seed, "init/" + name + "/" + parameter));
            }
        });
    }

    /** Gives every parameter a copy of the values that it has in {@code source}, a network of the same layers. */
    public static void allocate(Layer net, Layer source) {
        Map<String, Parameter> values = parameters(source);
        parameters(net).forEach((name, p) -> p.allocate(values.get(name)));
    }

    /** Ends the life of every parameter's values. */
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

    /** What the network is made of, for one input of shape {@code in}. Needs no weights. */
    public static ModelCard.Network describe(String name, Layer net, long... in) {
        var layers = new ArrayList<ModelCard.LayerCard>();
        describe(net, "", in, layers);
        long trainable = 0, all = 0;
        for (Parameter p : parameters(net).values()) {
            all += p.numel();
            if (p.trainable()) trainable += p.numel();
        }
        return new ModelCard.Network(name, trainable, all, net.multiplyAdds(in), layers);
    }

    private static long[] describe(Layer layer, String name, long[] in, List<ModelCard.LayerCard> into) {
        if (layer instanceof Chain) {
            for (Child child : children(layer)) in = describe(child.layer, name.isEmpty() ? child.name : name + "." + child.name, in, into);
            return in;
        }
        if (layer instanceof GaussianHeads heads) {
            describe(heads.mean(), name + ".mean", in, into);
            describe(heads.logVariance(), name + ".logVariance", in, into);
            return heads.output(in);
        }
        long[] out = layer.output(in);
        long count = parameters(layer).values().stream().filter(Parameter::trainable).mapToLong(Parameter::numel).sum();
        into.add(new ModelCard.LayerCard(name, layer.getClass().getSimpleName(), out, count));
        return out;
    }
}
