package imprint;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where a call puts what it made: a path, which is written whole or not at all, or a stream. */
public final class Output {
    private final Path path;
    private final OutputStream stream;
    private final Existing existing;

    private Output(Path path, OutputStream stream, Existing existing) {
        this.path = path;
        this.stream = stream;
        this.existing = existing;
    }

    /**
     * A new file; one that is there is not touched, and the call fails with {@link Status#FILE_EXISTS}.
     *
     * @param path of the file
     * @return the output
     */
    public static Output to(Path path) {
        return new Output(path, null, Existing.KEEP);
    }

    /**
     * A stream, which is not closed. Nothing is written to it unless the call succeeds.
     *
     * @param stream receives the bytes
     * @return the output
     */
    public static Output to(OutputStream stream) {
        return new Output(null, stream, Existing.KEEP);
    }

    /**
     * The same path, over a file that may be there, all at once; also over the input.
     *
     * @return the output
     */
    public Output replace() {
        return new Output(path, stream, Existing.REPLACE);
    }

    /** The path, if the library itself is to write it; else null. */
    Path path() {
        return path != null && Paths.ofTheSystem(path) ? path : null;
    }

    Existing existing() {
        return existing;
    }

    void write(byte[] data) {
        try {
            if (path() != null) {
                Imprint.fileWrite(path, data, existing);
            } else if (path != null) {
                Files.write(path, data, existing == Existing.REPLACE ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING);
            } else {
                stream.write(data);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the output could not be written", failure);
        }
    }
}
