package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ganvas.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Wheel(@Required String rim, String tyre) {}

    record Cart(@Required String owner, List<Wheel> wheels, Map<String, Wheel> spare, List<Double> loads) {}

    @Test
    void whatIsRequiredMustBeThere() {
        assertThatThrownBy(() -> read("{\"wheels\": []}")).isInstanceOf(Problem.class)
                .hasMessageEndingWith("owner is missing");
        assertThatThrownBy(() -> read("{\"owner\": null}")).hasMessageEndingWith("owner is missing");
    }

    @Test
    void thePathLeadsThroughListsAndMaps() {
        assertThatThrownBy(() -> read("{\"owner\": \"Ann\", \"wheels\": [{\"rim\": \"oak\"}, {\"tyre\": \"iron\"}]}"))
                .hasMessageEndingWith("wheels[1].rim is missing");
        assertThatThrownBy(() -> read("{\"owner\": \"Ann\", \"spare\": {\"left\": {}}}"))
                .hasMessageEndingWith("spare.left.rim is missing");
        assertThatThrownBy(() -> read("{\"owner\": \"Ann\", \"wheels\": [null]}"))
                .hasMessageEndingWith("wheels[0] is missing");
    }

    @Test
    void otherComponentsMayBeMissingAndNumbersBySeedMayHaveHoles() {
        assertThat(read("{\"owner\": \"Ann\", \"wheels\": [{\"rim\": \"oak\"}], \"loads\": [1.0, null]}").wheels()
                .getFirst().tyre()).isNull();
    }

    private static Cart read(String text) {
        return Json.parse(text, Cart.class, "cart.json");
    }
}
