package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.result.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A quota that is used up while a run writes, seen at the write as on a local disk, and at the sync as over NFS.
 * Played: few machines have one to test on.
 */
class QuotaTest {
    private static final List<String> COMMAND = CrashTest.training(1600);

    @TempDir
    Path folder;

    @Test
    void aQuotaThatIsUsedUpHarmsNothing() throws Exception {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "no quota to play: it needs Linux's LD_PRELOAD");
        Path library = PowerCut.library("src/test/c/quota.c", folder);
        assumeTrue(library != null, "no quota to play: it needs a C compiler 'cc'");
        Path out = folder.toRealPath().resolve("run"), usedUp = out.resolveSibling("run.used-up");
        Path before = RunFolder.of(out, "gan", 3).checkpoint().resolveSibling("previous.safetensors");
        for (String at : List.of("write", "sync")) {
            long then = before.toFile().lastModified();
            Process process = Crash.start(COMMAND, out, 0.05,
                    Map.of("LD_PRELOAD", library.toString(), "QUOTA", out.toString(), "QUOTA_AT", at));
            while (process.isAlive() && before.toFile().lastModified() == then) Thread.sleep(3);
            Files.createFile(usedUp);
            assertThat(process.waitFor()).isEqualTo(1);
            Files.delete(usedUp);
            String log = Files.readString(Crash.log(out));
            assertThat(log).contains("cannot write " + out, "Disk quota exceeded").doesNotContain("\tat ",
                    "The checkpoint before it is taken");
            assertThat(RunFolder.of(out, "gan", 3).outcome()).doesNotExist();
            Files.delete(Crash.log(out));
        }
        assertThat(Crash.start(COMMAND, out, 0.05, Map.of()).waitFor()).isZero();
        assertThat(Files.readString(Crash.log(out))).contains("goes on at")
                .doesNotContain("The checkpoint before it is taken");
        assertThat(Crash.differences(CrashTest.peace(COMMAND, folder.resolve("peace")), out)).isEmpty();
    }
}
