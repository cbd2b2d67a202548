package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.file.Json;
import ganvas.metric.judge.Judge;
import ganvas.result.Confusion;
import ganvas.result.LatentPlane;
import ganvas.result.RunFolder;
import ganvas.torch.Device;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import ganvas.train.Encodes;
import ganvas.train.Generates;
import java.util.Arrays;
import java.util.Optional;

/** Codes that a VAE gives to the test images, and the judge's reading of their reconstructions. */
final class LatentCodes {
    private LatentCodes() {}

    private static final int SHOWN = 2000;
    private static final int BATCH = 1000;

    static void write(RunFolder folder, Encodes encoder, Generates generator, Dataset data, Optional<Judge> judge,
            Device device) {
        judge.filter(Judge::tellsClasses).ifPresent(
                j -> Json.write(folder.confusion(), confusion(encoder, generator, data, j, device)));
        if (encoder.latent() == 2) Json.write(folder.encodings(), encodings(encoder, data, device));
    }

    private static Confusion confusion(Encodes encoder, Generates generator, Dataset data, Judge judge, Device device) {
        int classes = data.classes().size();
        int[][] counts = new int[classes][judge.knowsOthers() ? classes + 1 : classes];
        for (long start = 0; start < data.test().size(); start += BATCH) {
            try (var _ = new Scope()) {
                long count = Math.min(BATCH, data.test().size() - start);
                Tensor rebuilt = generator
                        .sample(encoder.encode(data.test().images().narrow(0, start, count).to(device))).to(Device.CPU);
                long[] truth = data.test().labels().narrow(0, start, count).toLongs();
                long[] read = judge.read(rebuilt).labels();
                for (int i = 0; i < truth.length; i++) counts[(int) truth[i]][(int) read[i]]++;
            }
        }
        return new Confusion(counts);
    }

    private static LatentPlane encodings(Encodes encoder, Dataset data, Device device) {
        try (var _ = new Scope()) {
            long count = Math.min(SHOWN, data.test().size());
            float[] codes = encoder.encode(data.test().images().narrow(0, 0, count).to(device)).toFloats();
            float[] x = new float[codes.length / 2], y = new float[x.length];
            for (int i = 0; i < x.length; i++) {
                x[i] = codes[2 * i];
                y[i] = codes[2 * i + 1];
            }
            return new LatentPlane(x, y, Arrays.stream(data.test().labels().narrow(0, 0, count).toLongs())
                    .mapToInt(Math::toIntExact).toArray());
        }
    }
}
