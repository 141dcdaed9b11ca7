package imprint;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;

/**
 * Looks for a watermark in a stream of sound, under every key that the context had when {@link Context#audioDetector} made it. As
 * {@link AudioEmbedder}.
 *
 * @param <T> the array that holds samples
 */
public final class AudioDetector<T> implements AutoCloseable {
    private final Samples<T> samples;
    private final int channels;
    private final StreamHandle handle;
    private final Cleaner.Cleanable cleanable;

    AudioDetector(Samples<T> samples, int channels, long address) {
        this.samples = samples;
        this.channels = channels;
        handle = new StreamHandle(address, Raw::audioDetectorDestroy);
        cleanable = Context.CLEANER.register(this, handle);
    }

    /**
     * Takes the next frames. When it throws nothing was taken.
     *
     * @param sound whole frames
     * @return true once a mark is found: what follows is not looked at
     */
    public boolean process(T sound) {
        try (Arena arena = new Arena()) {
            final int frames = samples.frames(sound, channels);
            final long given = samples.place(arena, sound);
            final ByteBuffer done = arena.plain(Arena.WORD);
            handle.call(arena, (stream, error) -> Raw.audioDetectorProcess(stream, given, frames, arena.address(done), error));
            return done.getInt(0) != 0;
        }
    }

    /**
     * Looks at what is left. Nothing can be taken afterwards.
     *
     * @return what was found; {@code found()} is false when there is none
     */
    public Detection finish() {
        try (Arena arena = new Arena()) {
            handle.call(arena, Raw::audioDetectorFinish);
        }
        return result();
    }

    /**
     * What is known so far.
     *
     * @return what was found; {@code found()} is false when there is none
     */
    public Detection result() {
        try (Arena arena = new Arena()) {
            final ByteBuffer result = arena.struct(Detection.SIZE);
            handle.call(arena, (stream, error) -> Raw.audioDetectorGetResult(stream, arena.address(result), error));
            return Detection.read(result, 0);
        }
    }

    /** Frees the stream. */
    @Override
    public void close() {
        cleanable.clean();
    }
}
