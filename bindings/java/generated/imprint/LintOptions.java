package imprint;

import java.nio.ByteBuffer;

/**
 * How strict lint is, and at what time. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class LintOptions {
    private static final int SIZE = 16;
    boolean strict;
    long timeS;

    /** All defaults. */
    public LintOptions() {}

    /**
     * 1 = warnings count like errors.
     *
     * @param strict strict of imprint.h
     * @return this
     */
    public LintOptions strict(boolean strict) {
        this.strict = strict;
        return this;
    }

    /**
     * As in imprint_verify_options.
     *
     * @param timeS time_s of imprint.h
     * @return this
     */
    public LintOptions timeS(long timeS) {
        this.timeS = timeS;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, strict ? 1 : 0);
        out.putLong(8, timeS);
        return arena.address(out);
    }
}
