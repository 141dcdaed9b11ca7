package imprint;

/** Where the visible label stands, as a viewer shows the picture. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Corner {
    /** lower right. */
    DEFAULT(0),
    /** IMPRINT_CORNER_LOWER_RIGHT. */
    LOWER_RIGHT(1),
    /** IMPRINT_CORNER_LOWER_LEFT. */
    LOWER_LEFT(2),
    /** IMPRINT_CORNER_UPPER_RIGHT. */
    UPPER_RIGHT(3),
    /** IMPRINT_CORNER_UPPER_LEFT. */
    UPPER_LEFT(4),
    /** the calmest of the four, the lower right before others that are as calm. */
    AUTOMATIC(5),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Corner[] VALUES = values();
    private final int value;

    Corner(int value) {
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
    public static Corner of(int value) {
        for (final Corner one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
