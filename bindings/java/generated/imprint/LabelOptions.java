package imprint;

import java.nio.ByteBuffer;

/**
 * How a visible label looks. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class LabelOptions {
    private static final int SIZE = 120;
    Corner corner;
    String text;
    double heightPercent;
    int orientation;
    LabelStyle style;
    LabelForm form;
    byte[] font;
    byte[] logo;
    AudiblePlace audiblePlace;
    boolean audibleClipAlone;
    byte[] audibleClip;
    double[] audibleAtS;

    /** All defaults. */
    public LabelOptions() {}

    /**
     * For the viewer.
     *
     * @param corner corner of imprint.h
     * @return this
     */
    public LabelOptions corner(Corner corner) {
        this.corner = corner;
        return this;
    }

    /**
     * Absent = "AI生成", in the EU form "AI GENERATED".
     *
     * @param text text of imprint.h
     * @return this
     */
    public LabelOptions text(String text) {
        this.text = text;
        return this;
    }

    /**
     * Ink height in percent of the shortest side, [5, 50]; 0 = 5.
     *
     * @param heightPercent height_percent of imprint.h
     * @return this
     */
    public LabelOptions heightPercent(double heightPercent) {
        this.heightPercent = heightPercent;
        return this;
    }

    /**
     * EXIF orientation of the stored pixels, 1..8; 0 = 1: the label stands upright for the viewer.
     *
     * @param orientation orientation of imprint.h
     * @return this
     */
    public LabelOptions orientation(int orientation) {
        this.orientation = orientation;
        return this;
    }

    /**
     * Sets {@code style}.
     *
     * @param style style of imprint.h
     * @return this
     */
    public LabelOptions style(LabelStyle style) {
        this.style = style;
        return this;
    }

    /**
     * Sets {@code form}.
     *
     * @param form form of imprint.h
     * @return this
     */
    public LabelOptions form(LabelForm form) {
        this.form = form;
        return this;
    }

    /**
     * An OpenType or TrueType file with outlines, for texts with characters that the embedded font lacks; at most 64 MiB; {NULL, 0} = none.
     *
     * @param font font of imprint.h
     * @return this
     */
    public LabelOptions font(byte[] font) {
        this.font = font == null ? null : font.clone();
        return this;
    }

    /**
     * A PNG or JPEG drawn left of the words at their height, at most 8 times as wide as high; {NULL, 0} = none.
     *
     * @param logo logo of imprint.h
     * @return this
     */
    public LabelOptions logo(byte[] logo) {
        this.logo = logo == null ? null : logo.clone();
        return this;
    }

    /**
     * This and what follows: of imprint_label_draw_file() on sound, where all between struct_size and here says nothing. As in imprint_mark_options. Since 0.1.
     *
     * @param audiblePlace audible_place of imprint.h
     * @return this
     */
    public LabelOptions audiblePlace(AudiblePlace audiblePlace) {
        this.audiblePlace = audiblePlace;
        return this;
    }

    /**
     * Likewise. Since 0.1.
     *
     * @param audibleClipAlone audible_clip_alone of imprint.h
     * @return this
     */
    public LabelOptions audibleClipAlone(boolean audibleClipAlone) {
        this.audibleClipAlone = audibleClipAlone;
        return this;
    }

    /**
     * Likewise. Since 0.1.
     *
     * @param audibleClip audible_clip of imprint.h
     * @return this
     */
    public LabelOptions audibleClip(byte[] audibleClip) {
        this.audibleClip = audibleClip == null ? null : audibleClip.clone();
        return this;
    }

    /**
     * Likewise. Since 0.1.
     *
     * @param audibleAtS audible_at_s of imprint.h
     * @return this
     */
    public LabelOptions audibleAtS(double[] audibleAtS) {
        this.audibleAtS = audibleAtS == null ? null : audibleAtS.clone();
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, corner == null ? 0 : corner.value());
        arena.text(out, 8, text);
        out.putDouble(24, heightPercent);
        out.putInt(32, orientation);
        out.putInt(36, style == null ? 0 : style.value());
        out.putInt(40, form == null ? 0 : form.value());
        arena.bytes(out, 48, font);
        arena.bytes(out, 64, logo);
        out.putInt(80, audiblePlace == null ? 0 : audiblePlace.value());
        out.putInt(84, audibleClipAlone ? 1 : 0);
        arena.bytes(out, 88, audibleClip);
        arena.numbers(out, 104, audibleAtS);
        return arena.address(out);
    }
}
