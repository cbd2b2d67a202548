package ganvas.torch;

import ganvas.problem.Problem;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Reads the pickles of PyTorch and NumPy (protocol 2 and later) without running any code: strings, numbers, containers,
 * and descriptions of tensors or NumPy arrays. Lists and tuples become lists, dicts become maps. Any
 * other object is an error that names it.
 */
public final class Pickle {
    /**
     * A flat run of numbers in the file; tensors are views of it.
     *
     * @param offset index of its first element in the data that {@code key} names
     */
    record Storage(Dtype dtype, String key, long offset, long count) {}

    /** The place of a tensor's elements in its storage. Sizes and strides are in elements. Nothing is checked yet. */
    record Stored(Storage storage, long offset, long[] shape, long[] stride) {}

    /** The attributes of a TorchScript object. Its class is only a name; no code of it is loaded. */
    record Inert(String type, Map<String, Object> attributes) {}

    private record Global(String name) {}

    /** The kind of file: which Python objects it may name, and what to advise about others. */
    private enum Kind {
        WEIGHTS("weight files",
                "A file of tensors alone is read: in Python, torch.save(model.state_dict(), "
                        + "FILE) or safetensors writes one."),
        ARRAYS("such files", "A file of strings, numbers, lists, dicts and NumPy arrays alone is read.");

        final String files;
        final String advice;

        Kind(String files, String advice) {
            this.files = files;
            this.advice = advice;
        }

        boolean knows(String name) {
            return this == WEIGHTS ? TORCH.contains(name) || STORAGES.containsKey(name) || name.startsWith("__torch__.")
                    : NUMPY.contains(name);
        }
    }

    /** Python's None. */
    private enum None { NONE }

    private static final Set<String> TORCH = Set.of("collections.OrderedDict", "torch.Size",
            "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_parameter", "torch.jit._pickle.build_intlist",
            "torch.jit._pickle.build_doublelist", "torch.jit._pickle.build_boollist",
            "torch.jit._pickle.build_tensorlist");
    /** NumPy 2 says {@code _core}. Python 3 writes the bytes of Python 2 with {@code encode}. */
    private static final Set<String> NUMPY = Set.of("numpy.core.multiarray._reconstruct",
            "numpy._core.multiarray._reconstruct", "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar",
            "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer", "numpy.ndarray", "numpy.dtype",
            "_codecs.encode");

    private static final Map<String, Dtype> STORAGES = Map.of("torch.FloatStorage", Dtype.FLOAT32,
            "torch.DoubleStorage", Dtype.FLOAT64, "torch.HalfStorage", Dtype.FLOAT16, "torch.BFloat16Storage",
            Dtype.BFLOAT16, "torch.LongStorage", Dtype.INT64, "torch.IntStorage", Dtype.INT32, "torch.ShortStorage",
            Dtype.INT16, "torch.CharStorage", Dtype.INT8, "torch.ByteStorage", Dtype.UINT8, "torch.BoolStorage",
            Dtype.BOOL);
    private static final int MOST_STEPS = 2_000_000;
    private static final int MOST_DIMENSIONS = 64;            // libtorch's own limit

    private final ByteBuffer in;
    private final String where;
    private final ArrayList<Object> stack = new ArrayList<>();
    private final ArrayDeque<Integer> marks = new ArrayDeque<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Kind kind;
    private final Map<String, Storage> storages;
    /**
     * Elements that may still be copied. Without this limit a small file could ask for the same copy a million times.
     */
    private long copies;

    private Pickle(ByteBuffer in, String where, Kind kind, Map<String, Storage> storages) {
        this.in = in;
        this.where = where;
        this.kind = kind;
        this.storages = storages;
        copies = in.remaining();
    }

    /**
     * Reads the object at the position of {@code in} and moves the position behind it.
     *
     * @param where    name of the file in errors
     * @param storages receives all storages that the pickle names, by key
     */
    static Object read(ByteBuffer in, String where, Map<String, Storage> storages) {
        return read(in, where, Kind.WEIGHTS, storages);
    }

    /** Reads a pickle of NumPy data: strings, numbers, bytes, lists, maps and each {@link NumpyArray}. */
    public static Object arrays(byte[] bytes, String where) {
        return read(ByteBuffer.wrap(bytes), where, Kind.ARRAYS, new HashMap<>());
    }

    private static Object read(ByteBuffer in, String where, Kind kind, Map<String, Storage> storages) {
        int start = in.position();
        try {
            return new Pickle(in.order(ByteOrder.LITTLE_ENDIAN), where, kind, storages).object();
        } catch (BufferUnderflowException e) {
            throw Problem.input("%s is cut off: its pickle of %d bytes has no end", where, in.limit() - start);
        } catch (ClassCastException | IndexOutOfBoundsException | NoSuchElementException | NullPointerException
                | IllegalArgumentException
                | ArithmeticException e) {
            throw Problem.input("%s is damaged: its pickle makes no sense before byte %d", where, in.position());
        }
    }

    private Object object() {
        for (int step = 0; step < MOST_STEPS; step++) {
            int code = in.get() & 255;
            switch (code) {
                case 0x80 -> in.get();                                                                // PROTO
                case 0x95 -> in.getLong();                                                            // FRAME
                case '.' -> { return pop(); }
                case 'N' -> stack.add(None.NONE);
                case 0x88 -> stack.add(true);
                case 0x89 -> stack.add(false);
                case 'K' -> stack.add(in.get() & 255L);
                case 'M' -> stack.add(in.getShort() & 65535L);
                case 'J' -> stack.add((long) in.getInt());
                case 0x8a -> stack.add(number(bytes(in.get() & 255)));                                // LONG1
                case 'G' -> stack.add(in.order(ByteOrder.BIG_ENDIAN).getDouble());
                case 'X' -> stack.add(text(in.getInt(), StandardCharsets.UTF_8));
                case 0x8c -> stack.add(text(in.get() & 255, StandardCharsets.UTF_8));  // SHORT_BINUNICODE
                case 'T' -> stack.add(text(in.getInt(), StandardCharsets.ISO_8859_1));                // str of Python 2
                case 'U' -> stack.add(text(in.get() & 255, StandardCharsets.ISO_8859_1));
                case 'B' -> stack.add(bytes(in.getInt()));
                // BINBYTES8, BYTEARRAY8
                case 0x8e, 0x96 -> stack.add(bytes(Math.toIntExact(in.getLong())));
                case 0x8d -> stack.add(text(Math.toIntExact(in.getLong()), StandardCharsets.UTF_8));  // BINUNICODE8
                case '2' -> stack.add(stack.getLast());                                               // DUP
                case '0' -> pop();
                case 'C' -> stack.add(bytes(in.get() & 255));
                case '(' -> marks.push(stack.size());
                case ')' -> stack.add(List.of());
                case ']' -> stack.add(new ArrayList<>());
                case '}' -> stack.add(new LinkedHashMap<>());
                case 't' -> stack.add(tuple(sinceMark()));
                case 0x85, 0x86, 0x87 -> stack.add(tuple(since(stack.size() - (code - 0x84))));
                case 'a' -> { Object item = pop(); list().add(item); }
                case 'e' -> { List<Object> items = sinceMark(); list().addAll(items); }
                case 's' -> put(since(stack.size() - 2));
                case 'u' -> put(sinceMark());
                case 'q' -> memo.put(in.get() & 255, stack.getLast());
                case 'r' -> memo.put(in.getInt(), stack.getLast());
                case 0x94 -> memo.put(memo.size(), stack.getLast());                                  // MEMOIZE
                case 'h' -> stack.add(remembered(in.get() & 255));
                case 'j' -> stack.add(remembered(in.getInt()));
                case 'c' -> stack.add(global(line(), line()));
                case 0x93 -> { String name = (String) pop(); stack.add(global((String) pop(), name)); }
                case 'Q' -> stack.add(storage((List<?>) pop()));
                case 'R', 0x81 -> {
                    List<?> arguments = (List<?>) pop();
                    stack.add(made(((Global) pop()).name, arguments, code == 'R'));
                }
                case 'b' -> { Object state = pop(); build(stack.getLast(), state); }
                default -> throw Problem.input("%s: its pickle has opcode 0x%02x at byte %d, which %s do not use",
                        where, code, in.position() - 1,
                        kind.files);
            }
            in.order(ByteOrder.LITTLE_ENDIAN);
        }
        throw Problem.input("%s: its pickle has more than %,d steps; %s do not need so many", where, MOST_STEPS,
                kind.files);
    }

    // ---- the stack

    private Object pop() {
        return stack.removeLast();
    }

    private List<Object> sinceMark() {
        return since(marks.pop());
    }

    private List<Object> since(int start) {
        List<Object> top = stack.subList(start, stack.size());
        List<Object> copy = new ArrayList<>(top);
        top.clear();
        return copy;
    }

    private static List<Object> tuple(List<Object> items) {
        return Collections.unmodifiableList(items);
    }

    @SuppressWarnings("unchecked")
    private List<Object> list() {
        return (ArrayList<Object>) stack.getLast();
    }

    private void put(List<Object> pairs) {
        @SuppressWarnings("unchecked") var map = (LinkedHashMap<Object, Object>) stack.getLast();
        for (int i = 0; i < pairs.size(); i += 2) map.put(key(pairs.get(i)), pairs.get(i + 1));
    }

    /**
     * A key of a map; bytes, as Python 3 reads the keys of Python 2, become a text.
     * A list is refused: it could contain itself, and then computing its hash would never end.
     */
    private static Object key(Object key) {
        if (key instanceof String || key instanceof Number || key instanceof Boolean) return key;
        if (key instanceof byte[] bytes) return new String(bytes, StandardCharsets.ISO_8859_1);
        throw new IllegalArgumentException();
    }

    private Object remembered(int index) {
        if (!memo.containsKey(index)) throw new NoSuchElementException();
        return memo.get(index);
    }

    // ---- bytes

    /** Reads {@code count} bytes. Checks that so many are left before it allocates memory. */
    private byte[] bytes(int count) {
        if (count < 0 || count > in.remaining()) throw new BufferUnderflowException();
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private String text(int count, Charset charset) {
        return new String(bytes(count), charset);
    }

    private String line() {
        int start = in.position();
        while (in.get() != '\n') if (in.position() - start > 1000) throw new IllegalArgumentException();
        return new String(in.array(), in.arrayOffset() + start, in.position() - start - 1, StandardCharsets.UTF_8);
    }

    /** A number from little-endian two's complement: a long where it fits, else a BigInteger. */
    private static Number number(byte[] bytes) {
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            byte b = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = b;
        }
        BigInteger value = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        if (value.bitLength() < 64) return value.longValue();
        return value;
    }

    // ---- the few Python objects that Ganvas understands

    private Global global(String module, String name) {
        String full = module + "." + name;
        if (!kind.knows(full)) {
            throw Problem.input(
                    "%s: its pickle asks for the Python object '%s'; loading that could run code, so it is refused. %s",
                    where, full, kind.advice);
        }
        return new Global(full);
    }

    private Object made(String name, List<?> arguments, boolean called) {
        if (name.startsWith("__torch__.")) return new Inert(name, new LinkedHashMap<>());
        if (!called) throw new IllegalArgumentException();
        return switch (name) {
            case "collections.OrderedDict" -> ordered(arguments);
            case "torch._utils._rebuild_tensor_v2" ->
                    new Stored((Storage) arguments.get(0), (long) arguments.get(1), longs(arguments.get(2)),
                            longs(arguments.get(3)));
            case "numpy.core.multiarray._reconstruct", "numpy._core.multiarray._reconstruct" -> new NumpyArray();
            case "numpy.core.numeric._frombuffer", "numpy._core.numeric._frombuffer" -> NumpyArray.of(arguments);
            case "numpy.core.multiarray.scalar", "numpy._core.multiarray.scalar" -> NumpyArray.scalar(arguments);
            case "numpy.dtype" -> new NumpyArray.Type((String) arguments.getFirst());
            case "numpy.ndarray" -> throw new IllegalArgumentException();
            case "_codecs.encode" -> copied(((String) arguments.getFirst()).length(),
                    ((String) arguments.getFirst()).getBytes(StandardCharsets.ISO_8859_1));
            default -> arguments.getFirst();  // a parameter is its tensor; torch.Size and build_…list are their list
        };
    }

    private <T> T copied(int elements, T made) {
        if ((copies -= elements) < 0) throw new IllegalArgumentException();
        return made;
    }

    private Map<Object, Object> ordered(List<?> arguments) {
        var map = copied(arguments.isEmpty() ? 0 : ((List<?>) arguments.getFirst()).size(),
                new LinkedHashMap<Object, Object>());
        if (!arguments.isEmpty()) for (Object pair : (List<?>) arguments.getFirst())
            map.put(key(((List<?>) pair).get(0)), ((List<?>) pair).get(1));
        return map;
    }

    static long[] longs(Object list) {
        if (((List<?>) list).size() > MOST_DIMENSIONS) throw new IllegalArgumentException();
        return ((List<?>) list).stream().mapToLong(n -> (long) n).toArray();
    }

    /** ('storage', type, key, device, elements[, None or (key of the view, offset, elements)]). */
    private Storage storage(List<?> id) {
        Dtype dtype = STORAGES.get(((Global) id.get(1)).name);
        if (!id.get(0).equals("storage") || dtype == null) throw new IllegalArgumentException();
        long offset = id.size() > 5 && id.get(5) instanceof List<?> view ? (long) view.get(1) : 0;
        var storage = new Storage(dtype, (String) id.get(2), offset, (long) id.get(4));
        storages.put(storage.key, storage);
        return storage;
    }

    private static void build(Object object, Object state) {
        switch (object) {
            case Inert inert -> ((Map<?, ?>) state).forEach((key, value) -> inert.attributes.put((String) key, value));
            case NumpyArray array -> array.set((List<?>) state);
            case NumpyArray.Type type -> type.set((List<?>) state);
            case Map<?, ?> _ -> {}                         // an OrderedDict's own attributes: versions of modules
            default -> throw new IllegalArgumentException();
        }
    }
}
