package imprint;

/** What a watermark can be expected to stand, from the room that its picture offers (spec/watermark-format.md 7.5). Made by generate.py from spec/abi/imprint.json, not by hand. */
public enum Robustness {
    /** of options: take what there is. */
    ANY(0),
    /** the file as it is, and gentle re-encoding: thumbnails, very small pictures. */
    LOW(1),
    /** ordinary sharing; not together with strong cropping or shrinking: small pictures. */
    MEDIUM(2),
    /** most of what the benchmark's attacks do to a picture. */
    HIGH(3),
    /** A value that this package does not know: the library is newer. */
    UNKNOWN(-1);

    private static final Robustness[] VALUES = values();
    private final int value;

    Robustness(int value) {
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
    public static Robustness of(int value) {
        for (final Robustness one : VALUES) {
            if (one.value == value) {
                return one;
            }
        }
        return UNKNOWN;
    }
}
