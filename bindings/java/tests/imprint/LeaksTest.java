package imprint;

import static imprint.Support.PRODUCER;
import static imprint.Support.check;
import static imprint.Support.fails;
import static imprint.Support.paint;
import static imprint.Support.rssBytes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Memory stays where it is, whatever files come. The heap has one size (CMakeLists.txt), so what grows is outside of it. */
final class LeaksTest {
    private static final long ALLOWED_BYTES = 8 << 20;

    private LeaksTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("leaks: ten thousand calls", LeaksTest::manyCalls);
        tests.put("leaks: calls with pixels", LeaksTest::calls);
        tests.put("leaks: streams of sound, closed and forgotten", LeaksTest::streams);
        tests.put("leaks: contexts, closed and forgotten", LeaksTest::contexts);
        tests.put("bad files: each is answered", LeaksTest::badFiles);
    }

    private static void flat(Support.Body body, int warm, int times) throws Exception {
        for (int i = 0; i < warm; i++) {
            body.run();
        }
        System.gc();
        final long before = rssBytes();
        for (int i = 0; i < times; i++) {
            body.run();
        }
        System.gc();
        final long grown = rssBytes() - before;
        System.out.printf("        %d calls, RSS %+.1f MB%n", times, grown / 1048576.0);
        check(grown < ALLOWED_BYTES, grown + " bytes more");
        check(Callbacks.registered() == 0, "callbacks stay behind");
    }

    private static void manyCalls() throws Exception {
        try (Context context = new Context()) {
            final byte[] file = context.writeAigc(Source.of(paint(200, 160)), new AigcLabel().label("1").contentProducer(PRODUCER).produceId("1")).data();
            flat(() -> context.readAigc(Source.of(file)), 2000, 8000);
            final byte[] cut = Arrays.copyOf(file, 100);
            flat(() -> fails(BadInputException.class, () -> context.verify(Source.of(cut))), 200, 2000);
        }
    }

    private static void calls() throws Exception {
        final byte[] picture = paint(320, 240);
        try (Context context = new Context()) {
            final byte[] marked = context.mark(Source.of(picture), PRODUCER, "1").data();
            final VerifyOptions whole = new VerifyOptions().noSearch(true);
            flat(() -> context.following(new Following().progress(done -> true).cancel(new CancelToken()).interruptible()).verify(Source.of(marked), whole), 30, 200);
            flat(() -> context.mark(Source.of(picture), PRODUCER, "1"), 10, 30);
            flat(() -> context.verifyBatch(List.of(Job.of(Source.of(marked)), Job.of(Source.of(new byte[] {1}))), whole), 5, 40);
            final Pixels pixels = Pixels.of(PixelsTest.painting());
            flat(() -> context.embed(pixels, 5, null), 10, 30);
        }
    }

    private static void streams() throws Exception {
        final float[] sound = SoundTest.drawn(1, 1);
        final float[] bad = {Float.NaN};
        try (Context context = new Context()) {
            flat(() -> {
                try (AudioEmbedder<float[]> embedder = context.audioEmbedder(Samples.FLOATS, SoundTest.RATE_HZ, 1, 5, null);
                        AudioDetector<float[]> detector = context.audioDetector(Samples.FLOATS, SoundTest.RATE_HZ, 1, null)) {
                    detector.process(embedder.process(sound));
                    fails(BadInputException.class, () -> embedder.process(bad));
                    detector.finish();
                }
                context.findAudibleLabel(Samples.FLOATS, SoundTest.RATE_HZ, 1, context.makeAudibleLabel(Samples.FLOATS, SoundTest.RATE_HZ, 1, -20));
            }, 20, 80);
            flat(() -> {
                context.audioEmbedder(Samples.FLOATS, SoundTest.RATE_HZ, 1, 5, null).process(sound); // forgotten
                System.gc();
            }, 20, 80);
        }
    }

    private static void contexts() throws Exception {
        flat(() -> {
            try (Context context = new Context()) {
                context.addKey(new byte[32]);
            }
        }, 500, 2000);
        flat(Context::new, 500, 2000);
    }

    private static void badFiles() throws Exception {
        final String media = System.getenv("IMPRINT_TEST_MEDIA");
        final Path folder = (media == null ? Support.ROOT.resolve("../shared/data") : Path.of(media)).resolve("images/bad");
        if (!Files.isDirectory(folder)) {
            throw new Support.Skipped("no files in " + folder);
        }
        try (Context context = new Context(); var list = Files.list(folder)) {
            final List<Path> files = list.sorted().toList();
            flat(() -> files.forEach(file -> answered(context, file)), 2, 1);
            System.out.println("real files covered: " + files.size());
        }
    }

    private static void answered(Context context, Path file) {
        final List<Support.Body> calls = List.of(() -> context.verify(Source.of(file)), () -> context.mark(Source.of(file), PRODUCER, "1"),
                () -> context.detect(Source.of(Files.readAllBytes(file)), new DetectOptions().noSearch(true)));
        for (final Support.Body call : calls) {
            try {
                call.run();
            } catch (ImprintException failure) {
                check(failure.statusNumber() > 0 && failure.status() != Status.INTERNAL && !failure.getMessage().isEmpty(), file + ": " + failure);
            } catch (Exception failure) {
                throw new AssertionError(file.toString(), failure);
            }
        }
    }
}
