package ganvas.torch;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** Element types, with their names in safetensors. */
public enum Dtype {
    FLOAT32("F32", 4), FLOAT64("F64", 8), FLOAT16("F16", 2), BFLOAT16("BF16", 2), INT64("I64", 8), INT32("I32", 4),
    INT16("I16", 2), INT8("I8", 1),
    UINT8("U8", 1), BOOL("BOOL", 1);

    final String safetensors;
    final int bytes;

    Dtype(String safetensors, int bytes) {
        this.safetensors = safetensors;
        this.bytes = bytes;
    }

    ScalarType nativeType() {
        return switch (this) {
            case FLOAT32 -> ScalarType.Float;
            case FLOAT64 -> ScalarType.Double;
            case FLOAT16 -> ScalarType.Half;
            case BFLOAT16 -> ScalarType.BFloat16;
            case INT64 -> ScalarType.Long;
            case INT32 -> ScalarType.Int;
            case INT16 -> ScalarType.Short;
            case INT8 -> ScalarType.Char;
            case UINT8 -> ScalarType.Byte;
            case BOOL -> ScalarType.Bool;
        };
    }

    /**
     * The Dtype of a native type. The bindings return a fresh object for each enum value; {@code intern} gives the
     * constant.
     */
    static Dtype of(ScalarType type) {
        return switch (type.intern()) {
            case Float -> FLOAT32;
            case Double -> FLOAT64;
            case Half -> FLOAT16;
            case BFloat16 -> BFLOAT16;
            case Long -> INT64;
            case Int -> INT32;
            case Short -> INT16;
            case Char -> INT8;
            case Byte -> UINT8;
            case Bool -> BOOL;
            default -> throw new IllegalStateException("a tensor of type " + type + " has no place in Ganvas");
        };
    }
}
