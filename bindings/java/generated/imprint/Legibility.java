package imprint;

/** Can the label that was found be relied on to be read, or heard? The first reason against it (spec/label.md 7.3). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Legibility {
    /** IMPRINT_LEGIBILITY_LEGIBLE. */
    LEGIBLE(1),
    /** ink under 4.9 % of the shortest side: 5 % less the error of measuring. */
    TOO_LOW(2),
    /** contrast under 3:1. */
    TOO_FAINT(3),
    /** ink under 7.5 px. */
    TOO_FEW_PIXELS(4),
    /** of sound: beside the programme (spec/label.md 8.4). */
    TOO_QUIET(5),
    /** of sound: a length is off by more than half a unit. */
    WRONG_TIMING(6),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Legibility[] VALUES = values();
    private final int value;

    Legibility(int value) {
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
    public static Legibility of(int value) {
        for (final Legibility one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
