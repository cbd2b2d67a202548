package ganvas.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("alone")
class BlasTest {
    private final int before = Engine.threads();
    private final List<byte[]> within = new ArrayList<>();

    @BeforeEach
    void twoParts() {
        assumeTrue(Engine.blas() != null, "libtorch has no OpenBLAS or no libgomp here");
        Engine.threads(2);
    }

    @AfterEach
    void asBefore() {
        Engine.threads(before);
    }

    @Test
    void aLargeProductIsSharedAndIsTheSum() {
        long shared = Engine.blas().shared.sum();
        float[] product = floats(product());
        assertThat(Engine.blas().shared.sum()).isEqualTo(shared + 1);

        Engine.threads(1);
        float[] alone = floats(product());
        assertThat(Engine.blas().shared.sum()).isEqualTo(shared + 1);
        assertThat(product).usingComparatorWithPrecision(1e-3f).containsExactly(alone);
        assertThat(alone[5]).isNotZero();
    }

    @Test
    void itHasTheSameBitsAgain() {
        byte[] first = product();
        for (int i = 0; i < 20; i++) assertThat(product()).isEqualTo(first);
    }

    /** Two at once, each of which would wait for ever for a part that nobody does. */
    @Test
    void threadsOfJavaShareTheirProductsEach() {
        byte[] expected = product();
        var all = IntStream.range(0, 4).mapToObj(_ -> CompletableFuture.supplyAsync(BlasTest::product, task -> Thread.ofPlatform().start(task))).toList();
        for (var one : all) assertThat(one.join()).isEqualTo(expected);
    }

    /** As libtorch's operations do that share out their pictures first, and then multiply. */
    @Test
    void aTeamWithinATeamHasAllItsParts() throws Throwable {
        byte[] expected = product();
        var linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            var type = FunctionDescriptor.ofVoid(ValueLayout.ADDRESS);
            var stub = linker.upcallStub(MethodHandles.lookup().bind(this, "multiply", MethodType.methodType(void.class, MemorySegment.class)), type, arena);
            var call = SymbolLookup.libraryLookup("libgomp.so.1", arena).find("GOMP_parallel").orElseThrow();
            linker.downcallHandle(call, FunctionDescriptor.ofVoid(ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                    .invokeExact(stub, MemorySegment.NULL, 2, 0);
        }
        assertThat(within).hasSize(2);
        assertThat(within.get(0)).isEqualTo(expected);
        assertThat(within.get(1)).isEqualTo(expected);
    }

    private void multiply(MemorySegment nothing) {
        byte[] product = product();
        synchronized (within) {
            within.add(product);
        }
    }

    private static byte[] product() {
        try (var _ = new Scope()) {
            Tensor a = Rng.at(3, 0).normal(Device.CPU, 200, 300), b = Rng.at(3, 1).normal(Device.CPU, 300, 250);
            return a.matmul(b).toRaw();
        }
    }

    private static float[] floats(byte[] raw) {
        var buffer = ByteBuffer.wrap(raw).order(ByteOrder.nativeOrder()).asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
