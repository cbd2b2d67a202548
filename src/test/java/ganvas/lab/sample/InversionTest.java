package ganvas.lab.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ganvas.data.Dataset;
import ganvas.data.Datasets;
import ganvas.lab.evaluate.ElboEvaluation;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Engine;
import ganvas.torch.NoGrad;
import ganvas.torch.Precision;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Step;
import ganvas.zoo.Zoo;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InversionTest {
    private static final Dataset MNIST = Datasets.open("mnist");
    private static final Inversion SEARCH = new Inversion(100, 150);

    private static Step model(String name) {
        var model = Zoo.get(name);
        return model.make(model.resolve(Map.of()), 1, 28, 28, 0, Device.CPU, Precision.FP32);
    }

    private static void train(Step step, int updates) {
        for (int i = 0; i < updates; i++) {
            try (var _ = new Scope()) {
                step.update(Batch.unlabelled(MNIST.train().images().narrow(0, 64L * i, 64)), Rng.at(0, i), new Stats());
            }
        }
    }

    /** What is drawn with gradients is what is sampled: one in [−1, 1] and shrunk, one in [0, 1]. */
    @ParameterizedTest
    @ValueSource(strings = {"ali-2020/gan", "khanna-2020/vae"})
    void drawingIsSamplingUnrounded(String name) {
        Step step = model(name);
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor z = Rng.at(4, 4).normal(Device.CPU, 20, Sampling.generator(step).latent());
            double[] sampled = Sampling.generator(step).sample(z).to(Dtype.FLOAT64).toDoubles(),
                    drawn = Sampling.generator(step).draw(z).mul(255).toDoubles();
            for (int i = 0; i < drawn.length; i++) assertThat(drawn[i]).isCloseTo(sampled[i], within(0.5001));
        }
        step.free();
    }

    /** Images that the model has drawn are found again; those it has not are come nearer to than by drawing. */
    @ParameterizedTest
    @ValueSource(strings = {"khanna-2020/gan", "khanna-2020/vae"})
    void itsOwnImagesAreFound(String name) {
        Step step = model(name);
        train(step, 30);
        try (var _ = new Scope()) {
            Tensor own = Sampling.generator(step)
                    .sample(Rng.at(7, 7).normal(Device.CPU, 10, Sampling.generator(step).latent()));
            double found = ElboEvaluation.mean(
                    SEARCH.of(Sampling.generator(step), own, Optional.empty(), Device.CPU).error());
            double drawn = ElboEvaluation.mean(
                    new Inversion(100, 0).of(Sampling.generator(step), own, Optional.empty(), Device.CPU).error());
            assertThat(found).isLessThan(0.2 * drawn);

            Tensor real = MNIST.test().images().narrow(0, 0, 10);
            Inversion.Found near = SEARCH.of(Sampling.generator(step), real, Optional.empty(), Device.CPU);
            assertThat(ElboEvaluation.mean(near.error())).isLessThan(ElboEvaluation.mean(
                    new Inversion(100, 0).of(Sampling.generator(step), real, Optional.empty(), Device.CPU).error()));
            Tensor rounded = near.nearest().to(Dtype.FLOAT32).div(255).sub(real.to(Dtype.FLOAT32).div(255)).square()
                    .flatten().mean(1);
            for (int i = 0; i < 10; i++) assertThat(rounded.toDoubles()[i]).isCloseTo(near.error()[i], within(2e-3));
        }
        step.free();
    }

    /** The first of 500 draws is a start, and an image of all black is nearest to the blackest draw. */
    @Test
    void theSearchStartsAtTheBestDraw() {
        Step step = model("khanna-2020/gan");
        try (var _ = new Scope(); var _ = new NoGrad()) {
            Tensor black = Tensor.zeros(Dtype.UINT8, Device.CPU, 1, 1, 28, 28);
            double found = new Inversion(50, 0).of(Sampling.generator(step), black, Optional.empty(), Device.CPU)
                    .error()[0];
            Tensor z = Rng.named(Sampling.EVALUATION_SEED, "inversion").normal(Device.CPU, 50,
                    Sampling.generator(step).latent());
            double best = Arrays.stream(Sampling.generator(step).draw(z).square().flatten().mean(1).toDoubles()).min()
                    .orElseThrow();
            assertThat(found).isCloseTo(best, within(1e-7));
        }
        step.free();
    }

    /** No weight, gradient or moving statistic of the model is touched: training goes on as if nothing had been. */
    @Test
    void trainingGoesOnAsIfNothingHadBeen() {
        Step searched = model("gaikwad-2020/cnn-gan"), plain = model("gaikwad-2020/cnn-gan");
        train(searched, 1);
        train(plain, 1);
        long alive;
        try (var _ = new Scope()) {
            Tensor real = MNIST.test().images().narrow(0, 0, 4);
            double[] first = new Inversion(10, 3).of(Sampling.generator(searched), real, Optional.empty(), Device.CPU)
                    .error();
            alive = Engine.liveObjects();
            assertThat(
                    new Inversion(10, 3).of(Sampling.generator(searched), real, Optional.empty(), Device.CPU).error())
                    .isEqualTo(first);
            assertThat(Engine.liveObjects()).as("steps free what they make").isLessThan(alive + 200);
        }
        train(searched, 1);
        train(plain, 1);
        searched.networks()
                .forEach((name, net) -> ganvas.nn.Net.state(net)
                        .forEach((parameter, value) -> assertThat(value.toFloats()).as(name + "." + parameter)
                                .isEqualTo(ganvas.nn.Net.state(plain.networks().get(name)).get(parameter).toFloats())));
        searched.free();
        plain.free();
    }
}
