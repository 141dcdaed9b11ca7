package imprint;

/** How samples lie in memory: interleaved, in the byte order of the machine. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum SampleFormat {
    /** float. */
    DEFAULT(0),
    /** full scale at 1; finite, at most 65536 either way. */
    FLOAT32(1),
    /** IMPRINT_SAMPLE_INT16. */
    INT16(2),
    /** three bytes a sample. */
    INT24(3),
    /** IMPRINT_SAMPLE_INT32. */
    INT32(4),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final SampleFormat[] VALUES = values();
    private final int value;

    SampleFormat(int value) {
        this.value = value;
    }

    /**
     * The number in imprint.h.
     *
     * @return the number; -1 of {@link #UNKNOWN}
     */
    public int value() {
        return value;
    }

    /**
     * The constant of a number.
     *
     * @param value the number in imprint.h
     * @return the constant, or {@link #UNKNOWN}
     */
    public static SampleFormat of(int value) {
        for (final SampleFormat one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
