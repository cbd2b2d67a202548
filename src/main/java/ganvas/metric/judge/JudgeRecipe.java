package ganvas.metric.judge;

/**
 * The recipe for training the judge of a dataset.
 *
 * @param network   see {@link JudgeNet#of}
 * @param batch     images per step
 * @param rate      highest learning rate of Adam
 * @param warmUp    share of the training over which the rate rises evenly
 * @param warp      changes of the images
 * @param smoothing of labels; 0 if confidence is to be measured, since smoothing lowers it
 * @param plainly   see {@link ganvas.torch.Engine#plainly}
 * @param people    whether it learns to distinguish people instead of the dataset's classes
 * @param images    number of images shown, counted with repetition, for the judge that comes with the program
 */
record JudgeRecipe(String network, int batch, double rate, double warmUp, JudgeAugmentation warp, double smoothing,
        boolean plainly, boolean people, long images) {
    /**
     * Used also for datasets without a bundled judge. The judge of MNIST was made by this recipe and can be reproduced.
     */
    private static final JudgeRecipe DIGITS = new JudgeRecipe(JudgeNet.PLAIN, 125, 2e-3, 0,
            new JudgeAugmentation(StrictMath.toRadians(10), 0.1, 2, false, 0), 0, true, false, 500_000);
    private static final JudgeRecipe CIFAR10 = new JudgeRecipe("residual 32 64 128 128", 125, 3e-3, 0.1,
            new JudgeAugmentation(0, 0, 4, true, 0), 0, false, false, 600_000);
    /**
     * Best of the recipes tried in equal time on the 3,600 pictures of a part of LFW, judged by how well it
     * distinguishes unseen people. Logits by the cosine of features and weights, and a supervised contrastive loss
     * (Khosla et al. 2020), did less well.
     */
    private static final JudgeRecipe FACES = new JudgeRecipe("residual 16 32 64 64", 125, 3e-3, 0.05,
            new JudgeAugmentation(StrictMath.toRadians(10), 0.1, 3, true, 0.2), 0.1, false, true, 150_000);

    /** @param dataset its name only */
    static JudgeRecipe of(String dataset) {
        return switch (dataset) {
            case "cifar10" -> CIFAR10;
            case "lfw" -> FACES;
            default -> DIGITS;
        };
    }

    /** The recipe in words, for the judge's metadata. */
    String words() {
        String loss = smoothing == 0 ? "cross-entropy" : "cross-entropy (labels smoothed by %s)".formatted(smoothing);
        String rise = warmUp == 0 ? "" : "rising over the first %.0f %% and ".formatted(100 * warmUp);
        String validated = people ? "every 10,000 images" : "each epoch";
        return ("%s on %s; Adam, rate %s %sfalling to 0 as a half cosine, batches of %d; after %s judged on "
                + "validation, the best weights kept")
                .formatted(loss, warp.words(), rate, rise, batch, validated);
    }
}
