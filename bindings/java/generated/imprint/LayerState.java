package imprint;

/** What was found of one layer. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum LayerState {
    /** IMPRINT_LAYER_STATE_ABSENT. */
    ABSENT(1),
    /** IMPRINT_LAYER_STATE_PRESENT. */
    PRESENT(2),
    /** present, with deviations from the rules; the report names them. */
    DEVIATING(3),
    /** the report says why. */
    NOT_CHECKED(4),
    /** this version of the library has no such layer. */
    NOT_BUILT(5),
    /** a visible label that is there but cannot be relied on to be read; the report says why. */
    NOT_LEGIBLE(6),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final LayerState[] VALUES = values();
    private final int value;

    LayerState(int value) {
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
    public static LayerState of(int value) {
        for (final LayerState one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
