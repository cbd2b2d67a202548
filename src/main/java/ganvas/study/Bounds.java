package ganvas.study;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The limits that a check sets for a number. Either may be absent. */
public record Bounds(Optional<Double> low, Optional<Double> high) {
    public static Bounds from(double low) {
        return new Bounds(Optional.of(low), Optional.empty());
    }

    public static Bounds upTo(double high) {
        return new Bounds(Optional.empty(), Optional.of(high));
    }

    public static Bounds between(double low, double high) {
        return new Bounds(Optional.of(low), Optional.of(high));
    }

    public Bounds map(UnaryOperator<Double> change) {
        return new Bounds(low.map(change), high.map(change));
    }
}
