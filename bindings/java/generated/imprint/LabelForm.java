package imprint;

/** Whose rules the words follow. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum LabelForm {
    /** GB 45438-2025. */
    DEFAULT(0),
    /** an AI element and a generation element (5.2 b). */
    GB45438(1),
    /** "AI", "AI GENERATED" or "AI MODIFIED" on a plate with round ends; no label by GB 45438. */
    EU_ICON(2),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final LabelForm[] VALUES = values();
    private final int value;

    LabelForm(int value) {
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
    public static LabelForm of(int value) {
        for (final LabelForm one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
