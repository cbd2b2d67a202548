package ganvas.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Pixels;
import ganvas.nn.Net;
import ganvas.nn.Pass;
import ganvas.nn.ReLU;
import ganvas.nn.biggan.BigGanPlan;
import ganvas.torch.AdamSettings;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Ema;
import ganvas.train.Stats;
import ganvas.train.Target;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BigGanGanTest {
    private static final BigGanPlan PLAN = new BigGanPlan(false, new BigGanPlan.Images(28, 1),
            new BigGanPlan.Inputs(8, 3), new BigGanPlan.Blocks(3, 4, 16), true, new ReLU());

    private static final Target TARGET = Target.unresized(new Pixels(28, -1, 1));

    private static GanStep step(double decay, long start, double clip) {
        var adam = new AdamSettings(1e-3, 0, 0.999, clip, 0);
        var average = new GanNetworks.Averaging(PLAN.generator(), decay, start);
        return new GanStep(new GanNetworks(PLAN.generator(), BigGanGan.Discriminator.of(PLAN), Optional.of(average)),
                new LatentSpace(8, 3),
                new Training(GanLoss.NON_SATURATING, 0, 2, Penalty.NONE, DiffAugment.NONE, adam, adam), TARGET,
                Where.CPU, 0);
    }

    /** Images of one grey each, by class. */
    private static void update(GanStep step, int i, long... labels) {
        try (var _ = new Scope()) {
            Tensor classes = Tensor.of(labels, labels.length);
            Tensor images = classes.mul(90).reshape(-1, 1, 1, 1)
                    .add(Tensor.zeros(Dtype.INT64, Device.CPU, 1, 1, 28, 28)).to(Dtype.UINT8);
            step.update(new Batch(images, classes), Rng.at(0, i), new Stats());
        }
    }

    private static Map<String, float[]> values(ganvas.nn.Layer net) {
        return Net.state(net).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toFloats()));
    }

    /**
     * decay · average + (1 − decay) · weights after the steps in which it is a copy, moving statistics and u included;
     * samples are drawn from it.
     */
    @Test
    void theAverageFollowsAndIsWhatIsDrawn() {
        var step = step(0.9, 1, 0);
        var average = (Ema) step.networks().get("average");
        var net = average.net();
        assertThat(values(net)).allSatisfy(
                (name, v) -> assertThat(v).as(name).isEqualTo(values(step.networks().get("generator")).get(name)));
        update(step, 0, 0, 1, 2, 0);
        Map<String, float[]> copy = values(net);
        assertThat(copy).allSatisfy(
                (name, v) -> assertThat(v).as(name).isEqualTo(values(step.networks().get("generator")).get(name)));

        update(step, 1, 0, 1, 2, 0);
        Map<String, float[]> weights = values(step.networks().get("generator")), averages = values(net);
        assertThat(averages).hasSameSizeAs(weights).containsKeys("blocks.0.conv1.u", "norm.runningMean",
                "shared.weight");
        averages.forEach((name, v) -> {
            for (int i = 0; i < v.length; i++) {
                assertThat((double) v[i]).as(name).isCloseTo(0.9 * copy.get(name)[i] + 0.1 * weights.get(name)[i],
                        within(1e-5 * (1 + Math.abs(v[i]))));
            }
        });
        assertThat(averages.get("output.weight")).isNotEqualTo(weights.get("output.weight"));

        try (var _ = new Scope()) {
            Tensor z = Rng.at(1, 0).normal(Device.CPU, 4, 8), inTurn = Tensor.of(new long[] {0, 1, 2, 0}, 4);
            Pass pass = Pass.EVAL.withLabels(Optional.of(inTurn));
            Tensor drawn = TARGET.toStored(average.apply(z, pass));
            assertThat(step.sample(z).toBytes()).isEqualTo(drawn.toBytes());
            assertThat(step.sample(z).toBytes())
                    .isNotEqualTo(TARGET.toStored(step.networks().get("generator").apply(z, pass)).toBytes());
        }
    }

    /** With β₁ = 0 Adam's first moment is the gradient: none is above the bound, and without one some are. */
    @Test
    void gradientsAreClippedByValue() {
        var free = step(0.9, 1, 0);
        var bounded = step(0.9, 1, 0.001);
        update(free, 0, 0, 1, 2, 0);
        update(bounded, 0, 0, 1, 2, 0);
        for (String network : new String[] {"generator", "discriminator"}) {
            assertThat(largest(free, network)).isGreaterThan(0.002);
            assertThat(largest(bounded, network)).isCloseTo(0.001, within(1e-9));
        }
    }

    private static double largest(GanStep step, String network) {
        double largest = 0;
        for (var e : step.optimizers().get(network).state().entrySet()) {
            if (!e.getKey().startsWith("exp_avg.")) continue;
            for (float g : e.getValue().toFloats()) largest = Math.max(largest, Math.abs(g));
        }
        return largest;
    }

    /** The same images under other labels train another network: both are told the classes. */
    @Test
    void classesMatter() {
        var one = step(0.9, 1, 0);
        var two = step(0.9, 1, 0);
        try (var _ = new Scope()) {
            Tensor images = Rng.at(3, 0).integers(256, Device.CPU, 4, 1, 28, 28).to(Dtype.UINT8);
            one.update(new Batch(images, Tensor.of(new long[] {0, 1, 2, 0}, 4)), Rng.at(0, 0), new Stats());
            two.update(new Batch(images, Tensor.of(new long[] {1, 1, 0, 0}, 4)), Rng.at(0, 0), new Stats());
        }
        assertThat(values(one.networks().get("discriminator")).get("head.embed.weight"))
                .isNotEqualTo(values(two.networks().get("discriminator")).get("head.embed.weight"));
    }
}
