package ganvas.verdict;

import ganvas.claim.Measures.Quantity;
import ganvas.claim.Obstacle;
import ganvas.claim.ScoreMeaning;
import ganvas.words.Numbers;
import ganvas.words.Protocols;
import ganvas.words.Words;

/** The reason why a check is undecided, without a full stop. */
final class ObstacleWords {
    private ObstacleWords() {}

    static String say(Obstacle obstacle) {
        return switch (obstacle) {
            case Obstacle.NoArm o -> "the study has no arm %s".formatted(o.arm());
            case Obstacle.NoRunYet _ -> "no run yet";
            case Obstacle.Diverged o -> "%s diverged".formatted(Words.the(o.arm()));
            case Obstacle.TooFewRuns o -> tooFew(o.arm(), o.ended(), o.all());
            case Obstacle.NoValue o -> switch (o.quantity()) {
                case Quantity.Measured m -> m.meaning().missing(o.arm());
                case Quantity.Lines lines -> "%s has no %s".formatted(Words.the(o.arm()), lines(lines));
            };
            case Obstacle.OtherNumber o ->
                    "%s of %s is measured on %s images here, and the claim asks for %s".formatted(
                            o.metric().words(), Words.the(o.arm()), Numbers.count(o.measured()),
                            Numbers.count(o.asked()));
            case Obstacle.OfNoise o -> "%s says nothing of %s: %s".formatted(o.metric().words(), Words.the(o.arm()),
                    DoubtWords.reason(o.doubt()));
            case Obstacle.SomeCollapsed o ->
                    "%s, so that no interval over all of them holds what it says".formatted(
                            CollapseWords.say(o.arm(), o.collapse()));
            case Obstacle.TooFewSurvivors o -> "%s, and three that did not are needed".formatted(
                    CollapseWords.say(o.arm(), o.collapse()));
            case Obstacle.TooFewValues o ->
                    "only %s of %s seeds of %s have a %s, and three are needed".formatted(Words.number(o.known()),
                            Words.number(o.all()), Words.the(o.arm()), quantity(o.quantity()));
            case Obstacle.TooFewShared o ->
                    "only %s seeds are shared by all, and three are needed".formatted(Words.number(o.shared()));
            case Obstacle.UnlikeProtocols o ->
                    "%s of %s and %s is not compared: their protocols differ in %s".formatted(o.label(),
                            Words.the(o.first()), Words.the(o.second()),
                            String.join(", ", Protocols.differences(o.one(), o.other())));
            case Obstacle.NoNetwork o ->
                    "%s has no network %s, only %s".formatted(Words.the(o.arm()), o.network(), Words.list(o.known()));
            case Obstacle.Reduced o ->
                    "this budget makes %s smaller than in the paper: %s".formatted(Words.the(o.arm()),
                            String.join(", ", o.reduced()));
            case Obstacle.NotPositive o ->
                    "a ratio needs numbers above 0, but one value of %s is not".formatted(o.metric().words());
        };
    }

    private static String quantity(Quantity quantity) {
        return switch (quantity) {
            case Quantity.Measured m -> m.meaning().words();
            case Quantity.Lines lines -> lines(lines);
        };
    }

    private static String lines(Quantity.Lines lines) {
        return "line with its %s near %s images and another near %s".formatted(ScoreMeaning.statistic(lines.key()),
                Numbers.count(Math.round(lines.from())), Numbers.count(Math.round(lines.to())));
    }

    private static String tooFew(String arm, int ended, int all) {
        if (ended == all)
            return "the study asks for %s of %s, and three are needed".formatted(
                    all == 1 ? "one seed" : Words.number(all) + " seeds", Words.the(arm));
        String count = ended == 0 ? "none" : Words.number(ended);
        return "%s%s of %s %s run to the end, and three are needed".formatted(count,
                " of %s".formatted(all == 1 ? "one seed" : Words.number(all) + " seeds"),
                Words.the(arm),
                ended > 1 ? "have" : "has");
    }
}
