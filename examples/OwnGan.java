import ganvas.data.Batches;
import ganvas.data.Datasets;
import ganvas.data.Pixels;
import ganvas.gan.*;
import ganvas.nn.*;
import ganvas.torch.Device;
import ganvas.torch.Rng;
import ganvas.torch.Scope;
import ganvas.torch.Where;
import ganvas.train.Batch;
import ganvas.train.Stats;
import ganvas.train.Target;

/** A GAN of your own: two records that list their layers, and the loop written out. */
public class OwnGan {
    record G(Linear in, ReLU act, Linear out, Tanh tanh, Reshape image) implements Chain {}
    record D(Flatten flat, Linear in, LeakyReLU act, Dropout drop, Linear out, Sigmoid sigmoid) implements Chain {}

    public static void main(String[] args) {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 2000;
        var g = new G(Linear.of(64, 256), new ReLU(), Linear.of(256, 784), new Tanh(), new Reshape(1, 28, 28));
        var d = new D(new Flatten(), Linear.of(784, 256), new LeakyReLU(0.2), new Dropout(0.3), Linear.of(256, 1),
                new Sigmoid());
        var target = Target.unresized(new Pixels(28, -1, 1));
        var step = new GanStep(new GanNetworks(g, d), new LatentSpace(64), Training.plain(2e-4, 0.5, 0.999), target,
                Where.CPU, 0);
        var data = new Batches(Datasets.open("mnist").train(), 128, 0, Device.CPU);
        var stats = new Stats();
        for (int i = 1; i <= steps; i++) {
            long shown = (i - 1) * 128L;
            try (var scope = new Scope()) {
                step.update(Batch.unlabelled(data.at(shown, 128)), Rng.at(0, shown), stats);
            }
            if (i % 100 == 0 || i == steps) {
                System.out.println(i + " " + stats.means());
                stats.clear();
            }
        }
    }
}
