package imprint;

import java.nio.ByteBuffer;

/**
 * How far a watermark is looked for that ties two files, or whose word does. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class TransplantOptions {
    private static final int SIZE = 16;
    boolean noSearch;
    boolean vouched;

    /** All defaults. */
    public TransplantOptions() {}

    /**
     * 1 = look for whole pictures only, see imprint_verify_options.
     *
     * @param noSearch no_search of imprint.h
     * @return this
     */
    public TransplantOptions noSearch(boolean noSearch) {
        this.noSearch = noSearch;
        return this;
    }

    /**
     * 1 = the caller knows that the two files are one picture, since it made the copy.
     *
     * @param vouched vouched of imprint.h
     * @return this
     */
    public TransplantOptions vouched(boolean vouched) {
        this.vouched = vouched;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, noSearch ? 1 : 0);
        out.putInt(8, vouched ? 1 : 0);
        return arena.address(out);
    }
}
