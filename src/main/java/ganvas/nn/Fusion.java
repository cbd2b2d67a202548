package ganvas.nn;

import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Replaces layers that follow one another by faster ones of the same result: an activation writes over its input where nothing else needs
 * that, and a leaky ReLU with the dropout behind it is one product. The only place that knows of these.
 */
final class Fusion {
    private Fusion() {}

    /** Chains are equal where they hold the same parameters, so one plan serves all that are equal. */
    private static final Map<Chain, List<Layer>> PLANS = new WeakHashMap<>();

    /** The layers that {@code network} runs as, planned once. */
    static List<Layer> of(Chain network) {
        synchronized (PLANS) {
            List<Layer> plan = PLANS.get(network);
            if (plan == null) PLANS.put(network, plan = of(network.layers()));
            return plan;
        }
    }

    /** The layers that {@code layers} run as. */
    static List<Layer> of(List<Layer> layers) {
        var fused = new ArrayList<Layer>();
        boolean released = false;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer instanceof LeakyReLU act && i + 1 < layers.size() && layers.get(i + 1) instanceof Dropout dropout) {
                fused.add(new LeakyReLUDropout(act, dropout, released));
                layer = layers.get(++i);
            } else {
                fused.add(released ? inPlace(layer) : layer);
            }
            released = layer.releasesOutput();
        }
        return List.copyOf(fused);
    }

    private static Layer inPlace(Layer layer) {
        return switch (layer) {
            case ReLU _ -> new InPlaceReLU();
            case LeakyReLU act -> new InPlaceLeakyReLU(act.slope());
            default -> layer;
        };
    }

    private record InPlaceReLU() implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return x.relu_();
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    private record InPlaceLeakyReLU(double slope) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return x.leakyRelu_(slope);
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    private record LeakyReLUDropout(LeakyReLU act, Dropout dropout, boolean inPlace) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            if (dropout.drops(pass)) return x.leakyReluDropout(act.slope(), dropout.p(), pass.rng(), inPlace);
            return inPlace ? x.leakyRelu_(act.slope()) : act.apply(x, pass);
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }
}
