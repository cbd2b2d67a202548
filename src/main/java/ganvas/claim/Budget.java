package ganvas.claim;

import ganvas.study.Claim;
import ganvas.study.Study;
import ganvas.study.StudyArm;
import java.util.List;
import java.util.stream.Stream;

/**
 * Compares the length of a study's training with the paper's own runs. The length of the runs counts, not the budget's
 * name: a short budget may be as long as the runs of a short paper.
 */
public final class Budget {
    private static final String SMOKE = "smoke", FULL = "full";

    private Budget() {}

    /** Whether the budget is a smoke test. It shows that everything runs, but it is no evidence. */
    public static boolean isSmoke(String budget) {
        return budget.equals(SMOKE);
    }

    public static boolean isSmoke(Study study) {
        return study.paperBudget().filter(Budget::isSmoke).isPresent();
    }

    /**
     * Whether every run is as long as the paper's and not reduced in another way, so that verdicts need no reservation.
     */
    public static boolean isFull(Study study) {
        return !isSmoke(study) && study.arms().stream().noneMatch(arm -> isShorter(study, arm.name()));
    }

    /** Whether training decides the claim. A claim that only counts parameters does not depend on the length. */
    public static boolean isByTraining(Claim claim) {
        return claim.checks().isEmpty() || arms(claim).findAny().isPresent();
    }

    /** Whether the claim is decided by runs that are shorter than the paper's. */
    public static boolean isShorter(Study study, Claim claim) {
        return arms(claim).anyMatch(arm -> isShorter(study, arm));
    }

    /** The arms whose runs decide a claim. */
    private static Stream<String> arms(Claim claim) {
        return claim.checks().stream().filter(check -> !check.comparesSizes())
                .flatMap(check -> check.ofArms().stream());
    }

    private static boolean isShorter(Study study, String name) {
        return study.paperImages(name).map(images -> study.arms().stream().anyMatch(
                arm -> arm.name().equals(name) && (arm.images() < images || !arm.reduced().isEmpty())))
                .orElse(study.paperBudget().filter(b -> !b.equals(FULL)).isPresent());
    }

    /**
     * Whether an arm's run is in the paper. Such a run states the paper's epochs; if no run does, all are taken to be
     * in the paper.
     */
    public static boolean isInPaper(Study study, StudyArm arm) {
        return arm.printed().containsKey("epochs")
                || study.arms().stream().noneMatch(a -> a.printed().containsKey("epochs"));
    }

    /** The first word of each setting that is smaller than the paper's, such as {@code batch}. */
    public static List<String> reduced(Study study) {
        return study.arms().stream().flatMap(a -> a.reduced().stream())
                .map(r -> r.split(" ", 2)[0]).distinct().sorted().toList();
    }

    /** Lengths of the runs in epochs, the shortest first. */
    public static double[] epochs(Study study) {
        return study.arms().stream().mapToDouble(a -> epochs(study, a, a.images())).sorted().toArray();
    }

    /** Lengths of the paper's own runs in epochs, the shortest first. */
    public static double[] paperEpochs(Study study) {
        return study.arms().stream().filter(a -> isInPaper(study, a))
                .flatMap(a -> study.paperImages(a.name()).map(images -> epochs(study, a, images)).stream())
                .mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private static double epochs(Study study, StudyArm arm, double images) {
        return images / Math.max(1, study.dataset(arm).train());
    }
}
