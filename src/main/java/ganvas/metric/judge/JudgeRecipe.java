package ganvas.metric.judge;

/**
 * How the judge of a dataset is trained.
 *
 * @param network   see {@link JudgeNet#of}
 * @param batch     images a step
 * @param rate      Adam's, at its highest
 * @param warmUp    share of the training over which the rate rises to it evenly
 * @param warp      what is done to the images
 * @param smoothing of labels; 0 where confidence is asked for, which it lowers
 * @param plainly   see {@link ganvas.torch.Engine#plainly}
 * @param people    whether it learns to tell people apart, not the dataset's classes
 * @param images    how many are shown, counted with repetition, for the judge that comes with the program
 */
record JudgeRecipe(String network, int batch, double rate, double warmUp, JudgeAugmentation warp, double smoothing,
        boolean plainly, boolean people, long images) {
    /** Also of datasets that no judge comes with. The judge of MNIST was made so, and comes out so again. */
    private static final JudgeRecipe DIGITS = new JudgeRecipe(JudgeNet.PLAIN, 125, 2e-3, 0,
            new JudgeAugmentation(StrictMath.toRadians(10), 0.1, 2, false, 0), 0, true, false, 500_000);
    private static final JudgeRecipe CIFAR10 = new JudgeRecipe("residual 32 64 128 128", 125, 3e-3, 0.1,
            new JudgeAugmentation(0, 0, 4, true, 0), 0, false, false, 600_000);
    /**
     * Of what was tried in equal time on the 3,600 pictures of a part of LFW, this told unseen people apart best;
     * logits by the cosine of features and weights, and a supervised contrastive loss (Khosla et al. 2020), less well.
     */
    private static final JudgeRecipe FACES = new JudgeRecipe("residual 16 32 64 64", 125, 3e-3, 0.05,
            new JudgeAugmentation(StrictMath.toRadians(10), 0.1, 3, true, 0.2), 0.1, false, true, 150_000);

    /** @param dataset its name alone */
    static JudgeRecipe of(String dataset) {
        return switch (dataset) {
            case "cifar10" -> CIFAR10;
            case "lfw" -> FACES;
            default -> DIGITS;
        };
    }

    /** For the judge's metadata. */
    String words() {
        String loss = smoothing == 0 ? "cross-entropy" : "cross-entropy (labels smoothed by %s)".formatted(smoothing);
        String rise = warmUp == 0 ? "" : "rising over the first %.0f %% and ".formatted(100 * warmUp);
        String validated = people ? "every 10,000 images" : "each epoch";
        return ("%s on %s; Adam, rate %s %sfalling to 0 as a half cosine, batches of %d; after %s judged on "
                + "validation, the best weights kept")
                .formatted(loss, warp.words(), rate, rise, batch, validated);
    }
}
