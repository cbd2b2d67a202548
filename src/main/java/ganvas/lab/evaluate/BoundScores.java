package ganvas.lab.evaluate;

import ganvas.data.Dataset;
import ganvas.data.Split;
import ganvas.lab.sample.Sampling;
import ganvas.result.Build;
import ganvas.result.ScoreLine;
import ganvas.torch.Device;
import ganvas.vae.HasElbo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** A VAE's reconstruction, KL and ELBO on validation and test. */
final class BoundScores {
    private BoundScores() {}

    static List<ScoreLine> measure(HasElbo model, Dataset data, Device device) {
        var lines = new ArrayList<ScoreLine>();
        add(lines, "validation", model, data.validation(), data, device);
        add(lines, "test", model, data.test(), data, device);
        return lines;
    }

    private static void add(List<ScoreLine> lines, String name, HasElbo model, Split split, Dataset data,
            Device device) {
        var each = ElboEvaluation.perImage(model, split, device);
        double[] elbo = new double[each.kl().length];
        for (int i = 0; i < elbo.length; i++) elbo[i] = -(each.reconstruction()[i] + each.kl()[i]);
        lines.add(line(name, "reconstruction", "lower", each.reconstruction(), model.autoencoder().likelihood(), data));
        lines.add(line(name, "kl", "none", each.kl(), model.autoencoder().likelihood(), data));
        lines.add(line(name, "elbo", "higher", elbo, model.autoencoder().likelihood(), data));
    }

    private static ScoreLine line(String split, String term, String better, double[] values,
            ganvas.vae.Likelihood likelihood, Dataset data) {
        double mean = ElboEvaluation.mean(values), half = ImageScores.halfInterval(values);
        boolean interval = Double.isFinite(half);
        var protocol = new LinkedHashMap<String, Object>();
        protocol.put("likelihood", likelihood.words());
        protocol.put("split", split);
        protocol.put("images", values.length);
        protocol.put("draws", 1);
        protocol.put("noise", "seed " + Sampling.EVALUATION_SEED);
        protocol.put("dataset", data.sha256());
        protocol.put("ganvas", Build.THIS.version());
        String label = (term.equals("kl") ? "KL" : term.equals("elbo") ? "ELBO" : term) + ", " + split;
        return new ScoreLine(split + "-" + term, Character.toUpperCase(label.charAt(0)) + label.substring(1), mean,
                interval ? mean - half : null, interval ? mean + half : null,
                "reconstructs", better, "nats per image",
                ("%s of the evidence bound (Kingma and Welling 2014, equation 10) on the %,d images of "
                        + "%s, one draw of z an image, %s summed over pixels; the interval is 1.96 standard errors "
                        + "over images.")
                        .formatted(
                                term.equals("elbo") ? "Negative sum of both terms"
                                        : term.equals("kl") ? "Closed-form KL term" : "Reconstruction term",
                                values.length, split, likelihood.term()),
                protocol);
    }
}
