package imprint;

/** What validation made of the manifest (C2PA 2.x). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum ManifestState {
    /** the file carries no manifest, or it was not looked at. */
    NONE(1),
    /** something fails, such as the hash of the picture. */
    INVALID(2),
    /** nothing fails, and the content was not there to compare: a store without its file. */
    WELL_FORMED(3),
    /** all holds; the signer is not known to be trusted. */
    VALID(4),
    /** all holds, and the signer leads to an anchor of the context. */
    TRUSTED(5),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final ManifestState[] VALUES = values();
    private final int value;

    ManifestState(int value) {
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
    public static ManifestState of(int value) {
        for (final ManifestState one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
