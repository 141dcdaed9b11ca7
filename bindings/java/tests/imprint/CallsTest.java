package imprint;

import static imprint.Support.PRODUCER;
import static imprint.Support.check;
import static imprint.Support.fails;
import static imprint.Support.folder;
import static imprint.Support.paint;
import static imprint.Support.painted;
import static imprint.Support.same;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Marking, verifying and propagating; sources, outputs, options, errors, batches. */
final class CallsTest {
    private CallsTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("mark: bytes, paths, buffers and streams give the same", CallsTest::sources);
        tests.put("mark: a path in an archive, and one with a name of any bytes", CallsTest::oddPaths);
        tests.put("mark: a file that is there stays unless it is to be replaced", CallsTest::existing);
        tests.put("mark: options say how", CallsTest::options);
        tests.put("finish: leaves the pixels", CallsTest::finish);
        tests.put("verify: states and reports", CallsTest::verify);
        tests.put("propagate and transplant", CallsTest::propagate);
        tests.put("batches: order, and files that fail", CallsTest::batches);
        tests.put("errors: what they say", CallsTest::errors);
        tests.put("errors: numbers that this package does not know are kept", CallsTest::unknownNumbers);
        tests.put("contexts: limits, and what is closed", CallsTest::contexts);
        tests.put("json: what is and what is not", CallsTest::json);
    }

    private static void sources() throws IOException {
        final Path folder = folder();
        final byte[] picture = paint(640, 480);
        final Path in = Files.write(folder.resolve("in.png"), picture);
        try (Context context = new Context()) {
            final Marked marked = context.mark(Source.of(picture), PRODUCER, "1");
            same(State.GENERATED, marked.report().state());
            same(Imprint.markId(PRODUCER, "1"), marked.report().markId());
            same(State.GENERATED, context.mark(Source.of(in), Output.to(folder.resolve("out.png")), PRODUCER, "1").state());
            same(marked.data(), Support.read(folder.resolve("out.png")));
            final ByteBuffer direct = ByteBuffer.allocateDirect(picture.length + 7).position(7).put(picture).position(7);
            for (final Source source : List.of(Source.of(in), Source.of(direct), Source.of(ByteBuffer.wrap(picture).asReadOnlyBuffer()),
                    Source.of(new ByteArrayInputStream(picture)))) {
                same(marked.data(), context.mark(source, PRODUCER, "1").data());
            }
            same(7, direct.position());
            final ByteArrayOutputStream stream = new ByteArrayOutputStream();
            context.mark(Source.of(picture), Output.to(stream), PRODUCER, "1");
            same(marked.data(), stream.toByteArray());
            marked.save(folder.resolve("saved.png"));
            same(marked.data(), Support.read(folder.resolve("saved.png")));
            same(picture, context.fileRead(in));
            fails(UncheckedIOException.class, () -> context.verify(Source.of(new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("broken pipe");
                }
            })));
        }
    }

    private static void oddPaths() throws IOException {
        final Path folder = folder();
        final Path archive = folder.resolve("pictures.zip");
        try (Context context = new Context(); FileSystem zip = FileSystems.newFileSystem(URI.create("jar:" + archive.toUri()), Map.of("create", "true"))) {
            final Path in = Files.write(zip.getPath("/in.png"), paint(640, 480));
            context.mark(Source.of(in), Output.to(zip.getPath("/out.png")), PRODUCER, "1");
            same(State.GENERATED, context.verify(Source.of(zip.getPath("/out.png"))).state());
        }
        for (final String name : List.of("a b%20c+d.png", "#?&;.png")) {
            final Path in = Files.write(folder.resolve(name), paint(640, 480));
            try (Context context = new Context()) {
                same(State.NONE_FOUND, context.verify(Source.of(in)).state());
                fails(Status.FILE_READ, () -> context.verify(Source.of(folder)));
            }
        }
        // A name that is no text: made by a shell, found by listing.
        Support.run(folder, "sh", "-c", "mkdir raw; cp '#?&;.png' \"raw/$(printf '\\377\\346').png\"");
        try (var files = Files.newDirectoryStream(folder.resolve("raw")); Context context = new Context()) {
            same(State.NONE_FOUND, context.verify(Source.of(files.iterator().next())).state());
        }
    }

    private static void existing() throws IOException {
        final Path folder = folder();
        final Path in = Files.write(folder.resolve("in.png"), paint(640, 480));
        final Path old = Files.writeString(folder.resolve("old.png"), "old");
        try (Context context = new Context()) {
            fails(Status.FILE_EXISTS, () -> context.mark(Source.of(in), Output.to(old), PRODUCER, "1"));
            fails(FileAccessException.class, () -> context.mark(painted(), Output.to(old), PRODUCER, "1"));
            same("old", Support.text(old));
            context.mark(Source.of(in), Output.to(old).replace(), PRODUCER, "1");
            same(State.GENERATED, context.verify(Source.of(old)).state());
            fails(Status.FILE_NOT_FOUND, () -> context.verify(Source.of(folder.resolve("none.png"))));
            Imprint.fileWrite(folder.resolve("new"), new byte[] {1}, Existing.KEEP);
            same(new byte[] {1}, Support.read(folder.resolve("new")));
        }
    }

    private static void options() {
        try (Context context = new Context()) {
            final MarkOptions waived = new MarkOptions().noVisible(true).waiver("a customer asked, contract 7");
            final Report report = context.mark(painted(), PRODUCER, "1", waived).report();
            same(LayerState.ABSENT, report.layer(Layer.VISIBLE));
            final byte[] jpeg = context.mark(painted(), PRODUCER, "1", new MarkOptions().convertTo(PictureFormat.JPEG).quality(90)).data();
            same((byte) 0xFF, jpeg[0]);
            fails(Status.INVALID_ARGUMENT, () -> context.mark(painted(), PRODUCER, "1", new MarkOptions().corner(Corner.UNKNOWN)));
            final byte[] font = new byte[100_000]; // larger than what an arena holds in one piece
            fails(ImprintException.class, () -> context.mark(painted(), PRODUCER, "1", new MarkOptions().text("AI生成 \u2603").font(font)));
            same(null, context.mark(painted(), PRODUCER, "1", new MarkOptions().noWatermark(true)).report().markId());
            fails(Status.INVALID_ARGUMENT, () -> Imprint.markId("a\0b", "c"));
            fails(ImprintException.class, () -> context.mark(painted(), null, "1"));
        }
    }

    private static void finish() {
        try (Context context = new Context()) {
            final byte[] drawn = context.drawLabel(painted(), null).picture();
            final Embedded<byte[]> marked = context.embed(Source.of(drawn), Imprint.markId(PRODUCER, "1"), null);
            check(marked.result().psnrDb() > 38, marked.result());
            same(Agreement.AGREE, context.finish(Source.of(marked.picture()), PRODUCER, "1", null).report().agreement());
            fails(Status.READ_BACK_FAILED, () -> context.finish(painted(), PRODUCER, "1", null));
        }
    }

    private static void verify() {
        try (Context context = new Context()) {
            same(State.NONE_FOUND, context.verify(painted()).state());
            same(State.POSSIBLE, context.verify(painted(), new VerifyOptions().declared(true)).state());
            Report seen = context.verify(painted(), new VerifyOptions().explicitLabel("由豆包AI生成"));
            same(State.SUSPECTED, seen.state());
            check(seen.json().contains("explicit_by_caller"), seen.json());
            final Report report = context.verify(Source.of(context.mark(painted(), PRODUCER, "1").data()));
            same("generated", ((Map<?, ?>) report.data().get("verdict")).get("state"));
            same(report.markIdHex(), report.marks().get(0).payloadHex());
            same("open", report.marks().get(0).keyId());
            same(LayerState.ABSENT, report.layers().get(Layer.MANIFEST));
            same(ManifestState.NONE, report.manifestState());
            same(Agreement.AGREE, report.agreement(Pair.AIGC_WATERMARK));
            same(null, report.lintStatus());
            same(null, report.crjson());
        }
    }

    private static void propagate() throws IOException {
        final Path folder = folder();
        try (Context context = new Context()) {
            final byte[] marked = context.mark(painted(), PRODUCER, "1").data();
            final byte[] given = context.propagate(Source.of(marked), "Platform", "p-1", null).data();
            same(given, context.propagate(Source.of(given), "Platform", "p-1", null).data());
            final Path in = Files.write(folder.resolve("in.png"), marked);
            context.propagate(Source.of(in), Output.to(folder.resolve("out.png")), "Platform", "p-1", null);
            same(given, Support.read(folder.resolve("out.png")));
            final Marked nothing = context.propagate(painted(), "Platform", "p-1", null);
            same(null, nothing.data());
            same(State.NONE_FOUND, nothing.report().state());
            fails(IllegalStateException.class, () -> nothing.save(folder.resolve("nothing.png")));
            context.propagate(painted(), Output.to(folder.resolve("nothing.png")), "Platform", "p-1", null);
            check(!Files.exists(folder.resolve("nothing.png")), "nothing is written where there is nothing to say");
            final byte[] copy = context.embed(painted(), Imprint.markId(PRODUCER, "1"), null).picture();
            same(Agreement.AGREE, context.transplant(Source.of(marked), Source.of(copy), null).report().agreement());
            fails(Status.OTHER_PICTURE, () -> context.transplant(Source.of(marked), painted(), null));
            same("caller", context.transplant(Source.of(marked), painted(), new TransplantOptions().vouched(true)).report().data().get("basis"));
        }
    }

    private static void batches() throws IOException {
        final Path folder = folder();
        final Path in = Files.write(folder.resolve("in.png"), paint(640, 480));
        try (Context context = new Context(new ContextOptions().threads(2))) {
            final List<Outcome> marked = context.markBatch(List.of(
                    Job.of(Source.of(in)).producer(PRODUCER, "0").output(folder.resolve("0.png")),
                    Job.of(Source.of("no picture".getBytes())).producer(PRODUCER, "1"),
                    Job.of(Source.of(in)).producer(PRODUCER, "2")), Existing.KEEP, null);
            same(null, marked.get(0).error());
            same(null, marked.get(0).data());
            same(Status.UNSUPPORTED_FORMAT, marked.get(1).error().status());
            same(Imprint.markId(PRODUCER, "2"), marked.get(2).report().markId());
            final List<Outcome> verified = context.verifyBatch(List.of(Job.of(Source.of(folder.resolve("0.png"))), Job.of(Source.of(folder.resolve("none.png"))),
                    Job.of(Source.of(marked.get(2).data()))), null);
            same(Imprint.markId(PRODUCER, "0"), verified.get(0).report().markId());
            same(Status.FILE_NOT_FOUND, verified.get(1).error().status());
            same(State.GENERATED, verified.get(2).report().state());
            final List<Outcome> given = context.propagateBatch(List.of(Job.of(Source.of(folder.resolve("0.png"))).propagator("Platform", "p")), Existing.KEEP, null);
            check(given.get(0).data().length > 1000, "a propagated file");
            same(List.of(), context.verifyBatch(List.of(), null));
        }
    }

    private static void errors() {
        try (Context context = new Context()) {
            final BadInputException failure = fails(BadInputException.class, () -> context.verify(Source.of("no picture at all".getBytes())));
            same(Status.UNSUPPORTED_FORMAT, failure.status());
            same(100, failure.statusNumber());
            same("IMPRINT_ERR_UNSUPPORTED_FORMAT", failure.statusName());
            fails(Status.TRUNCATED, () -> context.verify(Source.of(new byte[0])));
            fails(Status.KEY_INVALID, () -> context.embed(painted(), 1, new EmbedOptions().keyId("0123456789abcdef")));
            fails(NullPointerException.class, () -> context.verify((Source) null));
        }
    }

    private static void unknownNumbers() {
        final ImprintException failure = ImprintException.of(777, "from a later library", null);
        same(Status.UNKNOWN, failure.status());
        same(777, failure.statusNumber());
        same("unknown status", failure.statusName());
        same(State.UNKNOWN, State.of(99));
        same(-1, State.UNKNOWN.value());
    }

    private static void contexts() {
        try (Context small = new Context(new ContextOptions().maxFileBytes(1000))) {
            fails(LimitExceededException.class, () -> small.verify(painted()));
            fails(LimitExceededException.class, () -> small.verify(Source.of(new ByteArrayInputStream(paint(640, 480)))));
        }
        final Context context = new Context();
        context.warmUp();
        final Context view = context.following(new Following());
        view.close();
        same(State.NONE_FOUND, view.verify(painted()).state());
        final Context adding = view.following(new Following().progress(done -> {
            context.addKey(new byte[32]);
            return true;
        }));
        check(fails(CancelledCallException.class, () -> adding.verify(painted())).getCause() instanceof IllegalStateException, "a key beside a call");
        context.close();
        context.close();
        fails(IllegalStateException.class, () -> context.verify(painted()));
        fails(IllegalStateException.class, () -> view.verify(painted()));
        fails(IllegalStateException.class, () -> context.addKey(new byte[32]));
        fails(ImprintException.class, () -> new Context(new ContextOptions().threads(1000)));
    }

    private static void json() {
        same(Map.of("a", List.of(1L, -2.5, "x\u00e9\n", true), "b", Map.of()), Json.read(" {\"a\": [1, -2.5, \"x\\u00e9\\n\", true], \"b\": {}} "));
        same(1e30, Json.read("1e30"));
        same(null, Json.read("null"));
        for (final String wrong : List.of("", "{", "[1,]", "{\"a\" 1}", "01", "nul", "\"a", "\"\\x\"", "1 2", "[".repeat(200))) {
            fails(IllegalArgumentException.class, () -> Json.read(wrong));
        }
    }
}
