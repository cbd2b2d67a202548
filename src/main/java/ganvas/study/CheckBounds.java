package ganvas.study;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** The limits that a check sets for a number. Either may be absent. */
public record CheckBounds(Optional<Double> low, Optional<Double> high) {
    public static CheckBounds from(double low) {
        return new CheckBounds(Optional.of(low), Optional.empty());
    }

    public static CheckBounds upTo(double high) {
        return new CheckBounds(Optional.empty(), Optional.of(high));
    }

    public static CheckBounds between(double low, double high) {
        return new CheckBounds(Optional.of(low), Optional.of(high));
    }

    public CheckBounds map(UnaryOperator<Double> change) {
        return new CheckBounds(low.map(change), high.map(change));
    }
}
