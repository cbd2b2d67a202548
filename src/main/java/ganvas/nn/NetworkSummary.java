package ganvas.nn;

import ganvas.result.ModelCard;
import java.util.ArrayList;
import java.util.List;

/** Describes networks for people: layers, shapes and counts. Needs no weights and does not load libtorch. */
public final class NetworkSummary {
    private NetworkSummary() {}

    /**
     * Describes the layers of a network for one input of shape {@code in}, without the batch dimension. Needs no
     * weights.
     */
    public static ModelCard.Network describe(String name, Layer net, long... in) {
        var layers = new ArrayList<ModelCard.LayerCard>();
        describe(net, "", in, layers);
        long trainable = 0, all = 0;
        for (Parameter p : Net.parameters(net).values()) {
            all += p.numel();
            if (p.trainable()) trainable += p.numel();
        }
        return new ModelCard.Network(name, trainable, all, net.multiplyAdds(in), layers);
    }

    private static long[] describe(Layer layer, String name, long[] in, List<ModelCard.LayerCard> into) {
        if (layer instanceof Chain) {
            for (Net.Child child : Net.children(layer))
                in = describe(child.layer(), name.isEmpty() ? child.name() : name + "." + child.name(), in, into);
            return in;
        }
        if (layer instanceof GaussianHeads heads) {
            describe(heads.mean(), name + ".mean", in, into);
            describe(heads.logVariance(), name + ".logVariance", in, into);
            return heads.output(in);
        }
        long[] out = layer.output(in);
        long count = Net.parameters(layer).values().stream().filter(Parameter::trainable).mapToLong(Parameter::numel)
                .sum();
        into.add(new ModelCard.LayerCard(name, layer.getClass().getSimpleName(), layer.detail(), out, count));
        return out;
    }
}
