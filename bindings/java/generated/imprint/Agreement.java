package imprint;

/** Do the AIGC label and the watermark name the same content?. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Agreement {
    /** one of them is missing, or the key of a keyed mark_id is (spec/mark-id.md 4). */
    NOT_COMPARABLE(1),
    /** IMPRINT_AGREEMENT_AGREE. */
    AGREE(2),
    /** IMPRINT_AGREEMENT_DISAGREE. */
    DISAGREE(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Agreement[] VALUES = values();
    private final int value;

    Agreement(int value) {
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
    public static Agreement of(int value) {
        for (final Agreement one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
