package imprint;

/** What becomes of a file that is there already, where an output is to be written. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Existing {
    /** the call is refused with IMPRINT_ERR_FILE_EXISTS. */
    KEEP(0),
    /** all at once: it is the old file or the new one, whatever happens. It may be the input. */
    REPLACE(1),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Existing[] VALUES = values();
    private final int value;

    Existing(int value) {
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
    public static Existing of(int value) {
        for (final Existing one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
