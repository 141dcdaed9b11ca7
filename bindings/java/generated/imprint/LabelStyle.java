package imprint;

/** What stands between picture and letters (spec/label.md 5). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum LabelStyle {
    /** plate. */
    DEFAULT(0),
    /** a rounded plate, translucent. */
    PLATE(1),
    /** letters alone where the picture allows it; else the faintest plate that does. */
    PLAIN(2),
    /** letters with a contour. */
    OUTLINED(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final LabelStyle[] VALUES = values();
    private final int value;

    LabelStyle(int value) {
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
    public static LabelStyle of(int value) {
        for (final LabelStyle one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
