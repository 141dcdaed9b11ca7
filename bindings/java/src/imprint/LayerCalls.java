package imprint;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The calls of {@link Context} that work on one layer each, and how calls are made. */
abstract class LayerCalls {
    private static final int MARKS = 33; // IMPRINT_WATERMARK_MAX_MARKS

    LayerCalls() {}

    abstract void call(Arena arena, Following.Native call);

    abstract long maxFileBytes();

    // ---- Shapes of calls ----

    @FunctionalInterface
    interface Reporting {
        int on(Arena arena, long context, long report, long error);
    }

    @FunctionalInterface
    interface Making {
        int on(Arena arena, long context, long out, long report, long error);
    }

    /** A call that answers a report. */
    final Report reported(Reporting function) {
        try (Arena arena = new Arena()) {
            final ByteBuffer report = arena.report();
            call(arena, (context, error) -> function.on(arena, context, arena.address(report), error));
            return Report.read(report.getLong(0), arena);
        }
    }

    /** A call that answers bytes, if there is something to write, and a report. */
    final Marked made(Making function) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.output();
            final ByteBuffer report = arena.report();
            call(arena, (context, error) -> function.on(arena, context, arena.address(out), arena.address(report), error));
            return new Marked(Arena.copy(out, 0), Report.read(report.getLong(0), arena));
        }
    }

    /** A file in memory of the library, for as long as the arena lives. */
    final ByteBuffer read(Path path, Arena arena) {
        final ByteBuffer out = arena.output();
        call(arena, (context, error) -> Raw.fileRead(context, arena.path(path), arena.address(out), error));
        return out;
    }

    private Context self() {
        return (Context) this;
    }

    // ---- Watermark ----

    /**
     * Hides 64 bits in a file.
     *
     * @param source the file
     * @param payload any 64 bits
     * @param options or null
     * @return the marked file, and what it did to the picture
     */
    public Embedded<byte[]> embed(Source source, long payload, EmbedOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.output();
            final ByteBuffer result = arena.struct(EmbedResult.SIZE);
            final long file = source.view(self(), arena);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.watermarkEmbedFile(context, file, payload, how, arena.address(out), arena.address(result), error));
            return new Embedded<>(Arena.copy(out, 0), EmbedResult.read(result, 0));
        }
    }

    /**
     * Hides 64 bits in pixels.
     *
     * @param pixels the picture; it stays as it is
     * @param payload any 64 bits
     * @param options or null
     * @return a marked copy, and what it did to the picture
     */
    public Embedded<Pixels> embed(Pixels pixels, long payload, EmbedOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer image = pixels.place(arena);
            final ByteBuffer result = arena.struct(EmbedResult.SIZE);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.watermarkEmbed(context, arena.address(image), payload, how, arena.address(result), error));
            return new Embedded<>(pixels.changed(image), EmbedResult.read(result, 0));
        }
    }

    /**
     * Looks for a watermark in a file, under every key of the context.
     *
     * @param source the file
     * @param options or null
     * @return what was found; {@code found()} is false when there is none
     */
    public Detection detect(Source source, DetectOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer result = arena.struct(Detection.SIZE);
            final long file = source.view(self(), arena);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.watermarkDetectFile(context, file, how, arena.address(result), error));
            return Detection.read(result, 0);
        }
    }

    /**
     * Looks for a watermark in pixels, under every key of the context.
     *
     * @param pixels the picture
     * @param options or null
     * @return what was found; {@code found()} is false when there is none
     */
    public Detection detect(Pixels pixels, DetectOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer result = arena.struct(Detection.SIZE);
            final ByteBuffer image = pixels.place(arena);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.watermarkDetect(context, arena.address(image), how, arena.address(result), error));
            return Detection.read(result, 0);
        }
    }

    /**
     * All watermarks of a file, each with its place.
     *
     * @param source the file
     * @param options or null
     * @return an empty list when there is none
     */
    public List<Detection> detectAll(Source source, DetectOptions options) {
        try (Arena arena = new Arena()) {
            final long file = source.view(self(), arena);
            final long how = options == null ? 0 : options.place(arena);
            return detections(arena, (context, results, capacity, count, error) ->
                    Raw.watermarkDetectAllFile(context, file, how, results, capacity, count, error));
        }
    }

    /**
     * All watermarks of pixels, each with its place.
     *
     * @param pixels the picture
     * @param options or null
     * @return an empty list when there is none
     */
    public List<Detection> detectAll(Pixels pixels, DetectOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer image = pixels.place(arena);
            final long how = options == null ? 0 : options.place(arena);
            return detections(arena, (context, results, capacity, count, error) ->
                    Raw.watermarkDetectAll(context, arena.address(image), how, results, capacity, count, error));
        }
    }

    private interface DetectingAll {
        int on(long context, long results, long capacity, long count, long error);
    }

    private List<Detection> detections(Arena arena, DetectingAll function) {
        final ByteBuffer count = arena.plain(Arena.WORD);
        for (int capacity = MARKS;; capacity = Math.toIntExact(count.getLong(0))) { // nearly always once
            final int room = capacity;
            final ByteBuffer results = arena.struct(room * Detection.SIZE);
            for (int i = 0; i < room; i++) {
                results.putInt(i * Detection.SIZE, Detection.SIZE);
            }
            call(arena, (context, error) -> function.on(context, arena.address(results), room, arena.address(count), error));
            if (count.getLong(0) <= room) {
                final List<Detection> out = new ArrayList<>();
                for (int i = 0; i < count.getLong(0); i++) {
                    out.add(Detection.read(results, i * Detection.SIZE));
                }
                return out;
            }
        }
    }

    // ---- Visible label ----

    /**
     * Draws the visible label into a file.
     *
     * @param source the file
     * @param options or null
     * @return the file with the label, and where it landed
     */
    public Drawn<byte[]> drawLabel(Source source, LabelOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.output();
            final ByteBuffer placement = arena.struct(LabelPlacement.SIZE);
            final long file = source.view(self(), arena);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.labelDrawFile(context, file, how, arena.address(out), arena.address(placement), error));
            return new Drawn<>(Arena.copy(out, 0), LabelPlacement.read(placement, 0));
        }
    }

    /**
     * Draws the visible label into pixels.
     *
     * @param pixels the picture; it stays as it is
     * @param options or null
     * @return a copy with the label, and where it landed
     */
    public Drawn<Pixels> drawLabel(Pixels pixels, LabelOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer image = pixels.place(arena);
            final ByteBuffer placement = arena.struct(LabelPlacement.SIZE);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.labelDraw(context, arena.address(image), how, arena.address(placement), error));
            return new Drawn<>(pixels.changed(image), LabelPlacement.read(placement, 0));
        }
    }

    /**
     * Looks for a visible label in a file.
     *
     * @param source the file
     * @param options or null
     * @return what was found; {@code found()} is false when there is none
     */
    public LabelFound findLabel(Source source, LabelFindOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer result = arena.struct(LabelFound.SIZE);
            final long file = source.view(self(), arena);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.labelFindFile(context, file, how, arena.address(result), error));
            return LabelFound.read(result, 0);
        }
    }

    /**
     * Looks for a visible label in pixels.
     *
     * @param pixels the picture
     * @param options or null
     * @return what was found; {@code found()} is false when there is none
     */
    public LabelFound findLabel(Pixels pixels, LabelFindOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer result = arena.struct(LabelFound.SIZE);
            final ByteBuffer image = pixels.place(arena);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.labelFind(context, arena.address(image), how, arena.address(result), error));
            return LabelFound.read(result, 0);
        }
    }

    // ---- AIGC label ----

    /**
     * Reads every AIGC label of a file, with its deviations: {@code data().get("aigc")} of the report.
     *
     * @param source the file
     * @return what was found
     */
    public Report readAigc(Source source) {
        return reported((arena, context, report, error) -> Raw.aigcRead(context, source.view(self(), arena), report, error));
    }

    /**
     * Writes the one AIGC label of a file.
     *
     * @param source the file
     * @param label the seven strings
     * @return the labelled file, and its label
     */
    public Marked writeAigc(Source source, AigcLabel label) {
        return made((arena, context, out, report, error) -> Raw.aigcWrite(context, source.view(self(), arena), label.place(arena), out, report, error));
    }

    /**
     * Holds the label against the rules of spec/lint-rules.md.
     *
     * @param source the file
     * @param options or null
     * @return the findings
     */
    public Report lint(Source source, LintOptions options) {
        return reported((arena, context, report, error) -> Raw.aigcLint(context, source.view(self(), arena), options == null ? 0 : options.place(arena),
                report, error));
    }

    /**
     * What a pipeline lost or rewrote between two files.
     *
     * @param before the file that went in
     * @param after the file that came out
     * @param options or null
     * @return the findings
     */
    public Report compare(Source before, Source after, LintOptions options) {
        return reported((arena, context, report, error) -> Raw.aigcCompare(context, before.view(self(), arena), after.view(self(), arena),
                options == null ? 0 : options.place(arena), report, error));
    }

    // ---- Signed manifest ----

    /**
     * Signs a finished file.
     *
     * @param source the file
     * @param signer who signs
     * @param options or null
     * @return the signed file; with {@code sidecar} the store for a side file
     */
    public byte[] signManifest(Source source, Signer signer, ManifestOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.output();
            final long file = source.view(self(), arena);
            final long who = signer.place(arena);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.manifestSign(context, file, who, how, arena.address(out), error));
            return Arena.copy(out, 0);
        }
    }

    /**
     * The manifest store of a file.
     *
     * @param source the file
     * @return the store, or null when it has none
     */
    public byte[] readManifest(Source source) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.output();
            final long file = source.view(self(), arena);
            call(arena, (context, error) -> Raw.manifestRead(context, file, arena.address(out), error));
            return Arena.copy(out, 0);
        }
    }

    /**
     * Validates the manifest of a file, or one that came beside it.
     *
     * @param source the file
     * @param manifest a store, or null for the one in the file
     * @param timeS seconds since 1970 at which certificates have to be valid; 0 = now
     * @return state, codes and contents
     */
    public Report verifyManifest(Source source, byte[] manifest, long timeS) {
        return reported((arena, context, report, error) -> Raw.manifestVerify(context, source.view(self(), arena), arena.bytes(manifest), timeS, report, error));
    }

    // ---- Small things ----

    /**
     * mark_id of version 2, which only the holders of a key can compute.
     *
     * @param keyId of a key of {@link Context#addMarkIdKey}
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @return 64 bits
     */
    public long markIdKeyed(String keyId, String producer, String produceId) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.plain(Arena.WORD);
            call(arena, (context, error) -> Raw.markIdKeyed(context, arena.text(keyId), arena.text(producer), arena.text(produceId), arena.address(out), error));
            return out.getLong(0);
        }
    }

    /**
     * A whole file, of at most {@code max_file_bytes}.
     *
     * @param path of a regular file
     * @return its bytes
     */
    public byte[] fileRead(Path path) {
        try (Arena arena = new Arena()) {
            return Arena.copy(read(path, arena), 0);
        }
    }
}
