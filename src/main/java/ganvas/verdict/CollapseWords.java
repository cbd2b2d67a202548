package ganvas.verdict;

import ganvas.claim.Collapse;
import ganvas.claim.Interval;
import ganvas.words.Numbers;
import ganvas.words.Words;

/** Runs that ended in mode collapse, in words. */
final class CollapseWords {
    private CollapseWords() {}

    /** A clause such as {@code one of three runs of the GAN collapsed (a share of 0.33, 0.01 to 0.91)}. */
    static String say(String arm, Collapse c) {
        return "%s collapsed (a share of %s)".formatted(runs(c.collapsed(), c.runs(), arm), share(c.share()));
    }

    /** A phrase such as {@code one of three runs of the GAN}. */
    static String runs(int some, int all, String arm) {
        return "%s of %s run%s of %s".formatted(some == 0 ? "none" : Words.number(some), Words.number(all),
                all == 1 ? "" : "s", Words.the(arm));
    }

    /** A phrase such as {@code 0.33, 0.01 to 0.91}. */
    static String share(Interval share) {
        return "%s, %s to %s".formatted(Numbers.fixed(share.mean(), 2), Numbers.fixed(share.low(), 2),
                Numbers.fixed(share.high(), 2));
    }
}
