package imprint;

/** The four places of a mark. Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Layer {
    /** IMPRINT_LAYER_VISIBLE. */
    VISIBLE(1),
    /** IMPRINT_LAYER_WATERMARK. */
    WATERMARK(2),
    /** IMPRINT_LAYER_AIGC. */
    AIGC(3),
    /** IMPRINT_LAYER_MANIFEST. */
    MANIFEST(4),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Layer[] VALUES = values();
    private final int value;

    Layer(int value) {
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
    public static Layer of(int value) {
        for (final Layer one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
