package imprint;

/** The verdict by the table of Art. 6 of the Measures (spec/verdict.md). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum State {
    /** nothing found: says nothing about how the picture was made. */
    NONE_FOUND(1),
    /** the metadata label says so. */
    GENERATED(2),
    /** no label, but the uploader declares it. */
    POSSIBLE(3),
    /** no label, no declaration, but another trace: a watermark, IPTC metadata. */
    SUSPECTED(4),
    /** a check could not run, and nothing else was found. */
    INCONCLUSIVE(5),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final State[] VALUES = values();
    private final int value;

    State(int value) {
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
    public static State of(int value) {
        for (final State one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
