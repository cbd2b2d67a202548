package ganvas.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.study.CheckBounds;
import ganvas.study.ClaimCheck;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckWordsTest {
    @Test
    void everyKindIsAClause() {
        says("sharpness of the GAN is higher than that of the VAE",
                new ClaimCheck.Ordering("sharpness", "gan", "higher", List.of("vae")));
        says("training time of vae-latent4 is lower than that of gan-base and gan-tanh",
                new ClaimCheck.Ordering("seconds", "vae-latent4", "lower", List.of("gan-base", "gan-tanh")));
        says("judge's confidence of the GAN and the VAE differ by no more than 0.05",
                new ClaimCheck.Equality("judge-confidence", List.of("gan", "vae"), 0.05));
        says("the generator of gan-batchnorm has 2,293,505 parameters, moving statistics included",
                new ClaimCheck.Count("gan-batchnorm", "generator", "with-moving", 2_293_505));
        says("the encoder of the VAE has 69,144 trainable parameters",
                new ClaimCheck.Count("vae", "encoder", "trainable", 69_144));
        says("loss at the end of training of a is at least 0.9 and at most 1.1 times that of b",
                new ClaimCheck.Ratio("final:loss", "a", "b", CheckBounds.between(0.9, 1.1)));
        says("training time of a is at most 2 times that of b", new ClaimCheck.Ratio("seconds", "a", "b",
                CheckBounds.upTo(2.0)));
        says("training time of a is at least 2 times that of b", new ClaimCheck.Ratio("seconds", "a", "b",
                CheckBounds.from(2.0)));
        says("recognisable share of a and b is below 0.05",
                new ClaimCheck.Threshold("recognisable", List.of("a", "b"), CheckBounds.upTo(0.05)));
        says("“vanishing gradient” happens in most runs of a",
                new ClaimCheck.Threshold("events:vanishing-gradient", List.of("a"), CheckBounds.from(0.5)));
        says("sharpness of a goes down from epoch 10 to epoch 20",
                new ClaimCheck.Trend("judge/sharpness", "a", 10, 20, "down"));
        says("generator's loss of a changes by no more than 0.1 from epoch 2.5 to epoch 20",
                new ClaimCheck.Trend("G/loss", "a", 2.5, 20, "nowhere", 0.1));
    }

    private static void says(String words, ClaimCheck check) {
        assertThat(CheckWords.say(check)).isEqualTo(words);
    }
}
