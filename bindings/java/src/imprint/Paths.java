package imprint;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;

/** Paths as the system has them: bytes, which need not be text of any encoding. */
final class Paths {
    private Paths() {}

    /** Whether the system knows the path; a path into an archive is Java's alone. */
    static boolean ofTheSystem(Path path) {
        return path.getFileSystem() == FileSystems.getDefault();
    }

    /** The bytes of the absolute path. Only a URI gives them as they are: a String may have lost those that are no text. */
    static byte[] bytes(Path path) {
        if (!ofTheSystem(path)) {
            throw new IllegalArgumentException(path + " is no path of the system");
        }
        final byte[] encoded = path.toAbsolutePath().toUri().getRawPath().getBytes(StandardCharsets.US_ASCII);
        final ByteArrayOutputStream out = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            if (encoded[i] == '%') {
                out.write(Character.digit(encoded[i + 1], 16) << 4 | Character.digit(encoded[i + 2], 16));
                i += 2;
            } else {
                out.write(encoded[i]);
            }
        }
        final byte[] bytes = out.toByteArray();
        final boolean folder = bytes.length > 1 && bytes[bytes.length - 1] == '/'; // added by toUri()
        return folder ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }
}
