package imprint;

/** Where the audible label goes. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum AudiblePlace {
    /** the start. */
    DEFAULT(0),
    /** IMPRINT_AUDIBLE_PLACE_START. */
    START(1),
    /** IMPRINT_AUDIBLE_PLACE_END. */
    END(2),
    /** the quietest 200 ms between a third and two thirds of the sound. */
    MIDDLE(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final AudiblePlace[] VALUES = values();
    private final int value;

    AudiblePlace(int value) {
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
    public static AudiblePlace of(int value) {
        for (final AudiblePlace one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
