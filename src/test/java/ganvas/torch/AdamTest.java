package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdamTest {
    /**
     * Half the sum of squares, whose gradient is the point itself: with β₁ = 0 the first moment is
     * what the bound left of it.
     */
    private static Map<String, float[]> bounded(double clip, double clipNorm) {
        var parameters = new LinkedHashMap<String, Tensor>();
        parameters.put("a", Tensor.of(new float[] {3, 0}, 2).requiresGrad());
        parameters.put("b", Tensor.of(new float[] {-4}, 1).requiresGrad());
        var adam = new Adam(parameters, new AdamSettings(0.1, 0, 0.999, clip, clipNorm)).measuringNorm();
        var moments = new LinkedHashMap<String, float[]>();
        try (var _ = new Scope()) {
            Tensor loss = parameters.get("a").square().sum().add(parameters.get("b").square().sum()).mul(0.5);
            assertThat(adam.minimize(List.of(() -> List.of(loss))).norm().orElseThrow().item())
                    .as("before it is bounded").isEqualTo(5);
            parameters.keySet().forEach(name -> moments.put(name, adam.state().get("exp_avg." + name).toFloats()));
        }
        return moments;
    }

    @Test
    void theWholeGradientIsBounded() {
        var moments = bounded(0, 2);
        assertThat(moments.get("a")[0]).isCloseTo(3 * 2 / 5f, within(1e-6f));
        assertThat(moments.get("a")[1]).isZero();
        assertThat(moments.get("b")[0]).isCloseTo(-4 * 2 / 5f, within(1e-6f));
        assertThat(bounded(0, 5.1).get("b")).containsExactly(-4);
        assertThat(bounded(0, 0).get("a")).containsExactly(3, 0);
    }

    @Test
    void elementsAreBounded() {
        assertThat(bounded(3.5, 0).get("a")).containsExactly(3, 0);
        assertThat(bounded(3.5, 0).get("b")).containsExactly(-3.5f);
    }

    /** A gradient that lies in memory in another order than its parameter moves the elements that it belongs to. */
    @Test
    void memoryOrderMakesNoDifference() {
        Tensor weight = Tensor.zeros(Dtype.FLOAT32, Device.CPU, 2, 3, 2, 2).channelsLast().requiresGrad();
        float[] slopes = new float[24];
        for (int i = 0; i < 24; i++) slopes[i] = i - 11.5f;
        var adam = new Adam(Map.of("w", weight), new AdamSettings(0.1, 0, 0.999));
        try (var _ = new Scope()) {
            adam.minimize(weight.reshape(2, 12).mul(Tensor.of(slopes, 2, 12)).sum());
            assertThat(adam.state().get("exp_avg.w").toFloats()).containsExactly(slopes);
            float[] moved = weight.toFloats();
            for (int i = 0; i < 24; i++) assertThat(moved[i]).isCloseTo(-0.1f * Math.signum(slopes[i]), within(1e-5f));
        }
    }
}
