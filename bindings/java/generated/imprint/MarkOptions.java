package imprint;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * What imprint_mark() and imprint_finish() write, and what they refuse. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class MarkOptions {
    private static final int SIZE = 328;
    Corner corner;
    String text;
    double heightPercent;
    boolean noVisible;
    boolean noWatermark;
    String waiver;
    String keyId;
    double strength;
    double minPsnrDb;
    String sourceType;
    String aiSystem;
    String aiSystemVersion;
    LabelStyle style;
    LabelForm form;
    byte[] font;
    byte[] logo;
    Path logPath;
    String signingKey;
    Signer signer;
    ManifestOptions manifest;
    String replacement;
    boolean strict;
    Robustness leastRobustness;
    Signer labelSigner;
    PictureFormat convertTo;
    int quality;
    String markIdKeyId;
    AudiblePlace audiblePlace;
    byte[] audibleClip;
    double[] audibleAtS;
    boolean audibleClipAlone;

    /** All defaults. */
    public MarkOptions() {}

    /**
     * Of the visible label.
     *
     * @param corner corner of imprint.h
     * @return this
     */
    public MarkOptions corner(Corner corner) {
        this.corner = corner;
        return this;
    }

    /**
     * Words of the visible label; absent = "AI生成", in the EU form "AI GENERATED".
     *
     * @param text text of imprint.h
     * @return this
     */
    public MarkOptions text(String text) {
        this.text = text;
        return this;
    }

    /**
     * Ink height of the words in percent of the shortest side, [5, 50]; 0 = 5.
     *
     * @param heightPercent height_percent of imprint.h
     * @return this
     */
    public MarkOptions heightPercent(double heightPercent) {
        this.heightPercent = heightPercent;
        return this;
    }

    /**
     * 1 = leave the visible label out; needs `waiver` (Measures Art. 9).
     *
     * @param noVisible no_visible of imprint.h
     * @return this
     */
    public MarkOptions noVisible(boolean noVisible) {
        this.noVisible = noVisible;
        return this;
    }

    /**
     * 1 = leave the watermark out, for what is too small, too short or too plain to carry one.
     *
     * @param noWatermark no_watermark of imprint.h
     * @return this
     */
    public MarkOptions noWatermark(boolean noWatermark) {
        this.noWatermark = noWatermark;
        return this;
    }

    /**
     * With no_visible: who asked for it, and the agreement; goes into the report.
     *
     * @param waiver waiver of imprint.h
     * @return this
     */
    public MarkOptions waiver(String waiver) {
        this.waiver = waiver;
        return this;
    }

    /**
     * Watermark key; absent = the open key.
     *
     * @param keyId key_id of imprint.h
     * @return this
     */
    public MarkOptions keyId(String keyId) {
        this.keyId = keyId;
        return this;
    }

    /**
     * Of the watermark, see imprint_embed_options; 0 = 1.
     *
     * @param strength strength of imprint.h
     * @return this
     */
    public MarkOptions strength(double strength) {
        this.strength = strength;
        return this;
    }

    /**
     * Quality floor of the watermark, [30, 60]; 0 = none: visibility alone decides.
     *
     * @param minPsnrDb min_psnr_db of imprint.h
     * @return this
     */
    public MarkOptions minPsnrDb(double minPsnrDb) {
        this.minPsnrDb = minPsnrDb;
        return this;
    }

    /**
     * Last part of the IPTC DigitalSourceType URI; absent = "trainedAlgorithmicMedia", empty = none.
     *
     * @param sourceType source_type of imprint.h
     * @return this
     */
    public MarkOptions sourceType(String sourceType) {
        this.sourceType = sourceType;
        return this;
    }

    /**
     * IPTC AISystemUsed; absent = not written.
     *
     * @param aiSystem ai_system of imprint.h
     * @return this
     */
    public MarkOptions aiSystem(String aiSystem) {
        this.aiSystem = aiSystem;
        return this;
    }

    /**
     * IPTC AISystemVersionUsed; absent = not written.
     *
     * @param aiSystemVersion ai_system_version of imprint.h
     * @return this
     */
    public MarkOptions aiSystemVersion(String aiSystemVersion) {
        this.aiSystemVersion = aiSystemVersion;
        return this;
    }

    /**
     * Of the visible label.
     *
     * @param style style of imprint.h
     * @return this
     */
    public MarkOptions style(LabelStyle style) {
        this.style = style;
        return this;
    }

    /**
     * Of the visible label.
     *
     * @param form form of imprint.h
     * @return this
     */
    public MarkOptions form(LabelForm form) {
        this.form = form;
        return this;
    }

    /**
     * See imprint_label_options.
     *
     * @param font font of imprint.h
     * @return this
     */
    public MarkOptions font(byte[] font) {
        this.font = font == null ? null : font.clone();
        return this;
    }

    /**
     * See imprint_label_options.
     *
     * @param logo logo of imprint.h
     * @return this
     */
    public MarkOptions logo(byte[] logo) {
        this.logo = logo == null ? null : logo.clone();
        return this;
    }

    /**
     * With no_visible or replacement: the log of Art. 9 that gets a record before the output is handed over, see imprint_log_append(); absent = the caller keeps a log of its own.
     *
     * @param logPath log_path of imprint.h
     * @return this
     */
    public MarkOptions logPath(Path logPath) {
        this.logPath = logPath;
        return this;
    }

    /**
     * Private key in PEM: SecurityData in ReservedCode1, see imprint_aigc_label; absent = none. Since 0.1.
     *
     * @param signingKey signing_key of imprint.h
     * @return this
     */
    public MarkOptions signingKey(String signingKey) {
        this.signingKey = signingKey;
        return this;
    }

    /**
     * Who signs the manifest, the last layer; NULL = none is written. Since 0.1.
     *
     * @param signer signer of imprint.h
     * @return this
     */
    public MarkOptions signer(Signer signer) {
        this.signer = signer;
        return this;
    }

    /**
     * NULL = all defaults; its source_type, mark_id, mark_id_key_id and sidecar are not for this call.
     *
     * @param manifest manifest of imprint.h
     * @return this
     */
    public MarkOptions manifest(ManifestOptions manifest) {
        this.manifest = manifest;
        return this;
    }

    /**
     * Allows to write over a label or mark that is there: who allowed it, and why. It goes into the report, and with log_path into the log (spec/decisions/0012). Absent = such a file is refused. Since 0.1.
     *
     * @param replacement replacement of imprint.h
     * @return this
     */
    public MarkOptions replacement(String replacement) {
        this.replacement = replacement;
        return this;
    }

    /**
     * 1 = what imprint_aigc_lint() would warn of in the label and the IPTC properties that are written is refused; 0 = the report's "notes" tell it (spec/aigc-label.md 8). Since 0.1.
     *
     * @param strict strict of imprint.h
     * @return this
     */
    public MarkOptions strict(boolean strict) {
        this.strict = strict;
        return this;
    }

    /**
     * Of the watermark: less is IMPRINT_ERR_TOO_WEAK; 0 = any. Since 0.1.
     *
     * @param leastRobustness least_robustness of imprint.h
     * @return this
     */
    public MarkOptions leastRobustness(Robustness leastRobustness) {
        this.leastRobustness = leastRobustness;
        return this;
    }

    /**
     * In place of signing_key: see imprint_aigc_label. Since 0.1.
     *
     * @param labelSigner label_signer of imprint.h
     * @return this
     */
    public MarkOptions labelSigner(Signer labelSigner) {
        this.labelSigner = labelSigner;
        return this;
    }

    /**
     * Of the output; 0 = that of the file. Since 0.1.
     *
     * @param convertTo convert_to of imprint.h
     * @return this
     */
    public MarkOptions convertTo(PictureFormat convertTo) {
        this.convertTo = convertTo;
        return this;
    }

    /**
     * Of a conversion to JPEG or WebP, [1, 100]; 0 = 92. Says nothing without one. Since 0.1.
     *
     * @param quality quality of imprint.h
     * @return this
     */
    public MarkOptions quality(int quality) {
        this.quality = quality;
        return this;
    }

    /**
     * The mark_id is keyed, under this mark_id key of the context, and ReservedCode1 and the manifest say so; absent = version 1 (spec/mark-id.md). Since 0.1.
     *
     * @param markIdKeyId mark_id_key_id of imprint.h
     * @return this
     */
    public MarkOptions markIdKeyId(String markIdKeyId) {
        this.markIdKeyId = markIdKeyId;
        return this;
    }

    /**
     * Of the audible label, in sound; 0 = at the start. Since 0.1.
     *
     * @param audiblePlace audible_place of imprint.h
     * @return this
     */
    public MarkOptions audiblePlace(AudiblePlace audiblePlace) {
        this.audiblePlace = audiblePlace;
        return this;
    }

    /**
     * A sound file of any kind that is read, of at most 30 s, in which a voice says the label, such as "本内容由人工智能生成": the audible label is this voice, and then the rhythm. Its silence is cut off at both ends, its loudness fitted; what it says is not checked (spec/label.md 8.6). {NULL, 0} = the rhythm alone. Not for imprint_finish(), which hears the rhythm. Since 0.1.
     *
     * @param audibleClip audible_clip of imprint.h
     * @return this
     */
    public MarkOptions audibleClip(byte[] audibleClip) {
        this.audibleClip = audibleClip == null ? null : audibleClip.clone();
        return this;
    }

    /**
     * Places of the audible label in place of audible_place, which is 0 then: it goes before each of these times, in seconds of the sound as it comes, such as the turns of a dialogue. They rise, none is behind the end; at most IMPRINT_AUDIBLE_MAX_PLACES. {NULL, 0} = audible_place. Not for imprint_finish(). Since 0.1.
     *
     * @param audibleAtS audible_at_s of imprint.h
     * @return this
     */
    public MarkOptions audibleAtS(double[] audibleAtS) {
        this.audibleAtS = audibleAtS == null ? null : audibleAtS.clone();
        return this;
    }

    /**
     * 1 = the voice without the rhythm, which then nobody finds again who does not have the clip: imprint_verify() knows no words. Says nothing without audible_clip. Since 0.1.
     *
     * @param audibleClipAlone audible_clip_alone of imprint.h
     * @return this
     */
    public MarkOptions audibleClipAlone(boolean audibleClipAlone) {
        this.audibleClipAlone = audibleClipAlone;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, corner == null ? 0 : corner.value());
        arena.text(out, 8, text);
        out.putDouble(24, heightPercent);
        out.putInt(32, noVisible ? 1 : 0);
        out.putInt(36, noWatermark ? 1 : 0);
        arena.text(out, 40, waiver);
        arena.text(out, 56, keyId);
        out.putDouble(72, strength);
        out.putDouble(80, minPsnrDb);
        arena.text(out, 88, sourceType);
        arena.text(out, 104, aiSystem);
        arena.text(out, 120, aiSystemVersion);
        out.putInt(136, style == null ? 0 : style.value());
        out.putInt(140, form == null ? 0 : form.value());
        arena.bytes(out, 144, font);
        arena.bytes(out, 160, logo);
        arena.path(out, 176, logPath);
        arena.text(out, 192, signingKey);
        out.putLong(208, signer == null ? 0 : signer.place(arena));
        out.putLong(216, manifest == null ? 0 : manifest.place(arena));
        arena.text(out, 224, replacement);
        out.putInt(240, strict ? 1 : 0);
        out.putInt(244, leastRobustness == null ? 0 : leastRobustness.value());
        out.putLong(248, labelSigner == null ? 0 : labelSigner.place(arena));
        out.putInt(256, convertTo == null ? 0 : convertTo.value());
        out.putInt(260, quality);
        arena.text(out, 264, markIdKeyId);
        out.putInt(280, audiblePlace == null ? 0 : audiblePlace.value());
        arena.bytes(out, 288, audibleClip);
        arena.numbers(out, 304, audibleAtS);
        out.putInt(320, audibleClipAlone ? 1 : 0);
        return arena.address(out);
    }
}
