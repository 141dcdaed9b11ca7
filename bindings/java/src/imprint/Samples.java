package imprint;

import java.nio.ByteBuffer;

/**
 * A kind of samples, interleaved, and the array that holds them.
 *
 * @param <T> the array
 */
public abstract class Samples<T> {
    /** Full scale at 1. */
    public static final Samples<float[]> FLOATS = new Samples<>(SampleFormat.FLOAT32, 4) {
        @Override
        int length(float[] array) {
            return array.length;
        }

        @Override
        void put(ByteBuffer out, float[] array) {
            out.asFloatBuffer().put(array);
        }

        @Override
        float[] get(ByteBuffer in, int length) {
            final float[] out = new float[length];
            in.asFloatBuffer().get(out);
            return out;
        }
    };

    /** 16 bits. */
    public static final Samples<short[]> SHORTS = new Samples<>(SampleFormat.INT16, 2) {
        @Override
        int length(short[] array) {
            return array.length;
        }

        @Override
        void put(ByteBuffer out, short[] array) {
            out.asShortBuffer().put(array);
        }

        @Override
        short[] get(ByteBuffer in, int length) {
            final short[] out = new short[length];
            in.asShortBuffer().get(out);
            return out;
        }
    };

    /** 32 bits. */
    public static final Samples<int[]> INTS = new Samples<>(SampleFormat.INT32, 4) {
        @Override
        int length(int[] array) {
            return array.length;
        }

        @Override
        void put(ByteBuffer out, int[] array) {
            out.asIntBuffer().put(array);
        }

        @Override
        int[] get(ByteBuffer in, int length) {
            final int[] out = new int[length];
            in.asIntBuffer().get(out);
            return out;
        }
    };

    private final SampleFormat format;
    private final int bytes;

    private Samples(SampleFormat format, int bytes) {
        this.format = format;
        this.bytes = bytes;
    }

    /**
     * What a sample is.
     *
     * @return the format of imprint.h
     */
    public final SampleFormat format() {
        return format;
    }

    abstract int length(T array);

    abstract void put(ByteBuffer out, T array);

    abstract T get(ByteBuffer in, int length);

    /** How many whole frames an array has. A number of channels that there is not is the library's to refuse. */
    final int frames(T array, int channels) {
        final int length = length(array);
        if (channels > 0 && length % channels != 0) {
            throw new IllegalArgumentException(length + " samples are no whole frames of " + channels + " channels");
        }
        return channels > 0 ? length / channels : 0;
    }

    /** Room for samples, which lives as long as the arena. */
    final ByteBuffer room(Arena arena, long length) {
        if (length > Integer.MAX_VALUE / bytes) {
            throw new IllegalArgumentException(length + " samples are more than " + Integer.MAX_VALUE / bytes + ": give them in pieces");
        }
        return arena.room((int) length * bytes);
    }

    /** A copy of samples. */
    final long place(Arena arena, T array) {
        final ByteBuffer out = room(arena, length(array));
        put(out, array);
        return arena.address(out);
    }

    /** An imprint_audio_format. */
    final long format(Arena arena, int rateHz, int channels) {
        final ByteBuffer out = arena.struct(Layout.AUDIO_FORMAT_SIZE);
        out.putInt(Layout.AUDIO_FORMAT_RATE_HZ, rateHz);
        out.putInt(Layout.AUDIO_FORMAT_CHANNELS, channels);
        out.putInt(Layout.AUDIO_FORMAT_SAMPLES, format.value());
        return arena.address(out);
    }
}
