package imprint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a call is given: a path, bytes, or a stream. */
public abstract class Source {
    private Source() {}

    /** Writes the imprint_byte_view of the content. */
    abstract void place(Context context, Arena arena, ByteBuffer struct, int at);

    /** The path, if the library itself is to open it; else null. */
    Path path() {
        return null;
    }

    final long view(Context context, Arena arena) {
        final ByteBuffer out = arena.plain(Arena.VIEW_SIZE);
        place(context, arena, out, 0);
        return arena.address(out);
    }

    /**
     * A file by its path. The library reads no more of it than {@code max_file_bytes}.
     *
     * @param path of a regular file; one in an archive that Java opened is read by Java
     * @return the source
     */
    public static Source of(Path path) {
        return Paths.ofTheSystem(path) ? new OfPath(path) : new OfStream(() -> Files.newInputStream(path));
    }

    /**
     * A file in memory.
     *
     * @param bytes its bytes; they must not change before the call
     * @return the source
     */
    public static Source of(byte[] bytes) {
        return new OfBuffer(ByteBuffer.wrap(bytes));
    }

    /**
     * A file in memory: the rest of a buffer, whose position stays. Direct ones are read in place.
     *
     * @param buffer its bytes; they must not change before the call ends
     * @return the source
     */
    public static Source of(ByteBuffer buffer) {
        return new OfBuffer(buffer.duplicate());
    }

    /**
     * A stream, which is read to its end by the call, up to {@code max_file_bytes}, and not closed. It serves one call.
     *
     * @param stream the file's bytes
     * @return the source
     */
    public static Source of(InputStream stream) {
        return new OfStream(() -> new Unclosed(stream));
    }

    private static final class OfPath extends Source {
        private final Path path;

        OfPath(Path path) {
            this.path = path;
        }

        @Override
        Path path() {
            return path;
        }

        @Override
        void place(Context context, Arena arena, ByteBuffer struct, int at) {
            final ByteBuffer read = context.read(path, arena);
            struct.putLong(at, read.getLong(0));
            struct.putLong(at + Arena.WORD, read.getLong(Arena.WORD));
        }
    }

    private static final class OfBuffer extends Source {
        private final ByteBuffer buffer;

        OfBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        void place(Context context, Arena arena, ByteBuffer struct, int at) {
            arena.buffer(struct, at, buffer);
        }
    }

    private interface Opener {
        InputStream open() throws IOException;
    }

    private static final class OfStream extends Source {
        private final Opener opener;

        OfStream(Opener opener) {
            this.opener = opener;
        }

        @Override
        void place(Context context, Arena arena, ByteBuffer struct, int at) {
            try (InputStream stream = opener.open()) {
                // One byte more than is allowed, so that the library refuses it with the limit in its message.
                final long most = Math.min(context.maxFileBytes() + 1, Integer.MAX_VALUE - 16);
                arena.bytes(struct, at, stream.readNBytes((int) most));
            } catch (IOException failure) {
                throw new UncheckedIOException("the source could not be read", failure);
            }
        }
    }

    /** The caller's stream, which stays open. */
    private static final class Unclosed extends java.io.FilterInputStream {
        Unclosed(InputStream stream) {
            super(stream);
        }

        @Override
        public byte[] readNBytes(int size) throws IOException {
            return in.readNBytes(size);
        }

        @Override
        public void close() {}
    }
}
