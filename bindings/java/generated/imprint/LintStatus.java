package imprint;

/** What all findings of a file add up to (spec/lint-rules.md 1). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum LintStatus {
    /** IMPRINT_LINT_STATUS_CONFORMING. */
    CONFORMING(1),
    /** warnings. */
    DEVIATING(2),
    /** errors; with `strict` also warnings. */
    NOT_CONFORMING(3),
    /** no label; says nothing about how the content was made. */
    ABSENT(4),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final LintStatus[] VALUES = values();
    private final int value;

    LintStatus(int value) {
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
    public static LintStatus of(int value) {
        for (final LintStatus one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
