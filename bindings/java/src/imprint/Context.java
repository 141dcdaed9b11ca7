package imprint;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * Keys, trust and limits, and every call that takes them. One for a process is enough, and any number of threads may use it once it is set up.
 *
 * <p>Options may be null: all defaults. Calls throw {@link ImprintException}; "nothing found" is an answer and no exception. A context is
 * closed when it is closed and its last call has ended; one that is forgotten is closed by the collector.
 */
public final class Context extends SoundCalls implements AutoCloseable {
    static final Cleaner CLEANER = Cleaner.create();
    private static final long DEFAULT_MAX_FILE_BYTES = 512L << 20;

    private final Context root; // null of a root; kept by views, so that the collector does not close it
    private final Handle handle;
    private final Cleaner.Cleanable cleanable;
    private final Following following;
    private final long maxFileBytes;

    /** A context with all defaults and the open key. */
    public Context() {
        this((ContextOptions) null);
    }

    /**
     * A context with limits of its own.
     *
     * @param options limits and manners
     */
    public Context(ContextOptions options) {
        root = null;
        following = null;
        maxFileBytes = options == null || options.maxFileBytes == 0 ? DEFAULT_MAX_FILE_BYTES : options.maxFileBytes;
        try (Arena arena = new Arena()) {
            final ByteBuffer error = arena.plain(Layout.ERROR_SIZE);
            final ByteBuffer out = arena.plain(Arena.WORD);
            final int status = Raw.contextCreate(options == null ? 0 : options.place(arena), arena.address(out), arena.address(error));
            ImprintException.check(status, error, arena.failures);
            handle = new Handle(out.getLong(0));
        }
        cleanable = CLEANER.register(this, handle);
    }

    private Context(Context root, Following following) {
        this.root = root;
        this.following = following;
        this.handle = root.handle;
        this.cleanable = null;
        this.maxFileBytes = root.maxFileBytes;
    }

    /** Wipes the keys as soon as the last call has ended. Of a context of {@link #following} this does nothing. */
    @Override
    public void close() {
        if (cleanable != null) {
            cleanable.clean();
        }
    }

    /**
     * The same context, for calls that are followed, cancelled or interrupted. Of a context that is followed: in place of who follows it.
     *
     * @param following who follows, and what ends the calls
     * @return a view of this context
     */
    public Context following(Following following) {
        return new Context(root == null ? this : root, following.copy());
    }

    /**
     * A call in another thread. Cancelling the future ends the call.
     *
     * @param <T> what the call answers
     * @param executor runs it
     * @param call gets this context
     * @return the answer to come; it fails with what the call throws
     */
    public <T> CompletableFuture<T> async(Executor executor, Function<Context, T> call) {
        return AsyncCall.start(this, following == null ? new Following() : following.copy(), executor, call);
    }

    @Override
    long maxFileBytes() {
        return maxFileBytes;
    }

    /** Makes a call, on a derived context if it is followed, and throws what it answers. */
    @Override
    void call(Arena arena, Following.Native call) {
        final ByteBuffer error = arena.plain(Layout.ERROR_SIZE);
        final long address = handle.acquire();
        final int status;
        try {
            status = following == null ? call.on(address, arena.address(error)) : following.run(address, arena, call, error);
        } finally {
            handle.release();
        }
        ImprintException.check(status, error, arena.failures);
    }

    // ---- Keys and trust: before calls run ----

    /**
     * Adds a private watermark key.
     *
     * @param key 32 random bytes
     * @return its id
     */
    public String addKey(byte[] key) {
        return addKey(key, Raw::contextAddKey);
    }

    /**
     * Adds a mark_id key, a secret of another kind.
     *
     * @param key 32 random bytes
     * @return its id
     */
    public String addMarkIdKey(byte[] key) {
        return addKey(key, Raw::contextAddMarkIdKey);
    }

    private interface KeyAdder {
        int add(long context, long key, long idOut, long error);
    }

    private String addKey(byte[] key, KeyAdder adder) {
        if (key.length != Imprint.KEY_BYTES) {
            throw new IllegalArgumentException("a key has " + Imprint.KEY_BYTES + " bytes, not " + key.length);
        }
        try (Arena arena = new Arena()) {
            final ByteBuffer copy = arena.struct(key.length);
            copy.put(0, key);
            final ByteBuffer id = arena.plain(24);
            alone(arena, (context, error) -> adder.add(context, arena.address(copy), arena.address(id), error));
            return Arena.chars(id, 0, 24);
        }
    }

    private void alone(Arena arena, Following.Native change) {
        final ByteBuffer error = arena.plain(Layout.ERROR_SIZE);
        ImprintException.check(handle.alone(change, arena.address(error)), error, arena.failures);
    }

    /**
     * Names the program ffmpeg, by which M4A is decoded and coded.
     *
     * @param program a path, or a name that PATH knows
     */
    public void setFfmpeg(String program) {
        try (Arena arena = new Arena()) {
            final long name = arena.text(program);
            alone(arena, (context, error) -> Raw.contextSetFfmpeg(context, name, error));
        }
    }

    /**
     * Trusts keys and certificates for the signatures in SecurityData, of every producer.
     *
     * @param pem PUBLIC KEY and CERTIFICATE blocks
     */
    public void addTrust(String pem) {
        try (Arena arena = new Arena()) {
            final long text = arena.text(pem);
            alone(arena, (context, error) -> Raw.contextAddTrust(context, text, error));
        }
    }

    /**
     * Trusts keys and certificates for the signatures in SecurityData of one producer alone.
     *
     * @param producerCode his code, or the name that stands in labels
     * @param pem PUBLIC KEY and CERTIFICATE blocks
     */
    public void addTrustFor(String producerCode, String pem) {
        try (Arena arena = new Arena()) {
            final long code = arena.text(producerCode);
            final long text = arena.text(pem);
            alone(arena, (context, error) -> Raw.contextAddTrustFor(context, code, text, error));
        }
    }

    /**
     * Trusts certificates for signed manifests.
     *
     * @param use what for
     * @param pem CERTIFICATE blocks
     */
    public void addManifestTrust(TrustUse use, String pem) {
        try (Arena arena = new Arena()) {
            final long text = arena.text(pem);
            alone(arena, (context, error) -> Raw.contextAddManifestTrust(context, use.value(), text, error));
        }
    }

    /** Makes the first call of a process as fast as the others; about 100 ms. */
    public void warmUp() {
        try (Arena arena = new Arena()) {
            call(arena, Raw::contextWarmUp);
        }
    }

    // ---- Marking, verifying, propagating ----

    /**
     * Labels a generated picture: every layer, in the lawful order, read back.
     *
     * @param source the file
     * @param producer ContentProducer: the 27-character provider code, or a name
     * @param produceId ProduceID: the producer's unique number for this content
     * @param options or null
     * @return the labelled file, and what was done
     */
    public Marked mark(Source source, String producer, String produceId, MarkOptions options) {
        return made((arena, context, out, report, error) -> Raw.mark(context, source.view(this, arena), arena.text(producer), arena.text(produceId),
                place(options, arena), out, report, error));
    }

    /**
     * Labels a generated picture with default options.
     *
     * @param source the file
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @return the labelled file, and what was done
     */
    public Marked mark(Source source, String producer, String produceId) {
        return mark(source, producer, produceId, null);
    }

    /**
     * Labels a generated picture into a path or a stream. From path to path the library reads and writes by itself.
     *
     * @param source the file
     * @param output where the labelled file goes
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @param options or null
     * @return what was done
     */
    public Report mark(Source source, Output output, String producer, String produceId, MarkOptions options) {
        if (source.path() == null || output.path() == null) {
            return mark(source, producer, produceId, options).writtenTo(output);
        }
        return reported((arena, context, report, error) -> Raw.markPath(context, arena.path(source.path()), arena.path(output.path()),
                output.existing().value(), arena.text(producer), arena.text(produceId), place(options, arena), report, error));
    }

    /**
     * Labels a generated picture into a path or a stream, with default options.
     *
     * @param source the file
     * @param output where the labelled file goes
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @return what was done
     */
    public Report mark(Source source, Output output, String producer, String produceId) {
        return mark(source, output, producer, produceId, null);
    }

    /**
     * Labels pixels that are not encoded yet: the file is a PNG, or what {@code convertTo} says.
     *
     * @param pixels the picture; it stays as it is
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @param options or null
     * @return the labelled file, and what was done
     */
    public Marked mark(Pixels pixels, String producer, String produceId, MarkOptions options) {
        return made((arena, context, out, report, error) -> Raw.markImage(context, arena.address(pixels.place(arena)), arena.text(producer),
                arena.text(produceId), place(options, arena), out, report, error));
    }

    /**
     * The rest of mark() for a picture that the program itself has drawn on, marked and encoded.
     *
     * @param source the encoded file
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @param options or null
     * @return the labelled file, and what was done
     */
    public Marked finish(Source source, String producer, String produceId, MarkOptions options) {
        return made((arena, context, out, report, error) -> Raw.finish(context, source.view(this, arena), arena.text(producer), arena.text(produceId),
                place(options, arena), out, report, error));
    }

    private static long place(MarkOptions options, Arena arena) {
        return options == null ? 0 : options.place(arena);
    }

    /**
     * The evidence of every layer of a file, and the verdict.
     *
     * @param source any file
     * @param options or null
     * @return what was found
     */
    public Report verify(Source source, VerifyOptions options) {
        return reported((arena, context, report, error) -> {
            final long how = options == null ? 0 : options.place(arena);
            return source.path() != null ? Raw.verifyPath(context, arena.path(source.path()), how, report, error)
                    : Raw.verify(context, source.view(this, arena), how, report, error);
        });
    }

    /**
     * The evidence of every layer of a file, and the verdict, with default options.
     *
     * @param source any file
     * @return what was found
     */
    public Report verify(Source source) {
        return verify(source, null);
    }

    /**
     * Writes a platform's propagation elements. There is no data when no case of Art. 6 applies: the report's state says which.
     *
     * @param source the file
     * @param propagator ContentPropagator
     * @param propagateId PropagateID
     * @param options or null
     * @return the file, if there was something to write, and the verdict
     */
    public Marked propagate(Source source, String propagator, String propagateId, PropagateOptions options) {
        return made((arena, context, out, report, error) -> Raw.propagate(context, source.view(this, arena), arena.text(propagator),
                arena.text(propagateId), options == null ? 0 : options.place(arena), out, report, error));
    }

    /**
     * Writes a platform's propagation elements into a path or a stream; nothing is written when no case of Art. 6 applies.
     *
     * @param source the file
     * @param output where the file goes
     * @param propagator ContentPropagator
     * @param propagateId PropagateID
     * @param options or null
     * @return the verdict
     */
    public Report propagate(Source source, Output output, String propagator, String propagateId, PropagateOptions options) {
        if (source.path() == null || output.path() == null) {
            return propagate(source, propagator, propagateId, options).writtenTo(output);
        }
        return reported((arena, context, report, error) -> Raw.propagatePath(context, arena.path(source.path()), arena.path(output.path()),
                output.existing().value(), arena.text(propagator), arena.text(propagateId), options == null ? 0 : options.place(arena), report, error));
    }

    /**
     * Carries the label of a file into its re-encoded or resized copy.
     *
     * @param source has the label
     * @param to the copy
     * @param options or null
     * @return the copy with the label, and the evidence
     */
    public Marked transplant(Source source, Source to, TransplantOptions options) {
        return made((arena, context, out, report, error) -> Raw.transplant(context, source.view(this, arena), to.view(this, arena),
                options == null ? 0 : options.place(arena), out, report, error));
    }

    // ---- Many files ----

    /**
     * Verifies many files, as many at once as the context has threads. A file that fails does not stop the others. For very many files
     * call with some hundreds at a time.
     *
     * @param jobs the files
     * @param options or null
     * @return what came of each, in their order
     */
    public List<Outcome> verifyBatch(List<Job> jobs, VerifyOptions options) {
        return Batch.run(this, jobs, arena -> options == null ? 0 : options.place(arena),
                (context, items, count, how, error) -> Raw.verifyBatch(context, items, count, how, error));
    }

    /**
     * Marks many files: each job has a producer, a produce id, and an output or its outcome has the data.
     *
     * @param jobs the files
     * @param existing what becomes of outputs that are there
     * @param options or null
     * @return what came of each, in their order
     */
    public List<Outcome> markBatch(List<Job> jobs, Existing existing, MarkOptions options) {
        return Batch.run(this, jobs, arena -> place(options, arena),
                (context, items, count, how, error) -> Raw.markBatch(context, items, count, how, existing.value(), error));
    }

    /**
     * Propagates many files: each job has a propagator and a propagate id.
     *
     * @param jobs the files
     * @param existing what becomes of outputs that are there
     * @param options or null
     * @return what came of each, in their order
     */
    public List<Outcome> propagateBatch(List<Job> jobs, Existing existing, PropagateOptions options) {
        return Batch.run(this, jobs, arena -> options == null ? 0 : options.place(arena),
                (context, items, count, how, error) -> Raw.propagateBatch(context, items, count, how, existing.value(), error));
    }
}
