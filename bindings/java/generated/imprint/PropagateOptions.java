package imprint;

import java.nio.ByteBuffer;

/**
 * What imprint_propagate() looks for and writes, and what the caller knows beside the file. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class PropagateOptions {
    private static final int SIZE = 112;
    boolean declared;
    boolean noWatermark;
    boolean noSearch;
    String producer;
    String produceId;
    String signingKey;
    Signer signer;
    ManifestOptions manifest;
    boolean noTraces;
    boolean strict;
    Signer labelSigner;
    String explicitLabel;

    /** All defaults. */
    public PropagateOptions() {}

    /**
     * 1 = the uploader declares the content to be AI-generated (Art. 6 (2)).
     *
     * @param declared declared of imprint.h
     * @return this
     */
    public PropagateOptions declared(boolean declared) {
        this.declared = declared;
        return this;
    }

    /**
     * 1 = never look for a watermark. It is looked for only when there is no label.
     *
     * @param noWatermark no_watermark of imprint.h
     * @return this
     */
    public PropagateOptions noWatermark(boolean noWatermark) {
        this.noWatermark = noWatermark;
        return this;
    }

    /**
     * 1 = look for whole pictures only, see imprint_verify_options.
     *
     * @param noSearch no_search of imprint.h
     * @return this
     */
    public PropagateOptions noSearch(boolean noSearch) {
        this.noSearch = noSearch;
        return this;
    }

    /**
     * As in imprint_verify_options: when the watermark of a file without a label is the mark of these,.
     *
     * @param producer producer of imprint.h
     * @return this
     */
    public PropagateOptions producer(String producer) {
        this.producer = producer;
        return this;
    }

    /**
     * They become ContentProducer and ProduceID; otherwise both stay empty.
     *
     * @param produceId produce_id of imprint.h
     * @return this
     */
    public PropagateOptions produceId(String produceId) {
        this.produceId = produceId;
        return this;
    }

    /**
     * Private key in PEM: SecurityData in ReservedCode2; absent = none.
     *
     * @param signingKey signing_key of imprint.h
     * @return this
     */
    public PropagateOptions signingKey(String signingKey) {
        this.signingKey = signingKey;
        return this;
    }

    /**
     * Of the next manifest of a file that has one; NULL = the old one stays and no longer fits.
     *
     * @param signer signer of imprint.h
     * @return this
     */
    public PropagateOptions signer(Signer signer) {
        this.signer = signer;
        return this;
    }

    /**
     * See imprint_mark_options.
     *
     * @param manifest manifest of imprint.h
     * @return this
     */
    public PropagateOptions manifest(ManifestOptions manifest) {
        this.manifest = manifest;
        return this;
    }

    /**
     * As in imprint_verify_options. Since 0.1.
     *
     * @param noTraces no_traces of imprint.h
     * @return this
     */
    public PropagateOptions noTraces(boolean noTraces) {
        this.noTraces = noTraces;
        return this;
    }

    /**
     * As in imprint_mark_options, for the propagator's own values: others' are handed on as they are. Since 0.1.
     *
     * @param strict strict of imprint.h
     * @return this
     */
    public PropagateOptions strict(boolean strict) {
        this.strict = strict;
        return this;
    }

    /**
     * In place of signing_key: see imprint_aigc_label. Since 0.1.
     *
     * @param labelSigner label_signer of imprint.h
     * @return this
     */
    public PropagateOptions labelSigner(Signer labelSigner) {
        this.labelSigner = labelSigner;
        return this;
    }

    /**
     * As in imprint_verify_options; not for imprint_propagate_batch(). Since 0.1.
     *
     * @param explicitLabel explicit_label of imprint.h
     * @return this
     */
    public PropagateOptions explicitLabel(String explicitLabel) {
        this.explicitLabel = explicitLabel;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, declared ? 1 : 0);
        out.putInt(8, noWatermark ? 1 : 0);
        out.putInt(12, noSearch ? 1 : 0);
        arena.text(out, 16, producer);
        arena.text(out, 32, produceId);
        arena.text(out, 48, signingKey);
        out.putLong(64, signer == null ? 0 : signer.place(arena));
        out.putLong(72, manifest == null ? 0 : manifest.place(arena));
        out.putInt(80, noTraces ? 1 : 0);
        out.putInt(84, strict ? 1 : 0);
        out.putLong(88, labelSigner == null ? 0 : labelSigner.place(arena));
        arena.text(out, 96, explicitLabel);
        return arena.address(out);
    }
}
