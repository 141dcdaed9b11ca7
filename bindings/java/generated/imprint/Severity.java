package imprint;

/** Severity of a finding (spec/lint-rules.md 1). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Severity {
    /** IMPRINT_SEVERITY_INFO. */
    INFO(1),
    /** IMPRINT_SEVERITY_WARNING. */
    WARNING(2),
    /** IMPRINT_SEVERITY_ERROR. */
    ERROR(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Severity[] VALUES = values();
    private final int value;

    Severity(int value) {
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
    public static Severity of(int value) {
        for (final Severity one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
