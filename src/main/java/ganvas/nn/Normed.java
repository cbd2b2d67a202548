package ganvas.nn;

/** A layer with weights, then batch normalisation over its output channels, then an activation. */
public record Normed(Layer layer, BatchNorm norm, Layer act) implements Chain {
    public static Normed of(Linear layer, Layer act) {
        return new Normed(layer, BatchNorm.of(layer.out()), act);
    }

    public static Normed of(Conv2d layer, Layer act) {
        return new Normed(layer, BatchNorm.of(layer.out()), act);
    }

    public static Normed of(ConvTranspose2d layer, Layer act) {
        return new Normed(layer, BatchNorm.of(layer.out()), act);
    }
}
