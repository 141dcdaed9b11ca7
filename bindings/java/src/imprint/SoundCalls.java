package imprint;

import java.nio.ByteBuffer;

/** The calls of {@link Context} on sound in memory. */
abstract class SoundCalls extends LayerCalls {
    SoundCalls() {}

    /**
     * Begins to hide 64 bits in a stream of sound.
     *
     * @param <T> the array that holds samples
     * @param samples what a sample is
     * @param rateHz frames a second, 8000 to 192000
     * @param channels samples of a frame, 1 to 8
     * @param payload any 64 bits
     * @param options key and strength, or null; the others are of pictures and files, and refused
     * @return the stream, which is to be closed
     */
    public <T> AudioEmbedder<T> audioEmbedder(Samples<T> samples, int rateHz, int channels, long payload, EmbedOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.plain(Arena.WORD);
            final long format = samples.format(arena, rateHz, channels);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.audioEmbedderCreate(context, format, payload, how, arena.address(out), error));
            return new AudioEmbedder<>(samples, channels, out.getLong(0));
        }
    }

    /**
     * Begins to look for a watermark in a stream of sound, under every key that the context has now.
     *
     * @param <T> the array that holds samples
     * @param samples what a sample is
     * @param rateHz frames a second, 8000 to 192000
     * @param channels samples of a frame, 1 to 8
     * @param options or null
     * @return the stream, which is to be closed
     */
    public <T> AudioDetector<T> audioDetector(Samples<T> samples, int rateHz, int channels, DetectOptions options) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.plain(Arena.WORD);
            final long format = samples.format(arena, rateHz, channels);
            final long how = options == null ? 0 : options.place(arena);
            call(arena, (context, error) -> Raw.audioDetectorCreate(context, format, how, arena.address(out), error));
            return new AudioDetector<>(samples, channels, out.getLong(0));
        }
    }

    /**
     * Makes the rhythm of the audible label alone (spec/label.md 8.1).
     *
     * @param <T> the array that holds samples
     * @param samples what a sample is
     * @param rateHz frames a second, 8000 to 192000
     * @param channels samples of a frame, 1 to 8
     * @param programmeLufs loudness of the sound it goes into (ITU-R BS.1770)
     * @return its frames
     */
    public <T> T makeAudibleLabel(Samples<T> samples, int rateHz, int channels, double programmeLufs) {
        try (Arena arena = new Arena()) {
            final ByteBuffer frames = arena.plain(Arena.WORD);
            final long format = samples.format(arena, rateHz, channels);
            call(arena, (context, error) -> Raw.audibleLabelMake(context, format, programmeLufs, 0, 0, arena.address(frames), error));
            final long capacity = frames.getLong(0);
            final ByteBuffer out = samples.room(arena, capacity * channels);
            call(arena, (context, error) ->
                    Raw.audibleLabelMake(context, format, programmeLufs, arena.address(out), capacity, arena.address(frames), error));
            return samples.get(out, (int) capacity * channels);
        }
    }

    /**
     * Listens for an audible label.
     *
     * @param <T> the array that holds samples
     * @param samples what a sample is
     * @param rateHz frames a second, 8000 to 192000
     * @param channels samples of a frame, 1 to 8
     * @param sound whole frames
     * @return what was found; {@code found()} is false when there is none
     */
    public <T> AudibleFound findAudibleLabel(Samples<T> samples, int rateHz, int channels, T sound) {
        try (Arena arena = new Arena()) {
            final ByteBuffer found = arena.struct(AudibleFound.SIZE);
            final int frames = samples.frames(sound, channels);
            final long format = samples.format(arena, rateHz, channels);
            final long given = samples.place(arena, sound);
            call(arena, (context, error) -> Raw.audibleLabelFind(context, format, given, frames, arena.address(found), error));
            return AudibleFound.read(found, 0);
        }
    }
}
