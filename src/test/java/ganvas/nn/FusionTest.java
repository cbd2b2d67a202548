package ganvas.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.torch.Device;
import ganvas.torch.Gradient;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class FusionTest {
    record Net4(Conv2d conv, LeakyReLU leaky, Dropout drop, ReLU act) implements Chain {}

    private static Net4 net() {
        var net = new Net4(Conv2d.of(3, 4, 3, 1, 1), new LeakyReLU(0.2), new Dropout(0.3), new ReLU());
        Net.allocate(net, "net", Device.CPU, 0);
        return net;
    }

    private static Tensor oneAfterTheOther(List<Layer> layers, Tensor x, Pass pass) {
        for (Layer layer : layers) x = layer.apply(x, pass);
        return x;
    }

    @Test
    void aFusedChainIsItsLayersOneAfterTheOther() {
        Net4 net = net();
        try (var _ = new Scope()) {
            Tensor x = Rng.at(1, 0).normal(Device.CPU, 5, 3, 8, 8).requiresGrad();
            Tensor towards = Rng.at(1, 1).normal(Device.CPU, 5, 4, 8, 8);
            for (boolean training : new boolean[] {false, true}) {
                Tensor fused = net.apply(x, pass(training)), plain = oneAfterTheOther(net.layers(), x, pass(training));
                Tensor listed = Sequential.apply(x, pass(training), net.conv, net.leaky, net.drop, net.act);
                assertThat(fused.toFloats()).as("training: %s", training).containsExactly(plain.toFloats());
                assertThat(listed.toFloats()).as("training: %s", training).containsExactly(plain.toFloats());
                for (Tensor of : List.of(x, net.conv.weight().value())) {
                    float[] expected = Gradient.compute(plain.mul(towards).sum(), of).toFloats();
                    assertThat(Gradient.compute(fused.mul(towards).sum(), of).toFloats())
                            .as("gradient, training: %s", training).containsExactly(expected);
                }
            }
            assertThat(net.apply(x, pass(true)).toFloats()).as("dropout drops")
                    .isNotEqualTo(net.apply(x, pass(false)).toFloats());
        }
        Net.free(net);
    }

    private static Pass pass(boolean training) {
        return training ? Pass.train(Rng.at(2, 0)) : Pass.EVAL;
    }

    /** After as many draws as the layers make: what comes next is the same too. */
    @Test
    void aFusedChainDrawsAsOften() {
        Net4 net = net();
        try (var _ = new Scope()) {
            Tensor x = Rng.at(1, 0).normal(Device.CPU, 5, 3, 8, 8);
            Rng fused = Rng.at(2, 0), plain = Rng.at(2, 0);
            net.apply(x, Pass.train(fused));
            oneAfterTheOther(net.layers(), x, Pass.train(plain));
            assertThat(fused.normal(Device.CPU, 4).toFloats()).containsExactly(plain.normal(Device.CPU, 4).toFloats());
        }
        Net.free(net);
    }

    @Test
    void thePlanIsMadeOnce() {
        Net4 net = net(), other = net();
        List<Layer> plan = Fusion.fuse(net, net::layers);
        assertThat(plan).as("convolution, leaky ReLU with dropout, ReLU").hasSize(3);
        assertThat(plan.getFirst()).isSameAs(net.conv);
        assertThat(plan.getLast()).as("dropout may need its output").isSameAs(net.act);
        try (var _ = new Scope()) {
            net.apply(Rng.at(1, 0).normal(Device.CPU, 1, 3, 8, 8), Pass.EVAL);
        }
        assertThat(Fusion.fuse(net, net::layers)).isSameAs(plan);
        assertThat(Fusion.fuse(other, other::layers)).isNotSameAs(plan).first().isSameAs(other.conv);
        Net.free(net);
        Net.free(other);
    }

    record Watched(Seen seen, LeakyReLU leaky) implements Chain {}

    /** A layer of a user's own that remembers. */
    record Seen(List<Long> counts) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            counts.add(x.size(0));
            return x;
        }

        @Override
        public long[] output(long... in) {
            return in;
        }
    }

    /** Two networks that look alike are two networks. */
    @Test
    void aNetworkRunsItsOwnLayers() {
        var first = new Watched(new Seen(new java.util.ArrayList<>()), new LeakyReLU(0.2));
        var second = new Watched(new Seen(new java.util.ArrayList<>()), new LeakyReLU(0.2));
        assertThat(first).isEqualTo(second);
        List<Layer> plan = Fusion.fuse(first, first::layers);
        try (var _ = new Scope()) {
            Tensor x = Tensor.full(-1, Device.CPU, 3, 2);
            second.apply(x, Pass.EVAL);
            assertThat(first.seen.counts).isEmpty();
            assertThat(second.seen.counts).containsExactly(3L);
            first.apply(x, Pass.EVAL);
            assertThat(Fusion.fuse(first, first::layers)).as("what a layer remembers changes no plan").isSameAs(plan);
            assertThat(x.toFloats()).as("an input is not written over").containsOnly(-1);
        }
    }
}
