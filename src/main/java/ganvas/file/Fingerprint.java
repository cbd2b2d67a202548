package ganvas.file;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** Short names for long descriptions. */
public final class Fingerprint {
    private Fingerprint() {}

    /** A score's protocol as 12 hexadecimal digits. The order of the keys does not matter. */
    public static String compute(Map<String, Object> protocol) {
        return sha256(Json.line(new TreeMap<>(protocol)).getBytes(StandardCharsets.UTF_8)).substring(0, 12);
    }

    /** SHA-256 in hexadecimal. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);                // every JDK has it
        }
    }
}
