package ganvas.nn;

import ganvas.torch.Tensor;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Replaces consecutive layers by faster ones with the same result. An activation overwrites its input where nothing
 * else needs that input. A leaky ReLU and the dropout after it become one product. No other class knows of these
 * replacements.
 */
final class Fusion {
    private Fusion() {}

    private static final Map<Key, List<Layer>> PLANS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Layer> GONE = new ReferenceQueue<>();

    /**
     * A weak reference to a network. Two networks are the same key only if they are the same object, even if they are
     * equal: a user's layers may keep state.
     */
    private static final class Key extends WeakReference<Layer> {
        private final int hash;

        Key(Layer network) {
            super(network, GONE);
            hash = System.identityHashCode(network);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(Object other) {
            return this == other || other instanceof Key key && get() != null && get() == key.get();
        }
    }

    /** The fused layers of {@code network}, computed once. */
    static List<Layer> fuse(Layer network, Supplier<List<Layer>> layers) {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) PLANS.remove(gone);
        return PLANS.computeIfAbsent(new Key(network), _ -> fuse(layers.get()));
    }

    /** The fused form of {@code layers}. */
    static List<Layer> fuse(List<Layer> layers) {
        var fused = new ArrayList<Layer>();
        boolean released = false;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer instanceof LeakyReLU act && i + 1 < layers.size()
                    && layers.get(i + 1) instanceof Dropout dropout) {
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
