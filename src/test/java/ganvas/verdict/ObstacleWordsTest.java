package ganvas.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import ganvas.claim.Obstacle;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObstacleWordsTest {
    @Test
    void runsAreCounted() {
        assertThat(ObstacleWords.say(new Obstacle.TooFewRuns("gan", 0, 3)))
                .isEqualTo("none of three seeds of the GAN has run to the end, and three are needed");
        assertThat(ObstacleWords.say(new Obstacle.TooFewRuns("gan", 2, 5)))
                .isEqualTo("two of five seeds of the GAN have run to the end, and three are needed");
        assertThat(ObstacleWords.say(new Obstacle.TooFewRuns("gan", 1, 1)))
                .isEqualTo("the study asks for one seed of the GAN, and three are needed");
    }

    @Test
    void networksAndProtocolsAreNamed() {
        assertThat(ObstacleWords.say(new Obstacle.NoNetwork("vae", "critic", List.of("encoder", "decoder"))))
                .isEqualTo("the VAE has no network critic, only encoder and decoder");
        assertThat(ObstacleWords.say(
                new Obstacle.UnlikeProtocols("FID", "gan", "vae", Map.of("split", "test"), Map.of("split", "train"))))
                .isEqualTo(
                        "FID of the GAN and the VAE is not compared: their protocols differ in `split` "
                                + "(test against train)");
    }
}
