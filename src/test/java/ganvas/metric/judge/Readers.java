package ganvas.metric.judge;

import ganvas.nn.Net;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Tensor;
import java.nio.file.Path;
import java.util.Map;

/** Readers of this package, for tests outside of it. */
public final class Readers {
    private Readers() {}

    /** An untrained one, for pictures of 4 × 4. */
    public static void writeJudge(Path file) {
        JudgeNet net = JudgeNet.of(JudgeNet.PLAIN, 1, 4, 4, 10);
        Net.allocate(net, "judge", Device.CPU, 1);
        var judge = new Judge(net, Device.CPU, Map.of("input", "1 x 4 x 4", "classes", "10", "data", "mnist"));
        judge.write(file);
        judge.free();
    }

    public static void judge(Path file) {
        Judge judge = Judge.read(file, Device.CPU);
        try {
            String[] shape = judge.input().split(" x ");
            judge.read(Tensor.zeros(Dtype.UINT8, Device.CPU, 1, Long.parseLong(shape[0]), Long.parseLong(shape[1]),
                    Long.parseLong(shape[2])));
        } finally {
            judge.free();
        }
    }
}
