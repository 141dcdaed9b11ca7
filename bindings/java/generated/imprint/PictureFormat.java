package imprint;

/** Formats that imprint_mark() converts to (spec/formats.md 10). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum PictureFormat {
    /** as the file is. */
    SAME(0),
    /** IMPRINT_PICTURE_FORMAT_PNG. */
    PNG(1),
    /** baseline, colour at half the resolution; refused for transparent pixels. */
    JPEG(2),
    /** lossy; IMPRINT_ERR_UNSUPPORTED_FORMAT where WebP is not built. */
    WEBP(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final PictureFormat[] VALUES = values();
    private final int value;

    PictureFormat(int value) {
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
    public static PictureFormat of(int value) {
        for (final PictureFormat one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
