package imprint;

import java.nio.ByteBuffer;

/**
 * What visible label is looked for. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class LabelFindOptions {
    private static final int SIZE = 40;
    int orientation;
    String text;
    byte[] font;

    /** All defaults. */
    public LabelFindOptions() {}

    /**
     * EXIF orientation of the stored pixels, 1..8; 0 = 1.
     *
     * @param orientation orientation of imprint.h
     * @return this
     */
    public LabelFindOptions orientation(int orientation) {
        this.orientation = orientation;
        return this;
    }

    /**
     * Also look for this text; absent = the built-in ones alone (spec/label.md 2.3).
     *
     * @param text text of imprint.h
     * @return this
     */
    public LabelFindOptions text(String text) {
        this.text = text;
        return this;
    }

    /**
     * It was drawn with, when the embedded font lacks one of its characters; see imprint_label_options. Since 0.1.
     *
     * @param font font of imprint.h
     * @return this
     */
    public LabelFindOptions font(byte[] font) {
        this.font = font == null ? null : font.clone();
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, orientation);
        arena.text(out, 8, text);
        arena.bytes(out, 24, font);
        return arena.address(out);
    }
}
