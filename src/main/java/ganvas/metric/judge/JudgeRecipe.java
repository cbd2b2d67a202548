package ganvas.metric.judge;

/**
 * The recipe for training the judge of a dataset.
 *
 * @param network   see {@link JudgeNet#of}
 * @param steps     of the optimiser
 * @param changes   random changes of the images
 * @param smoothing of labels; 0 if confidence is to be measured, since smoothing lowers it
 * @param plainly   see {@link ganvas.torch.Engine#plainly}
 * @param people    whether it learns to distinguish people instead of the dataset's classes
 */
record JudgeRecipe(String network, Steps steps, JudgeAugmentation changes, double smoothing, boolean plainly,
        boolean people) {
    /**
     * The steps of Adam.
     *
     * @param batch  images per step
     * @param rate   highest learning rate
     * @param warmUp share of the training over which the rate rises evenly
     * @param images number of images shown, counted with repetition, for the judge that comes with the program
     */
    record Steps(int batch, double rate, double warmUp, long images) {}

    /**
     * Used also for datasets without a bundled judge. The judge of MNIST was made by this recipe and can be reproduced.
     */
    private static final JudgeRecipe DIGITS = new JudgeRecipe(JudgeNet.PLAIN, new Steps(125, 2e-3, 0, 500_000),
            new JudgeAugmentation(StrictMath.toRadians(10), 0.1, 2, false, 0), 0, true, false);
    private static final JudgeRecipe CIFAR10 = new JudgeRecipe("residual 32 64 128 128",
            new Steps(125, 3e-3, 0.1, 600_000), new JudgeAugmentation(0, 0, 4, true, 0), 0, false, false);
    /**
     * Best of the recipes tried in equal time on the 3,600 pictures of a part of LFW, judged by how well it
     * distinguishes unseen people. Logits by the cosine of features and weights, and a supervised contrastive loss
     * (Khosla et al. 2020), did less well.
     */
    private static final JudgeRecipe FACES = new JudgeRecipe("residual 16 32 64 64",
            new Steps(125, 3e-3, 0.05, 150_000), new JudgeAugmentation(StrictMath.toRadians(10), 0.1, 3, true, 0.2),
            0.1, false, true);

    /** @param dataset its name only */
    static JudgeRecipe of(String dataset) {
        return switch (dataset) {
            case "cifar10", "cifar100" -> CIFAR10;
            case "lfw" -> FACES;
            default -> DIGITS;
        };
    }

    /** The recipe in words, for the judge's metadata. */
    String words() {
        String loss = smoothing == 0 ? "cross-entropy" : "cross-entropy (labels smoothed by %s)".formatted(smoothing);
        String rise = steps.warmUp == 0 ? ""
                : "rising over the first %.0f %% and ".formatted(100 * steps.warmUp);
        String validated = people ? "every 10,000 images" : "each epoch";
        return ("%s on %s; Adam, rate %s %sfalling to 0 as a half cosine, batches of %d; after %s judged on "
                + "validation, the best weights kept")
                .formatted(loss, changes.words(), steps.rate, rise, steps.batch, validated);
    }
}
