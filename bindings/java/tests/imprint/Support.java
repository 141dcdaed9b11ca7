package imprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** What the tests share: the repository, pictures, signing material that nobody trusts, and checks that say what they saw. */
final class Support {
    static final Path ROOT = Path.of(System.getenv("IMPRINT_ROOT"));
    static final String PRODUCER = "ExampleStudio";
    private static final Map<String, byte[]> PAINTED = new ConcurrentHashMap<>();
    private static Path work;
    private static Path demo;

    private Support() {}

    /** A test that cannot run here. */
    static final class Skipped extends RuntimeException {
        private static final long serialVersionUID = 1;

        Skipped(String reason) {
            super(reason);
        }
    }

    @FunctionalInterface
    interface Body {
        void run() throws Exception;
    }

    // ---- Checks ----

    static void check(boolean condition, Object said) {
        if (!condition) {
            throw new AssertionError(String.valueOf(said));
        }
    }

    static void same(Object expected, Object seen) {
        check(Objects.deepEquals(expected, seen), "expected " + expected + ", seen " + seen);
    }

    static <T extends Throwable> T fails(Class<T> kind, Body body) {
        try {
            body.run();
        } catch (Throwable failure) {
            if (kind.isInstance(failure)) {
                return kind.cast(failure);
            }
            throw new AssertionError("expected " + kind.getSimpleName() + ", seen " + failure, failure);
        }
        throw new AssertionError("expected " + kind.getSimpleName() + ", nothing was thrown");
    }

    static ImprintException fails(Status status, Body body) {
        final ImprintException failure = fails(ImprintException.class, body);
        same(status, failure.status());
        check(!failure.getMessage().isEmpty(), "a message");
        return failure;
    }

    // ---- Material ----

    static Source painted() {
        return Source.of(paint(640, 480));
    }

    /** A PNG that the sample paints. */
    static byte[] paint(int widthPx, int heightPx) {
        return PAINTED.computeIfAbsent(widthPx + "x" + heightPx, name -> {
            final Path path = work().resolve(name + ".png");
            run(work(), System.getenv("IMPRINT_PAINT"), path.toString(), String.valueOf(widthPx), String.valueOf(heightPx));
            return read(path);
        });
    }

    static byte[] read(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static String text(Path path) {
        return new String(read(path), java.nio.charset.StandardCharsets.UTF_8);
    }

    /** A test authority and signer. */
    static synchronized Path demo() {
        if (demo == null) {
            demo = work().resolve("demo");
            run(work(), System.getenv("IMPRINT_TOOL"), "keys", "demo", "-o", demo.toString());
        }
        return demo;
    }

    /** The certificate of the test signer alone. */
    static String leaf() {
        final String end = "-----END CERTIFICATE-----\n";
        final String chain = text(demo().resolve("chain.pem"));
        return chain.substring(0, chain.indexOf(end) + end.length());
    }

    static String run(Path folder, String... command) {
        try {
            final Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
            final String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            check(process.waitFor() == 0, List.of(command) + ": " + said);
            return said;
        } catch (IOException | InterruptedException failure) {
            throw new AssertionError(String.join(" ", command), failure);
        }
    }

    static synchronized Path work() {
        try {
            if (work == null) {
                work = Files.createTempDirectory("imprint-java-tests-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(work)));
            }
            return work;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Path folder() throws IOException {
        return Files.createTempDirectory(work(), "case-");
    }

    static void remove(Path folder) {
        try (var all = Files.walk(folder)) {
            for (final Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            System.out.println("a folder stays behind: " + failure);
        }
    }

    static long rssBytes() {
        return Long.parseLong(text(Path.of("/proc/self/statm")).split(" ")[1]) * 4096;
    }
}
