package ganvas.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A published checksum of a file.
 *
 * @param algorithm {@code SHA-256}, or {@code MD5} where nothing better is published
 * @param hex       the whole checksum or its beginning; empty where none is known
 */
record Checksum(String algorithm, String hex) {
    /** {@code md5:HEX}, or the hexadecimal digits of a SHA-256. */
    static Checksum of(String text) {
        return text.startsWith("md5:") ? new Checksum("MD5", text.substring(4)) : new Checksum("SHA-256", text);
    }

    /** A phrase for errors, such as {@code SHA-256 begins with 6726825d}. */
    @Override
    public String toString() {
        return algorithm + (hex.length() < 2 * digest(algorithm).getDigestLength() ? " begins with " : " is ") + hex;
    }

    static String compute(FileChannel file, String algorithm) throws IOException {
        MessageDigest digest = digest(algorithm);
        var block = ByteBuffer.allocate(1 << 16);
        for (long at = 0; file.read(block.clear(), at) >= 0; at += block.position())
            digest.update(block.array(), 0, block.position());
        return HexFormat.of().formatHex(digest.digest());
    }

    static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);                // every JDK has both
        }
    }
}
