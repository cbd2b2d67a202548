package ganvas.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ganvas.result.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk of its own that fills up while a run writes to it, then cannot be written to, then has room: a tmpfs that
 * only these processes see.
 */
class DiskTest {
    private static final List<String> COMMAND = CrashTest.training(1600);

    /** $1: where the disk is mounted; $2: where copies and exit codes go; then the command. */
    private static final String SCRIPT = """
            disk=$1; keep=$2; shift 2
            mount -t tmpfs -o size=16m tmpfs "$disk" || exit 9
            "$@" >"$keep/full.log" 2>&1 &
            until [ -e "$disk/run/runs/gan/3/checkpoint/previous.safetensors" ] || ! kill -0 $! 2>/dev/null; do sleep \
            0.02; done
            cat /dev/zero >"$disk/others" 2>/dev/null
            wait $!; echo $? >"$keep/full.code"
            cp -a "$disk/run" "$keep/full"
            mount -o remount,ro "$disk" || exit 9
            "$@" >"$keep/read-only.log" 2>&1; echo $? >"$keep/read-only.code"
            cp -a "$disk/run" "$keep/read-only"
            mount -o remount,rw "$disk" || exit 9
            rm "$disk/others"
            "$@" >"$keep/room.log" 2>&1; echo $? >"$keep/room.code"
            cp -a "$disk/run" "$keep/room"
            """;

    @TempDir
    Path folder;

    @Test
    void aFullDiskAndAReadOnlyOneHarmNothing() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk")), keep = Files.createDirectory(folder.resolve("keep"));
        List<String> apart = ownMounts(disk);
        assumeTrue(apart != null,
                "no disk to fill: mounting one needs root, or user namespaces and util-linux's unshare");
        var line = new ArrayList<>(apart);
        line.addAll(List.of("sh", "-c", SCRIPT, "sh", disk.toString(), keep.toString()));
        line.addAll(Crash.line(COMMAND, disk.resolve("run"), 0.05));
        assertThat(new ProcessBuilder(line).inheritIO().start().waitFor()).isZero();

        ended(keep, "full", 1, "cannot write " + disk.resolve("run"), "No space left on device");
        RunFolder full = RunFolder.of(keep.resolve("full"), "gan", 3);
        assertThat(full.outcome()).doesNotExist();
        assertThat(full.checkpoint()).exists();
        ended(keep, "read-only", 1, disk.resolve("run") + ": Read-only file system");
        var diff = new ProcessBuilder("diff", "-r", keep.resolve("full").toString(),
                keep.resolve("read-only").toString());
        assertThat(diff.inheritIO().start().waitFor()).isZero();
        ended(keep, "room", 0, "goes on at");
        assertThat(Crash.differences(CrashTest.peace(COMMAND, folder.resolve("peace")), keep.resolve("room")))
                .isEmpty();
    }

    private static void ended(Path keep, String name, int code, String... words) throws IOException {
        String log = Files.readString(keep.resolve(name + ".log"));
        assertThat(Files.readString(keep.resolve(name + ".code")).strip()).as(log).isEqualTo(Integer.toString(code));
        assertThat(log).contains(words).doesNotContain("\tat ");
    }

    /**
     * What to put before a command that may mount: as root, or as a user who is root among its
     * own. Null if neither goes.
     */
    private static List<String> ownMounts(Path disk) throws Exception {
        for (List<String> apart : List.of(List.of("unshare", "-m"), List.of("unshare", "-Urm"))) {
            var line = new ArrayList<>(apart);
            line.addAll(List.of("mount", "-t", "tmpfs", "tmpfs", disk.toString()));
            try {
                var process = new ProcessBuilder(line).redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
                if (process.waitFor() == 0) return apart;
            } catch (IOException e) {
                return null;                                   // there is no unshare
            }
        }
        return null;
    }
}
