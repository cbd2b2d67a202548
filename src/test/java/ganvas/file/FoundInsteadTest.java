package ganvas.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoundInsteadTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "version https://git-lfs.github.com/spec/v1 oid sha256:4d7a size 12345 | Git LFS",
            "../../.git/annex/objects/Xk/9z/SHA256E-s12--ab.gz | git-annex",
            "/annex/objects/MD5E-s12--ab.gz | git-annex",
            "outs: - md5: 4d7a size: 12 | DVC", "<!DOCTYPE html><title>403</title> | web page",
            "<html lang=en> | web page", "<?xml version='1.0'?><Error><Code>AccessDenied</Code> | web page",
            "<!-- gone --> | web page", "{\"error\":\"gated\"} | error message"})
    void pointersAndPagesAreNamed(String content, String words) {
        assertThat(FoundInstead.in(bytes(content)).orElseThrow()).contains(words);
        assertThat(FoundInstead.in(bytes("\u00ef\u00bb\u00bf \n" + content)).orElseThrow()).contains(words);
    }

    @Test
    void otherFilesAreNot() {
        assertThat(FoundInstead.in(new byte[0])).contains("an empty file");
        for (String other : new String[] {"\u0000\u0000\u0008\u0003", "\u001f\u008b", "versions", "outs: nothing",
                "{\"a\": 1}", "<svg"})
            assertThat(FoundInstead.in(bytes(other))).as(other).isEmpty();
        assertThat(FoundInstead.words(bytes("PK\3\4"))).isEqualTo("a file that begins with the bytes 50 4b 03 04");
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.ISO_8859_1);
    }
}
