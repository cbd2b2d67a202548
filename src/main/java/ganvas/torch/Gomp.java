package ganvas.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.NoSuchElementException;
import java.util.Optional;

/** Functions of libgomp, GCC's OpenMP. On Linux, libtorch's operations run on its pool of threads. */
final class Gomp {
    private Gomp() {}

    /** A function that returns nothing; empty where libtorch's threads are not libgomp's. */
    static Optional<MethodHandle> function(String name, MemoryLayout... arguments) {
        Engine.start();
        try {
            var function = SymbolLookup.libraryLookup("libgomp.so.1", Arena.global()).find(name).orElseThrow();
            return Optional.of(Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.ofVoid(arguments)));
        } catch (IllegalArgumentException | NoSuchElementException e) {
            return Optional.empty();
        }
    }
}
