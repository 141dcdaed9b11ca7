package imprint;

/** Samples interleaved in the order of the name; 16-bit samples in native byte order; alpha straight. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum PixelFormat {
    /** IMPRINT_FORMAT_RGB8. */
    RGB8(1),
    /** IMPRINT_FORMAT_RGBA8. */
    RGBA8(2),
    /** IMPRINT_FORMAT_BGR8. */
    BGR8(3),
    /** IMPRINT_FORMAT_BGRA8. */
    BGRA8(4),
    /** IMPRINT_FORMAT_GRAY8. */
    GRAY8(5),
    /** IMPRINT_FORMAT_RGB16. */
    RGB16(6),
    /** IMPRINT_FORMAT_RGBA16. */
    RGBA16(7),
    /** IMPRINT_FORMAT_GRAY16. */
    GRAY16(8),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final PixelFormat[] VALUES = values();
    private final int value;

    PixelFormat(int value) {
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
    public static PixelFormat of(int value) {
        for (final PixelFormat one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
