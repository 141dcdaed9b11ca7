package imprint;

/** What a certificate is trusted for when manifests are verified. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum TrustUse {
    /** anchors: authorities whose signers, and whose time-stamps, are trusted. */
    SIGNER(1),
    /** anchors of time-stamp authorities alone. */
    TSA(2),
    /** the allowed list: end-entity certificates of signers, trusted one by one. */
    LEAF(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final TrustUse[] VALUES = values();
    private final int value;

    TrustUse(int value) {
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
    public static TrustUse of(int value) {
        for (final TrustUse one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
