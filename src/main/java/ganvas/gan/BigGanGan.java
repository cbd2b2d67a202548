package ganvas.gan;

import ganvas.nn.Chain;
import ganvas.nn.Embedding;
import ganvas.nn.Layer;
import ganvas.nn.Pass;
import ganvas.nn.Sigmoid;
import ganvas.nn.biggan.BigGanPlan;
import ganvas.nn.biggan.BigGanTrunk;
import ganvas.torch.Tensor;

/**
 * The GAN of Brock et al. 2019, as Hinrichsen 2023, "Variational Autoencoders aren't Very Varied (As Generators)", uses
 * it. Its generator is {@link BigGanPlan#generator}.
 */
public final class BigGanGan {
    private BigGanGan() {}

    /** Image → features → 1. */
    public record Discriminator(BigGanTrunk trunk, Layer head, Sigmoid sigmoid) implements Chain {
        public static Discriminator of(BigGanPlan plan) {
            Layer linear = plan.linear(1);
            if (plan.inputs().classes() == 0) return new Discriminator(plan.trunk(), linear, new Sigmoid());
            var embed = Embedding.of(plan.inputs().classes(), plan.features(), plan.spectral());
            return new Discriminator(plan.trunk(), new Projection(linear, embed), new Sigmoid());
        }
    }

    /**
     * Projection discriminator (Miyato and Koyama 2018, equation 5): linear(h) +
     * embed(class)·h, [N, features] → [N, 1].
     */
    public record Projection(Layer linear, Embedding embed) implements Layer {
        @Override
        public Tensor apply(Tensor h, Pass pass) {
            Tensor labels = pass.labels().orElseThrow(
                    () -> new IllegalStateException("a projection discriminator was run without classes"));
            Tensor agreement = embed.apply(labels, pass).mul(h).sum(1).reshape(-1, 1);            // [N, 1]
            return linear.apply(h, pass).add(agreement);
        }

        @Override
        public long[] output(long... in) {
            return linear.output(in);
        }

        @Override
        public long multiplyAdds(long... in) {
            return linear.multiplyAdds(in) + embed.size();
        }
    }
}
