package ganvas.metric;

import static ganvas.result.Capability.ELBO;
import static ganvas.result.Capability.ENCODES;
import static ganvas.words.MetricInfo.Better.HIGHER;
import static ganvas.words.MetricInfo.Better.LOWER;
import static ganvas.words.MetricInfo.Better.NONE;
import static ganvas.words.MetricInfo.Better.ONE;
import static ganvas.words.MetricInfo.Question.CODES;
import static ganvas.words.MetricInfo.Question.GOOD;
import static ganvas.words.MetricInfo.Question.NEW;
import static ganvas.words.MetricInfo.Question.RECONSTRUCTS;
import static ganvas.words.MetricInfo.Question.SHARP;
import static ganvas.words.MetricInfo.named;

import ganvas.words.MetricInfo;
import ganvas.words.MetricInfo.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Descriptions of the metrics that need more than samples: the model, or the images that it was trained on. They are
 * measured if these are available.
 */
public final class RunMetrics {
    private RunMetrics() {}

    private static final String MODEL = "the model, the test images", ENCODER = "a VAE, the test images",
            TRAIN = "the training images, the test images";
    private static final String SQUARES = "mean square per pixel, grey in [0, 1]";

    /** Metrics of every run, in addition to {@code Metrics.ALL}. */
    public static final List<MetricInfo> OF_RUNS = List.of(
            named("inversion-mse").labelled("Inversion error", "inversion error").reads(RECONSTRUCTS, LOWER).in(SQUARES)
                    .atLeast(0)
                    .means("How closely the model can reproduce a test image that it never saw. Gradient descent "
                            + "searches for the latent.", "Creswell and Bharath 2018")
                    .needs(Network.NONE, MODEL, 1),
            named("sharpness-reach").after("sharpness")
                    .labelled("Sharpness that its size allows", "sharpness that its size allows")
                    .reads(SHARP, NONE).in("× real").atLeast(0)
                    .means("Sharpness of real test images that are resized to the network's images and back, as "
                            + "what the model draws is. It is the best that the model can reach. Only of models "
                            + "whose images have another size than the dataset's.", "Ganvas")
                    .needs(Network.NONE, MODEL, 2),
            named("train-ratio-pixels")
                    .labelled("Nearest training image, pixels", "distance to the nearest training image in pixels")
                    .reads(NEW, NONE).in("× test images").atLeast(0)
                    .means("Distance to the nearest training image, divided by that of unseen images. 1 means as "
                            + "far as these, near 0 means copied.",
                            "Ganvas; neighbours in pixels as Goodfellow et al. 2014, figure 2")
                    .needs(Network.NONE, TRAIN, 1),
            named("train-ratio-judge")
                    .labelled("Nearest training image, judge",
                            "distance to the nearest training image in the judge's features")
                    .reads(NEW, NONE).in("× test images").atLeast(0)
                    .means("The same ratio in the judge's features, in which a shifted or thickened copy is still "
                            + "near.",
                            "Ganvas")
                    .needs(Network.JUDGE, "the test images, the training images", 1),
            named("fid-judge-train").counted().after("fid-judge")
                    .labelled("FID against train, judge features", "FID against train (judge features)")
                    .reads(GOOD, NONE)
                    .means("FID with training images as the reference. Well below the FID against test means "
                            + "that the model knows the training images themselves.",
                            "Heusel et al. 2017, equation 6; with the judge's features instead of Inception's")
                    .needs(Network.JUDGE, "the training images", 100));

    /** Further metrics of a VAE. */
    public static final List<MetricInfo> OF_VAES = List.of(
            named("test-elbo").labelled("ELBO, test", "test ELBO").also(bounds()).reads(RECONSTRUCTS, HIGHER)
                    .in("nats per image")
                    .means("Evidence lower bound. Its terms are test-reconstruction and test-kl. Each is also "
                            + "measured on validation images.",
                            "Kingma and Welling 2014, equation 10")
                    .needs(Network.NONE, ENCODER, 1).of(ELBO),
            named("test-nll-iwae100").labelled("NLL, test", "test negative log-likelihood").reads(RECONSTRUCTS, LOWER)
                    .in("nats per image")
                    .means("Negative log-likelihood by importance sampling with 100 draws per image. In "
                            + "expectation it is an upper bound, tighter than the ELBO.",
                            "Burda et al. 2016, equation 8, K = 100")
                    .needs(Network.NONE, ENCODER, 1).of(ELBO),
            named("test-bpd-iwae100").labelled("Bits per dimension, test", "test bits per dimension")
                    .reads(RECONSTRUCTS, NONE).in("bits")
                    .means("The same in bits per pixel value. Only the unit differs, so it has no vote.",
                            "Theis et al. 2016")
                    .needs(Network.NONE, ENCODER, 1).of(ELBO),
            named("reconstruction-mse").labelled("Reconstruction error", "reconstruction error")
                    .reads(RECONSTRUCTS, LOWER).in(SQUARES).atLeast(0)
                    .means("Error of a test image that is encoded and decoded. The part above the inversion "
                            + "error is what the encoder loses.", "Ganvas")
                    .needs(Network.NONE, ENCODER, 1).of(ENCODES),
            named("reconstruction-fid-judge").counted().labelled("Reconstructions: FID, judge features",
                    "FID of reconstructions (judge features)").reads(RECONSTRUCTS, LOWER).atLeast(0)
                    .means("FID of reconstructed validation images against test images, by the rule of drawn images. "
                            + "A good one does not make drawn images good.", "Heusel et al. 2017")
                    .needs(Network.JUDGE, ENCODER, 2).of(ENCODES),
            named("reconstruction-recognisable").labelled("Reconstructions: recognisable share",
                    "recognisable share of reconstructions").reads(RECONSTRUCTS, HIGHER).within(0, 1)
                    .means("Share of reconstructed validation images that are recognisable, by the rule of drawn "
                            + "images.", "Ganvas")
                    .needs(Network.JUDGE, ENCODER, 100).of(ENCODES),
            named("reconstruction-sharpness").labelled("Reconstructions: sharpness", "sharpness of reconstructions")
                    .reads(RECONSTRUCTS, ONE).in("× real").atLeast(0)
                    .means("Sharpness of reconstructed validation images, by the rule of drawn images.", "Ganvas")
                    .needs(Network.JUDGE, ENCODER, 2).of(ENCODES),
            named("active-units").labelled("Active units", "number of active units").reads(CODES, NONE).atLeast(0)
                    .means("Number of latent dimensions whose mean code depends on the image: its variance over "
                            + "images is above 0.01.", "Burda et al. 2016")
                    .needs(Network.NONE, ENCODER, 2).of(ENCODES),
            named("aggregate-kl")
                    .labelled("Aggregate posterior from prior", "KL of the aggregate posterior from the prior")
                    .reads(CODES, NONE).atLeast(0).in("nats")
                    .means("KL divergence of the codes of all images from the prior. A large one means that "
                            + "samples start where no image was encoded.",
                            "Hoffman and Johnson 2016")
                    .needs(Network.NONE, ENCODER, 2).of(ENCODES),
            named("code-information").labelled("Information in the code", "information in the code").reads(CODES, NONE)
                    .atLeast(0)
                    .in("nats")
                    .means("Mutual information of image and code. The KL is the sum of this and the row above.",
                            "Hoffman and Johnson 2016")
                    .needs(Network.NONE, ENCODER, 2).of(ENCODES));

    private static Map<String, String> bounds() {
        var bounds = new LinkedHashMap<String, String>();
        bounds.put("test-reconstruction", "test reconstruction loss");
        bounds.put("test-kl", "test KL");
        bounds.put("validation-elbo", "validation ELBO");
        bounds.put("validation-reconstruction", "validation reconstruction loss");
        bounds.put("validation-kl", "validation KL");
        return bounds;
    }
}
