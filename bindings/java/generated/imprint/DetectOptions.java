package imprint;

import java.nio.ByteBuffer;

/**
 * How far a watermark is looked for. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class DetectOptions {
    private static final int SIZE = 8;
    boolean noSearch;

    /** All defaults. */
    public DetectOptions() {}

    /**
     * 1 = whole pictures only, see imprint_verify_options.
     *
     * @param noSearch no_search of imprint.h
     * @return this
     */
    public DetectOptions noSearch(boolean noSearch) {
        this.noSearch = noSearch;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, noSearch ? 1 : 0);
        return arena.address(out);
    }
}
