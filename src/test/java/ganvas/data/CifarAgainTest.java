package ganvas.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CIFAR in pickles that Python 3 and NumPy 2 wrote ({@code pickles.zip}, five images a file): protocols 2 to 5, keys of
 * bytes, labels as array, tuple or NumPy numbers, pixels column by column or channels last.
 */
class CifarAgainTest {
    @TempDir
    Path folder;

    @BeforeEach
    void unpacks() throws IOException {
        try (InputStream in = CifarAgainTest.class.getResourceAsStream("/ganvas/data/pickles.zip");
                var zip = new java.util.zip.ZipInputStream(in)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory()) continue;
                Path to = folder.resolve(entry.getName());
                Files.createDirectories(to.getParent());
                Files.copy(zip, to);
            }
        }
    }

    private Dataset ten(String form) {
        return new Cifar(Cifar.Kind.TEN, 5).read("cifar10:x", folder.resolve(form));
    }

    @ParameterizedTest
    @ValueSource(strings = {"p3", "p4", "p5", "bytes", "fortran", "last"})
    void aPickleWrittenAgainHoldsTheSame(String form) {
        assertThat(ten(form).sha256()).isEqualTo(ten("binary").sha256());
    }

    @Test
    void hundredClassesInTwentyGroups() {
        for (Cifar.Kind kind : new Cifar.Kind[] {Cifar.Kind.FINE, Cifar.Kind.COARSE}) {
            Dataset python = new Cifar(kind, 5).read("cifar100:x", folder.resolve("h/py")),
                    binary = new Cifar(kind, 5).read("cifar100:x", folder.resolve("h/bin"));
            assertThat(python.sha256()).isEqualTo(binary.sha256());
            assertThat(python.classes()).hasSize(kind == Cifar.Kind.FINE ? 100 : 20);
        }
        Dataset fine = new Cifar(Cifar.Kind.FINE, 5).read("cifar100:x", folder.resolve("h/bin"));
        assertThat(fine.test().labels().toLongs()).containsExactly(0, 3, 6, 9, 12);
        assertThatThrownBy(() -> Datasets.open("cifar100/labels=all:" + folder))
                .hasMessageContaining("expected labels to be one of fine, coarse");
    }

    @Test
    void aPointerIsNamed() throws IOException {
        Files.writeString(folder.resolve("p4/data_batch_2"),
                "version https://git-lfs.github.com/spec/v1\noid sha256:1");
        assertThatThrownBy(() -> ten("p4")).hasMessageContaining("data_batch_2").hasMessageContaining("Git LFS");
    }
}
