package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessorTest {
    @TempDir
    private Path folder;

    /** Two generations that a cloud calls by one name, and whose kernels round otherwise. */
    @Test
    void aNameThatIsNotEnough() throws IOException {
        Processor milan = told("AMD EPYC", 25, 1, "fma avx avx2 sha_ni"),
                turin = told("AMD EPYC", 26, 2, "fma avx avx2 avx512f avx512_bf16");

        assertThat(milan).isEqualTo(new Processor("AMD EPYC, family 25 model 1, avx2", false));
        assertThat(turin).isEqualTo(new Processor("AMD EPYC, family 26 model 2, avx2, avx512f, avx512_bf16", true));
        assertThat(told("Intel(R) Xeon(R)", 6, 143, "avx2 amx_bf16").bf16()).isTrue();
    }

    @Test
    void aSystemThatDoesNotTell() throws IOException {
        assertThat(Processor.of(folder.resolve("none"), "aarch64")).isEqualTo(new Processor("aarch64", true));
        assertThat(Processor
                .of(Files.writeString(folder.resolve("arm"), "processor\t: 0\nBogoMIPS\t: 50.00\n"), "aarch64").name())
                .isEqualTo("aarch64");
    }

    private Processor told(String name, int family, int model, String flags) throws IOException {
        String one = ("processor\t: %%d\nvendor_id\t: X\ncpu family\t: %d\nmodel\t\t: %d\nmodel name\t: "
                + "%s\nflags\t\t: %s\n\n")
                .formatted(family, model, name, flags);
        return Processor.of(Files.writeString(folder.resolve("cpuinfo"), one.formatted(0) + one.formatted(1)), "amd64");
    }
}
