package ganvas.metric.score;

import ganvas.data.Pixels;
import ganvas.file.Gallery;
import ganvas.metric.inception.Inception;
import ganvas.metric.inception.Protocol;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The Inception network under a protocol, reading whole galleries in parts. */
record InceptionReader(Inception inception, Protocol protocol) {
    /** The features of all pictures, float32 [N, 2048]. */
    Tensor features(Gallery pictures, Inception.Watcher watcher) {
        Tensor features = Tensor.zeros(Dtype.FLOAT32, Device.CPU, pictures.count(), Inception.FEATURES);
        long[] at = {0};
        pictures.pass(p -> {
            try (var _ = new Scope()) {
                features.narrow(0, at[0], p.n())
                        .copy_(inception.features(Pixels.tensor(p), protocol, read -> watcher.read(at[0] + read)));
            }
            at[0] += p.n();
        });
        return features;
    }

    /** Features and logits of all pictures. */
    Inception.Reading read(Gallery pictures, Inception.Watcher watcher) {
        Tensor features = Tensor.zeros(Dtype.FLOAT32, Device.CPU, pictures.count(), Inception.FEATURES);
        Tensor logits = Tensor.zeros(Dtype.FLOAT32, Device.CPU, pictures.count(), Inception.CLASSES);
        long[] at = {0};
        pictures.pass(p -> {
            try (var _ = new Scope()) {
                var part = inception.read(Pixels.tensor(p), protocol, read -> watcher.read(at[0] + read));
                features.narrow(0, at[0], p.n()).copy_(part.features());
                logits.narrow(0, at[0], p.n()).copy_(part.logits());
            }
            at[0] += p.n();
        });
        return new Inception.Reading(features, logits);
    }

    /** The network's part of the fingerprint. */
    Map<String, Object> fingerprint() {
        var print = new LinkedHashMap<String, Object>();
        print.put("features", "FID Inception of 2015-12-05, pool3, " + Inception.FEATURES);
        print.put("weights SHA-256", inception.sha256());
        print.put("protocol", protocol.toString());
        print.put("resize", protocol.resize() + ", to 299 x 299");
        print.put("normalisation", protocol.normalisation());
        return print;
    }
}
