package imprint;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What needs no context. */
public final class Imprint {
    /** How long a key is. */
    public static final int KEY_BYTES = 32;

    static {
        NativeLibrary.load();
    }

    private Imprint() {}

    /**
     * The version of the library that is loaded.
     *
     * @return such as 0.1.0
     */
    public static String version() {
        return Raw.version();
    }

    /**
     * The 64 bits that tie watermark and AIGC label together.
     *
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @return the mark_id
     */
    public static long markId(String producer, String produceId) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.plain(Arena.WORD);
            check(arena, error -> Raw.markId(arena.text(producer), arena.text(produceId), arena.address(out), error));
            return out.getLong(0);
        }
    }

    /**
     * The 27-character provider code of an organisation.
     *
     * @param uscc its unified social credit code
     * @param service 5 characters, or null for 00000
     * @return the code
     */
    public static String providerCode(String uscc, String service) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.plain(32);
            check(arena, error -> Raw.providerCode(arena.text(uscc), arena.text(service), arena.address(out), error));
            return Arena.chars(out, 0, 32);
        }
    }

    /**
     * A new private key of the system's randomness. Keep it secret and keep it.
     *
     * @return {@link #KEY_BYTES} bytes
     */
    public static byte[] generateKey() {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.plain(KEY_BYTES);
            check(arena, error -> Raw.keyGenerate(arena.address(out), error));
            final byte[] key = new byte[KEY_BYTES];
            out.get(0, key);
            return key;
        }
    }

    /**
     * Writes a file whole or not at all.
     *
     * @param path of the file
     * @param data its bytes
     * @param existing what becomes of a file that is there
     */
    public static void fileWrite(Path path, byte[] data, Existing existing) {
        try (Arena arena = new Arena()) {
            check(arena, error -> Raw.fileWrite(arena.path(path), arena.bytes(data), existing.value(), error));
        }
    }

    /** A call that takes no context. */
    interface Plain {
        int on(long error);
    }

    static void check(Arena arena, Plain call) {
        final ByteBuffer error = arena.plain(Layout.ERROR_SIZE);
        ImprintException.check(call.on(arena.address(error)), error, arena.failures);
    }
}
