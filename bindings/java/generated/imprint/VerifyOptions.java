package imprint;

import java.nio.ByteBuffer;

/**
 * What imprint_verify() looks for, and what the caller knows beside the file. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class VerifyOptions {
    private static final int SIZE = 128;
    boolean declared;
    boolean noWatermark;
    boolean noSearch;
    long timeS;
    String producer;
    String produceId;
    byte[] manifest;
    boolean noTraces;
    String labelText;
    byte[] labelFont;
    String explicitLabel;

    /** All defaults. */
    public VerifyOptions() {}

    /**
     * 1 = the uploader declares the content to be AI-generated (Art. 6 (2)).
     *
     * @param declared declared of imprint.h
     * @return this
     */
    public VerifyOptions declared(boolean declared) {
        this.declared = declared;
        return this;
    }

    /**
     * 1 = do not look for a watermark: metadata only, no pixel is decoded.
     *
     * @param noWatermark no_watermark of imprint.h
     * @return this
     */
    public VerifyOptions noWatermark(boolean noWatermark) {
        this.noWatermark = noWatermark;
        return this;
    }

    /**
     * 1 = look for whole pictures only, not for crops, turns and screenshots: faster.
     *
     * @param noSearch no_search of imprint.h
     * @return this
     */
    public VerifyOptions noSearch(boolean noSearch) {
        this.noSearch = noSearch;
        return this;
    }

    /**
     * Seconds since 1970 at which certificates have to be valid; 0 = in SecurityData not checked, in a manifest by the system's clock. Since 0.1.
     *
     * @param timeS time_s of imprint.h
     * @return this
     */
    public VerifyOptions timeS(long timeS) {
        this.timeS = timeS;
        return this;
    }

    /**
     * What the caller's records say of this picture; a watermark that is its mark names it as the.
     *
     * @param producer producer of imprint.h
     * @return this
     */
    public VerifyOptions producer(String producer) {
        this.producer = producer;
        return this;
    }

    /**
     * Reason. Both or none; absent = not known. Since 0.1.
     *
     * @param produceId produce_id of imprint.h
     * @return this
     */
    public VerifyOptions produceId(String produceId) {
        this.produceId = produceId;
        return this;
    }

    /**
     * A manifest store that came beside the file (.c2pa); empty = the one in the file. Since 0.1.
     *
     * @param manifest manifest of imprint.h
     * @return this
     */
    public VerifyOptions manifest(byte[] manifest) {
        this.manifest = manifest == null ? null : manifest.clone();
        return this;
    }

    /**
     * 1 = what generators leave in metadata beside a label (spec/aigc-label.md 7) is told, and decides nothing. Since 0.1.
     *
     * @param noTraces no_traces of imprint.h
     * @return this
     */
    public VerifyOptions noTraces(boolean noTraces) {
        this.noTraces = noTraces;
        return this;
    }

    /**
     * Words of a visible label to look for beside the built-in ones; absent = none. Since 0.1.
     *
     * @param labelText label_text of imprint.h
     * @return this
     */
    public VerifyOptions labelText(String labelText) {
        this.labelText = labelText;
        return this;
    }

    /**
     * For them, as in imprint_label_options; {NULL, 0} = none. Since 0.1.
     *
     * @param labelFont label_font of imprint.h
     * @return this
     */
    public VerifyOptions labelFont(byte[] labelFont) {
        this.labelFont = labelFont == null ? null : labelFont.clone();
        return this;
    }

    /**
     * Words of a visible label of whatever program, as a reader of the caller's own found them in this picture, for example by OCR: the library has none, and looks for its own labels alone. They are another trace (Measures Art. 6 (3), which speaks of anyone's explicit label), a reason in every state, and visible.explicit_by_caller of the report. UTF-8, at most 256 bytes, no control characters and no line breaks, not white space alone; else IMPRINT_ERR_INVALID_ARGUMENT. They are believed as they stand: a label that denies ("非AI生成") is the caller's to leave out. Absent or empty = none was looked for, or none found. Not for imprint_verify_batch(): one text is of one picture. Since 0.1.
     *
     * @param explicitLabel explicit_label of imprint.h
     * @return this
     */
    public VerifyOptions explicitLabel(String explicitLabel) {
        this.explicitLabel = explicitLabel;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, declared ? 1 : 0);
        out.putInt(8, noWatermark ? 1 : 0);
        out.putInt(12, noSearch ? 1 : 0);
        out.putLong(16, timeS);
        arena.text(out, 24, producer);
        arena.text(out, 40, produceId);
        arena.bytes(out, 56, manifest);
        out.putInt(72, noTraces ? 1 : 0);
        arena.text(out, 80, labelText);
        arena.bytes(out, 96, labelFont);
        arena.text(out, 112, explicitLabel);
        return arena.address(out);
    }
}
