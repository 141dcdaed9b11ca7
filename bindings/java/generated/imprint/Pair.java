package imprint;

/** Pairs of layers that a report compares; imprint_report_get_agreement() is the first. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Pair {
    /** IMPRINT_PAIR_AIGC_WATERMARK. */
    AIGC_WATERMARK(1),
    /** soft binding of the manifest and mark_id of the watermark. */
    MANIFEST_WATERMARK(2),
    /** AIGC text in the manifest and AIGC label, byte for byte. */
    MANIFEST_AIGC(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Pair[] VALUES = values();
    private final int value;

    Pair(int value) {
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
    public static Pair of(int value) {
        for (final Pair one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
