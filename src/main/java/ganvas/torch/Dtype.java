package ganvas.torch;

import org.bytedeco.pytorch.global.torch.ScalarType;

/** Element types, with their names in safetensors. */
public enum Dtype {
    FLOAT32("F32", 4), FLOAT64("F64", 8), BFLOAT16("BF16", 2), INT64("I64", 8), UINT8("U8", 1), BOOL("BOOL", 1);

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
            case BFLOAT16 -> ScalarType.BFloat16;
            case INT64 -> ScalarType.Long;
            case UINT8 -> ScalarType.Byte;
            case BOOL -> ScalarType.Bool;
        };
    }

    /** Enums that come back from native are fresh objects until interned. */
    static Dtype of(ScalarType type) {
        return switch (type.intern()) {
            case Float -> FLOAT32;
            case Double -> FLOAT64;
            case BFloat16 -> BFLOAT16;
            case Long -> INT64;
            case Byte -> UINT8;
            case Bool -> BOOL;
            default -> throw new IllegalStateException("a tensor of type " + type + " has no place in Ganvas");
        };
    }
}
