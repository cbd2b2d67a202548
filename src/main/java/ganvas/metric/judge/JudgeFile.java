package ganvas.metric.judge;

import ganvas.file.FoundInstead;
import ganvas.nn.Net;
import ganvas.problem.Problem;
import ganvas.torch.Device;
import ganvas.torch.Dtype;
import ganvas.torch.Safetensors;
import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The file of a judge: safetensors, with metadata that say which network it is and how it was made. */
final class JudgeFile {
    private static final long MOST_BYTES = 1 << 30;

    private JudgeFile() {}

    static Judge read(Path file, Device device) {
        if (!Files.isRegularFile(file)) {
            throw Problem.input(
                    "%s: expected weights of a judge, which 'ganvas judge train DATASET --to FILE' writes; %s", file,
                    Files.exists(file) ? "it is no file" : "there is no such file");
        }
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) throw Problem.input("%s: expected weights of a judge, at most %,d bytes; found %,d",
                    file, MOST_BYTES, size);
            return parse(Files.readAllBytes(file), file.toString(), device).from(file);
        } catch (IOException e) {
            throw Problem.io("read", file, e);
        }
    }

    /**
     * Reads a judge.
     *
     * @param where what errors call the bytes
     */
    static Judge parse(byte[] bytes, String where, Device device) {
        FoundInstead.in(bytes).ifPresent(found -> {
            throw Problem.input("%s: expected weights of a judge; found %s", where, found);
        });
        try (var _ = new Scope()) {
            Safetensors file = Safetensors.read(bytes, where);
            String input = file.metadata().getOrDefault("input", ""),
                    classes = file.metadata().getOrDefault("classes", "");
            if (!input.matches("[1-9]\\d{0,3} x [1-9]\\d{0,3} x [1-9]\\d{0,3}") || !classes.matches("[1-9]\\d{0,4}")) {
                throw Problem.input(
                        "%s: expected weights written by 'ganvas judge train', with 'input' such as 1 x 28 x 28 and "
                                + "'classes' in the metadata; found '%s' and '%s'",
                        where, input, classes);
            }
            int[] shape = Arrays.stream(input.split(" x ")).mapToInt(Integer::parseInt).toArray();
            String network = file.metadata().getOrDefault(JudgeNet.KEY, JudgeNet.PLAIN);
            JudgeNet net = JudgeNet.of(network, shape[0], shape[1], shape[2], Integer.parseInt(classes));
            int named = Judge.names(file.metadata()).size();
            if (named != 0 && named != Integer.parseInt(classes)) {
                throw Problem.input("%s: expected names of %s classes in its metadata; found %d", where, classes,
                        named);
            }
            Net.parameters(net)
                    .forEach((name, parameter) -> check(file.tensors(), name, parameter.shape(), where));
            Net.allocate(net, "judge", device, 0);
            Net.state(net).forEach((name, tensor) -> tensor.copy_(file.tensors().get(name)));
            return new Judge(net, device, file.metadata());
        }
    }

    /** Checks a tensor before anything is allocated, since the metadata may require more than the file contains. */
    private static void check(Map<String, Tensor> tensors, String name, long[] shape, String where) {
        Optional<Tensor> found = Optional.ofNullable(tensors.get(name));
        Tensor stored = found.filter(t -> Arrays.equals(t.shape(), shape)).orElseThrow(
                () -> Problem.input("%s: expected a tensor '%s' of shape %s; found %s", where, name,
                        Arrays.toString(shape),
                        found.map(t -> Arrays.toString(t.shape())).orElse("none")));
        for (double value : stored.to(Dtype.FLOAT64).toDoubles()) {
            if (!Double.isFinite(value))
                throw Problem.input("%s: expected numbers in '%s'; found %s. The file is damaged.", where, name, value);
        }
    }
}
