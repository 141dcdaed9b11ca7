package imprint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Loads the library once a process: from the folder that the property imprint.library.path names, or out of the jar. What the jar holds is
 * copied to a private temporary folder, which is gone again as soon as the system has loaded it.
 */
final class NativeLibrary {
    private static final String GLUE = "libimprint_java.so";
    private static boolean loaded;

    private NativeLibrary() {}

    static synchronized void load() {
        if (loaded) {
            return;
        }
        final String folder = System.getProperty("imprint.library.path");
        if (folder != null) {
            System.load(Path.of(folder, GLUE).toAbsolutePath().toString());
        } else {
            loadFromJar();
        }
        Raw.check();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(Glue::endCallsAtExit, "imprint-exit"));
        } catch (IllegalStateException ending) {
            Glue.endCallsAtExit(); // a shutdown hook is what loads the library
        }
        loaded = true;
    }

    private static void loadFromJar() {
        final String inside = "/META-INF/native/" + platform() + "/";
        try (InputStream list = NativeLibrary.class.getResourceAsStream(inside + "files")) {
            if (list == null) {
                throw new UnsatisfiedLinkError("no library for " + platform() + " in this jar: set -Dimprint.library.path to the folder of " + GLUE);
            }
            final Path folder = Files.createTempDirectory("imprint-java-"); // for its owner alone
            try {
                for (final String name : new String(list.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                    copy(inside + name, folder.resolve(name));
                }
                System.load(folder.resolve(GLUE).toString());
            } finally {
                remove(folder);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the library could not be taken out of the jar", failure);
        }
    }

    private static String platform() {
        final String processor = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        return System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-" + processor;
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = NativeLibrary.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the jar lacks " + resource);
            }
            Files.copy(in, to);
        }
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (final Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
