package ganvas.metric.golden;

import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import java.nio.file.Path;
import java.util.Map;

/** A weight file of the network, whose weights a formula fills. */
public final class FormulaFile {
    private FormulaFile() {}

    public static Path write(Path file) {
        try (var _ = new Scope()) {
            new Safetensors(Formula.weights(), Map.of()).write(file);
        }
        return file;
    }
}
