package imprint;

import java.nio.ByteBuffer;

/**
 * What a signed manifest says. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class ManifestOptions {
    private static final int SIZE = 136;
    boolean sidecar;
    boolean noAigc;
    Long markId;
    long timeS;
    String sourceType;
    String software;
    String softwareVersion;
    String title;
    String notice;
    boolean thumbnail;
    int thumbnailPx;
    String markIdKeyId;

    /** All defaults. */
    public ManifestOptions() {}

    /**
     * 1 = `out` receives the store for a side file (.c2pa), and the file is to stay as it is.
     *
     * @param sidecar sidecar of imprint.h
     * @return this
     */
    public ManifestOptions sidecar(boolean sidecar) {
        this.sidecar = sidecar;
        return this;
    }

    /**
     * 1 = do not repeat the text of the AIGC label in the manifest.
     *
     * @param noAigc no_aigc of imprint.h
     * @return this
     */
    public ManifestOptions noAigc(boolean noAigc) {
        this.noAigc = noAigc;
        return this;
    }

    /**
     * Sets {@code mark_id}.
     *
     * @param markId mark_id of imprint.h
     * @return this
     */
    public ManifestOptions markId(long markId) {
        this.markId = markId;
        return this;
    }

    /**
     * Seconds since 1970, of the actions; 0 = the system's clock.
     *
     * @param timeS time_s of imprint.h
     * @return this
     */
    public ManifestOptions timeS(long timeS) {
        this.timeS = timeS;
        return this;
    }

    /**
     * Of c2pa.created: last part of the IPTC DigitalSourceType URI; absent = "trainedAlgorithmicMedia".
     *
     * @param sourceType source_type of imprint.h
     * @return this
     */
    public ManifestOptions sourceType(String sourceType) {
        this.sourceType = sourceType;
        return this;
    }

    /**
     * That made the picture; absent = this library.
     *
     * @param software software of imprint.h
     * @return this
     */
    public ManifestOptions software(String software) {
        this.software = software;
        return this;
    }

    /**
     * Sets {@code software_version}.
     *
     * @param softwareVersion software_version of imprint.h
     * @return this
     */
    public ManifestOptions softwareVersion(String softwareVersion) {
        this.softwareVersion = softwareVersion;
        return this;
    }

    /**
     * Dc:title; absent = not written.
     *
     * @param title title of imprint.h
     * @return this
     */
    public ManifestOptions title(String title) {
        this.title = title;
        return this;
    }

    /**
     * Of the provider, such as one on copyright influences; absent = not written. An assertion, and XMP dc:rights and xmpRights:UsageTerms where the file has none: what is there stays, and the "notes" of the report say so (spec/aigc-label.md 3). Not blank, no control characters but tab and line ends.
     *
     * @param notice notice of imprint.h
     * @return this
     */
    public ManifestOptions notice(String notice) {
        this.notice = notice;
        return this;
    }

    /**
     * 1 = with a picture of the parent, if there is one, as the file came in (JPEG). Where its pixels cannot be decoded a call with a report leaves it out with a note, one without fails. Since 0.1.
     *
     * @param thumbnail thumbnail of imprint.h
     * @return this
     */
    public ManifestOptions thumbnail(boolean thumbnail) {
        this.thumbnail = thumbnail;
        return this;
    }

    /**
     * With `thumbnail`: its longest side, [32, 512]; 0 = 256. Since 0.1.
     *
     * @param thumbnailPx thumbnail_px of imprint.h
     * @return this
     */
    public ManifestOptions thumbnailPx(int thumbnailPx) {
        this.thumbnailPx = thumbnailPx;
        return this;
    }

    /**
     * With has_mark_id: `mark_id` is keyed, and the soft binding says so (spec/manifest-format.md 7.2). Since 0.1.
     *
     * @param markIdKeyId mark_id_key_id of imprint.h
     * @return this
     */
    public ManifestOptions markIdKeyId(String markIdKeyId) {
        this.markIdKeyId = markIdKeyId;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, sidecar ? 1 : 0);
        out.putInt(8, noAigc ? 1 : 0);
        out.putInt(12, markId == null ? 0 : 1);
        out.putLong(16, markId == null ? 0 : markId);
        out.putLong(24, timeS);
        arena.text(out, 32, sourceType);
        arena.text(out, 48, software);
        arena.text(out, 64, softwareVersion);
        arena.text(out, 80, title);
        arena.text(out, 96, notice);
        out.putInt(112, thumbnail ? 1 : 0);
        out.putInt(116, thumbnailPx);
        arena.text(out, 120, markIdKeyId);
        return arena.address(out);
    }
}
