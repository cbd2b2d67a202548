package ganvas.metric.inception;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ganvas.metric.golden.Formula;
import ganvas.metric.golden.GoldenNetwork;
import ganvas.nn.Parameter;
import ganvas.problem.Problem;
import ganvas.result.Selftest.Agreement;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The network on weights and images of a formula, beside torch-fidelity and pytorch-fid on the same. */
class InceptionTest {
    private static Map<String, Tensor> weights;
    private static Inception inception;

    @BeforeAll
    static void load() {
        weights = Formula.weights();
        inception = Inception.of(weights, "the formula", Device.CPU);
    }

    /** Every entry of both protocols; the self-test shows the same lines. */
    @Test
    void torchFidelityAndPytorchFid() {
        var keys = new java.util.ArrayList<String>();
        for (String protocol : new String[] {"torch_fidelity", "pytorch_fid"}) {
            Formula.GOLD.get(protocol).properties().forEach(set -> set.getValue().fieldNames()
                    .forEachRemaining(key -> keys.add("/" + protocol + "/" + set.getKey() + "/" + key)));
        }
        var found = GoldenNetwork.run();
        assertThat(found).extracting(Agreement::key).containsExactlyInAnyOrderElementsOf(keys).hasSize(48);
        assertThat(found).allSatisfy(a -> {
            assertThat(a.agrees()).as(a.toString()).isTrue();
            assertThat(a.tolerance()).isLessThanOrEqualTo(a.key().contains("resized") ? 1e-5 : 1e-4);
            assertThat(a.numbers()).isGreaterThanOrEqualTo(a.key().contains("first8") ? 16 : 1);
        });
    }

    /** Batches are cut without a trace, and a picture of the network's own size is not resized. */
    @Test
    void batchesAndOwnSize() {
        try (var _ = new Scope()) {
            Tensor images = Formula.images("gray28");
            var told = new java.util.ArrayList<Long>();
            float[] one = inception.features(images, Protocol.TORCH_FIDELITY, told::add, 1).toFloats();
            float[] both = inception.features(images, Protocol.TORCH_FIDELITY, _ -> {}).toFloats();
            for (int i = 0; i < one.length; i++) assertThat(one[i]).isCloseTo(both[i], within(1e-4f));
            assertThat(told).containsExactly(1L, 2L);

            byte[] pixels = new byte[299 * 299];
            for (int i = 0; i < pixels.length; i++) pixels[i] = (byte) (i * 7);
            Tensor own = Tensor.of(pixels, 1, 1, 299, 299);
            assertThat(Protocol.TORCH_FIDELITY.resized(own).to(ganvas.torch.Dtype.UINT8).toBytes()).isEqualTo(pixels);
            assertThat(Protocol.PYTORCH_FID.resized(own).mul(255).round().to(ganvas.torch.Dtype.UINT8).toBytes())
                    .isEqualTo(pixels);
        }
    }

    @Test
    void namesAreThoseOfTheWeightFile() {
        Map<String, Parameter> named = Inception.named(InceptionNet.of());
        var listed = new LinkedHashSet<String>();
        Formula.GOLD.at("/tensors").forEach(t -> listed.add(t.at("/name").asText()));
        assertThat(named.keySet()).containsExactlyInAnyOrderElementsOf(listed);
        assertThat(inception.sha256()).hasSize(64);
    }

    @Test
    void anotherNetworksWeightsAreRefused() {
        var other = new HashMap<>(Map.of("features.0.weight", Tensor.of(new float[6], 2, 3)));
        refused(other,
                "x.pth: expected a tensor 'Conv2d_1a_3x3.conv.weight' of shape [32, 3, 3, 3]; found none, "
                        + "but 'features.0.weight'. This is the weight file of another network; 'ganvas weights fetch "
                        + "inception' brings the right one.");
        var torchvision = new HashMap<>(weights);
        torchvision.put("fc.weight", Tensor.of(new float[1000 * 2048], 1000, 2048));
        refused(torchvision, "expected a tensor 'fc.weight' of shape [1008, 2048]; found [1000, 2048]");
        var more = new HashMap<>(weights);
        more.put("Conv2d_1a_3x3.bn.num_batches_tracked", Tensor.of(new long[1]));
        more.put("AuxLogits.fc.bias", Tensor.of(new float[1], 1));
        more.put("head.weight", Tensor.of(new float[1], 1));
        refused(more, "found a tensor 'head.weight' that the FID Inception network does not have");
    }

    @Test
    void weightsThatAreNoNumbersAreRefused() {
        var rotten = new HashMap<>(weights);
        rotten.put("fc.bias", Tensor.full(Double.NaN, Device.CPU, Inception.CLASSES));
        refused(rotten, "x.pth: its tensor 'fc.bias' has values that are no numbers");
    }

    private static void refused(Map<String, Tensor> weights, String words) {
        assertThatThrownBy(() -> Inception.of(weights, "x.pth", Device.CPU)).isInstanceOf(Problem.class)
                .hasMessageContaining(words);
    }

    @Test
    void picturesOfOtherChannelsAreRefused() {
        assertThatThrownBy(
                () -> inception.features(Tensor.of(new byte[32], 1, 2, 4, 4), Protocol.PYTORCH_FID, _ -> {}))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("pictures of 1 or 3 channels; found [N, C, H, W] = [1, 2, 4, 4]");
        assertThatThrownBy(() -> Protocol.of("clean-fid"))
                .hasMessageContaining("expected one of [torch-fidelity, pytorch-fid]; found 'clean-fid'");
        assertThat(Protocol.of("pytorch-fid")).isEqualTo(Protocol.PYTORCH_FID);
    }
}
