package ganvas.metric.inception;

import static ganvas.metric.inception.ConvNorm.same;
import static ganvas.metric.inception.ConvNorm.valid;

import ganvas.nn.Layer;
import ganvas.nn.Parameter;
import ganvas.nn.Pass;
import ganvas.torch.Planes;
import ganvas.torch.Tensor;

/**
 * Inception v3 as in TensorFlow's archive of 2015-12-05, in which Heusel et al. 2017 measured FID. It is the network of
 * Szegedy et al. 2016 with three differences: means leave the padding out, the last block uses max pooling, and there
 * are 1008 outputs. Components are named as in the weight file, so that walking over them gives its names.
 */
public record InceptionNet(ConvNorm Conv2d_1a_3x3, ConvNorm Conv2d_2a_3x3, ConvNorm Conv2d_2b_3x3,
        ConvNorm Conv2d_3b_1x1, ConvNorm Conv2d_4a_3x3, Mixed.A Mixed_5b, Mixed.A Mixed_5c, Mixed.A Mixed_5d,
        Mixed.B Mixed_6a, Mixed.C Mixed_6b, Mixed.C Mixed_6c, Mixed.C Mixed_6d, Mixed.C Mixed_6e, Mixed.D Mixed_7a,
        Mixed.E Mixed_7b, Mixed.E Mixed_7c, Head fc) implements Layer {
    /** Height and width of its input. */
    static final int SIZE = 299;
    static final int FEATURES = 2048;
    static final int CLASSES = 1008;

    /**
     * The last layer. Its bias is in the weight file but unused: the field's Inception Score takes logits without it.
     */
    record Head(Parameter weight, Parameter bias) implements Layer {
        @Override
        public Tensor apply(Tensor x, Pass pass) {
            return x.matmul(weight.value().t());
        }

        @Override
        public long[] output(long... in) {
            return new long[] {CLASSES};
        }
    }

    static InceptionNet of() {
        return new InceptionNet(valid(3, 32, 3, 2), valid(32, 32, 3, 1), same(32, 64, 3, 3), valid(64, 80, 1, 1),
                valid(80, 192, 3, 1), Mixed.A.of(192, 32), Mixed.A.of(256, 64), Mixed.A.of(288, 64), Mixed.B.of(),
                Mixed.C.of(128), Mixed.C.of(160), Mixed.C.of(160), Mixed.C.of(192), Mixed.D.of(),
                Mixed.E.of(1280, false), Mixed.E.of(2048, true),
                new Head(Parameter.moving(Parameter.Start.ZEROS, CLASSES, FEATURES),
                        Parameter.moving(Parameter.Start.ZEROS, CLASSES)));
    }

    /**
     * Means over the picture at four depths. The deepest, "pool3", holds the features of FID.
     *
     * @param f64   [N, 64]
     * @param f192  [N, 192]
     * @param f768  [N, 768]
     * @param pool3 [N, 2048]
     */
    public record Depths(Tensor f64, Tensor f192, Tensor f768, Tensor pool3) {}

    /** Features of [N, 3, 299, 299] in [−1, 1]. */
    Depths depths(Tensor x) {
        x = through(x, Conv2d_1a_3x3, Conv2d_2a_3x3, Conv2d_2b_3x3);                        // [N, 64, 147, 147]
        Tensor first = Planes.maxPool(x, 3, 2, 0);                                         // [N, 64, 73, 73]
        Tensor second = Planes.maxPool(through(first, Conv2d_3b_1x1, Conv2d_4a_3x3), 3, 2, 0);     // [N, 192, 35, 35]
        x = through(second, Mixed_5b, Mixed_5c, Mixed_5d);                                 // [N, 288, 35, 35]
        Tensor third = through(x, Mixed_6a, Mixed_6b, Mixed_6c, Mixed_6d, Mixed_6e);       // [N, 768, 17, 17]
        x = through(third, Mixed_7a, Mixed_7b, Mixed_7c);                                  // [N, 2048, 8, 8]
        return new Depths(Planes.mean(first), Planes.mean(second), Planes.mean(third), Planes.mean(x));
    }

    private static Tensor through(Tensor x, Layer... layers) {
        for (Layer layer : layers) x = layer.apply(x, Pass.EVAL);
        return x;
    }

    /** The logits of [N, 3, 299, 299] in [−1, 1]: [N, 1008]. */
    @Override
    public Tensor apply(Tensor x, Pass pass) {
        return fc.apply(depths(x).pool3, pass);
    }

    @Override
    public long[] output(long... in) {
        return new long[] {CLASSES};
    }
}
