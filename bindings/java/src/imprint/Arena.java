package imprint;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** From Java's values to the border's: what one call is given and answers lives as long as its arena, and is wiped with it. */
final class Arena implements AutoCloseable {
    static final int VIEW_SIZE = 16; // imprint_text, imprint_byte_view, imprint_bytes: a pointer, then how many bytes
    static final int WORD = 8;
    private static final int BLOCK_SIZE = 4096;

    static {
        NativeLibrary.load();
    }

    /** What callbacks of this call threw; several threads may add to it in a batch. */
    final Failures failures = new Failures();

    private final List<long[]> blocks = new ArrayList<>(); // address, bytes to wipe
    private final List<Object> kept = new ArrayList<>();
    private final List<ByteBuffer> outputs = new ArrayList<>();
    private final List<ByteBuffer> reports = new ArrayList<>();
    private final List<Long> registered = new ArrayList<>();
    private final Map<ByteBuffer, Long> addresses = new IdentityHashMap<>();
    private ByteBuffer block;
    private long blockAddress;

    /** Zeroed memory, eight bytes aligned. */
    ByteBuffer struct(int size) {
        final int aligned = (size + 7) & ~7;
        if (aligned > BLOCK_SIZE / 4) {
            return own(size, true);
        }
        if (block == null || block.remaining() < aligned) {
            block = Glue.allocate(BLOCK_SIZE);
            blockAddress = Glue.address(block);
            blocks.add(new long[] {blockAddress, BLOCK_SIZE});
        }
        final int at = block.position();
        final ByteBuffer out = block.slice(at, size).order(ByteOrder.nativeOrder());
        block.position(at + aligned);
        addresses.put(out, blockAddress + at);
        return sized(out, size);
    }

    private ByteBuffer own(int size, boolean wiped) {
        final ByteBuffer out = Glue.allocate(Math.max(size, 1)).order(ByteOrder.nativeOrder());
        final long address = Glue.address(out);
        blocks.add(new long[] {address, wiped ? size : 0});
        addresses.put(out, address);
        return sized(out, size);
    }

    /** Structs begin with their size; what is none is overwritten by its content. */
    private static ByteBuffer sized(ByteBuffer out, int size) {
        if (size >= 4) {
            out.putInt(0, size);
        }
        return out;
    }

    long address(ByteBuffer buffer) {
        return addresses.get(buffer);
    }

    /** Zeroed room for what has no struct_size: imprint_bytes, a pointer, a number. */
    ByteBuffer plain(int size) {
        final ByteBuffer out = struct(size);
        out.putInt(0, 0);
        return out;
    }

    // ---- Text and bytes; null is absent, empty is empty ----

    void text(ByteBuffer struct, int at, String value) {
        view(struct, at, value == null ? null : value.getBytes(StandardCharsets.UTF_8), true);
    }

    void path(ByteBuffer struct, int at, Path value) {
        view(struct, at, value == null ? null : Paths.bytes(value), true);
    }

    void numbers(ByteBuffer struct, int at, double[] value) {
        if (value == null || value.length == 0) {
            return;
        }
        final ByteBuffer data = plain(8 * value.length);
        for (int i = 0; i < value.length; i++) {
            data.putDouble(8 * i, value[i]);
        }
        struct.putLong(at, address(data));
        struct.putLong(at + 8, value.length);
    }

    void bytes(ByteBuffer struct, int at, byte[] value) {
        view(struct, at, value, false);
    }

    private void view(ByteBuffer struct, int at, byte[] value, boolean wiped) {
        if (value == null) {
            return;
        }
        final int size = Math.max(value.length, 1); // empty has an address too
        final ByteBuffer copy = size <= BLOCK_SIZE / 4 ? struct(size) : own(size, wiped);
        copy.put(0, value);
        struct.putLong(at, address(copy));
        struct.putLong(at + WORD, value.length);
    }

    long text(String value) {
        final ByteBuffer out = plain(VIEW_SIZE);
        text(out, 0, value);
        return address(out);
    }

    long path(Path value) {
        final ByteBuffer out = plain(VIEW_SIZE);
        path(out, 0, value);
        return address(out);
    }

    long bytes(byte[] value) {
        final ByteBuffer out = plain(VIEW_SIZE);
        bytes(out, 0, value);
        return address(out);
    }

    /** A view of the rest of a direct buffer, in place; of another a copy. */
    void buffer(ByteBuffer struct, int at, ByteBuffer value) {
        if (value.isDirect()) {
            kept.add(value);
            struct.putLong(at, Glue.address(value) + value.position());
            struct.putLong(at + WORD, value.remaining());
            return;
        }
        final ByteBuffer copy = own(value.remaining(), false);
        copy.put(0, value, value.position(), value.remaining());
        struct.putLong(at, address(copy));
        struct.putLong(at + WORD, value.remaining());
    }

    /** A copy of pixels, for a call that may change them. */
    ByteBuffer samples(byte[] value) {
        final ByteBuffer out = own(value.length, false);
        out.put(0, value);
        return out;
    }

    /** Room for samples that a call takes or gives. */
    ByteBuffer room(int size) {
        return own(size, false);
    }

    // ---- What a call answers ----

    /** An imprint_bytes for a call to fill; it is freed with the arena. */
    ByteBuffer output() {
        final ByteBuffer out = plain(VIEW_SIZE);
        outputs.add(out);
        return out;
    }

    /** Room for an imprint_report*, which is destroyed with the arena. */
    ByteBuffer report() {
        final ByteBuffer out = plain(WORD);
        reports.add(out);
        return out;
    }

    /** A copy of what an imprint_bytes holds; null when it was left untouched. */
    static byte[] copy(ByteBuffer bytes, int at) {
        return Glue.copy(bytes.getLong(at), bytes.getLong(at + WORD));
    }

    /** The text of an array of characters that ends in NUL. */
    static String chars(ByteBuffer in, int at, int most) {
        int size = 0;
        while (size < most && in.get(at + size) != 0) {
            size++;
        }
        final byte[] out = new byte[size];
        in.get(at, out);
        return new String(out, StandardCharsets.UTF_8);
    }

    // ---- Callbacks ----

    /** A number by which callbacks find their object, for as long as the arena lives. */
    long register(Object object) {
        final long id = Callbacks.register(object);
        registered.add(id);
        return id;
    }

    @Override
    public void close() {
        registered.forEach(Callbacks::unregister);
        outputs.forEach(one -> Raw.bytesFree(address(one)));
        reports.forEach(one -> Raw.reportDestroy(one.getLong(0)));
        for (final long[] one : blocks) {
            Glue.release(one[0], one[1]);
        }
        blocks.clear();
        block = null;
        kept.forEach(Reference::reachabilityFence);
    }
}
