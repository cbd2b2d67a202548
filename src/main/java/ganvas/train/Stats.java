package ganvas.train;

import ganvas.torch.Scope;
import ganvas.torch.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Values that the steps have reported since the last line of the log. They stay on the device, so no step waits for a
 * number.
 */
public final class Stats {
    private final Map<String, List<Tensor>> waiting = new LinkedHashMap<>();
    private final Map<String, List<Double>> read = new LinkedHashMap<>();

    /** Adds a value. @param value a scalar; its gradient, if any, is dropped */
    public void report(String name, Tensor value) {
        waiting.computeIfAbsent(name, _ -> new ArrayList<>()).add(value.detach().keep());
    }

    /** Everything reported since {@link #clear}, in the order of the reports. Waits for the device. */
    public Map<String, List<Double>> values() {
        waiting.forEach((name, tensors) -> {
            if (tensors.isEmpty()) return;
            try (var _ = new Scope()) {
                var into = read.computeIfAbsent(name, _ -> new ArrayList<>());
                for (double v : Tensor.stack(tensors).toDoubles()) into.add(v);
            }
            tensors.forEach(Tensor::free);
            tensors.clear();
        });
        return read;
    }

    /** Means of {@link #values}. */
    public Map<String, Double> means() {
        var means = new LinkedHashMap<String, Double>();
        values().forEach((name, list) -> means.put(name, list.stream().mapToDouble(d -> d).sum() / list.size()));
        return means;
    }

    /** The name and step of the first value that is not finite. */
    public record NotFinite(String name, int step) {}

    /** The first step since {@link #clear}, counted from 0, that reported a non-finite value; empty if none did. */
    public Optional<NotFinite> firstNotFinite() {
        return values().entrySet().stream()
                .flatMap(e -> IntStream.range(0, e.getValue().size())
                        .filter(i -> !Double.isFinite(e.getValue().get(i))).limit(1)
                        .mapToObj(i -> new NotFinite(e.getKey(), i)))
                .min(Comparator.comparingInt(NotFinite::step));
    }

    public void clear() {
        values();
        read.clear();
    }

    /** Restores the values that a checkpoint kept. */
    void restore(Map<String, List<Double>> values) {
        clear();
        values.forEach((name, list) -> read.put(name, new ArrayList<>(list)));
    }
}
