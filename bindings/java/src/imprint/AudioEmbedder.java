package imprint;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;

/**
 * Hides a watermark in a stream of sound, whose length its memory does not grow with; {@link Context#audioEmbedder} makes it. One thread uses it
 * at a time, the others wait. It outlives its context; one that is forgotten is closed by the collector.
 *
 * @param <T> the array that holds samples
 */
public final class AudioEmbedder<T> implements AutoCloseable {
    private final Samples<T> samples;
    private final int channels;
    private final int delayFrames;
    private final StreamHandle handle;
    private final Cleaner.Cleanable cleanable;

    AudioEmbedder(Samples<T> samples, int channels, long address) {
        this.samples = samples;
        this.channels = channels;
        delayFrames = Math.toIntExact(Raw.audioEmbedderGetDelay(address));
        handle = new StreamHandle(address, Raw::audioEmbedderDestroy);
        cleanable = Context.CLEANER.register(this, handle);
    }

    private interface Giving {
        int on(long stream, long out, long capacity, long written, long error);
    }

    /**
     * Takes the next frames and gives marked ones, at most 30 ms behind. When it throws nothing was taken.
     *
     * @param sound whole frames; they stay as they are
     * @return marked frames
     */
    public T process(T sound) {
        try (Arena arena = new Arena()) {
            final int frames = samples.frames(sound, channels);
            final long given = samples.place(arena, sound);
            return give(arena, frames, (stream, out, capacity, written, error) -> Raw.audioEmbedderProcess(stream, given, frames, out, capacity, written, error));
        }
    }

    /**
     * Gives the frames that are still owed. Nothing can be taken afterwards.
     *
     * @return marked frames
     */
    public T flush() {
        try (Arena arena = new Arena()) {
            return give(arena, 0, Raw::audioEmbedderFlush);
        }
    }

    private T give(Arena arena, int frames, Giving function) {
        final long capacity = (long) frames + delayFrames;
        final ByteBuffer out = samples.room(arena, capacity * channels);
        final ByteBuffer written = arena.plain(Arena.WORD);
        handle.call(arena, (stream, error) -> function.on(stream, arena.address(out), capacity, arena.address(written), error));
        return samples.get(out, (int) written.getLong(0) * channels);
    }

    /**
     * What was done so far.
     *
     * @return {@code depthDb} and {@code markedS}
     */
    public EmbedResult result() {
        try (Arena arena = new Arena()) {
            final ByteBuffer result = arena.struct(EmbedResult.SIZE);
            handle.call(arena, (stream, error) -> Raw.audioEmbedderGetResult(stream, arena.address(result), error));
            return EmbedResult.read(result, 0);
        }
    }

    /** Frees the stream. */
    @Override
    public void close() {
        cleanable.clean();
    }
}
