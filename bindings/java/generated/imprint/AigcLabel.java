package imprint;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The seven strings of GB 45438-2025 Annex E b. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class AigcLabel {
    private static final int SIZE = 216;
    boolean strict;
    String label;
    String contentProducer;
    String produceId;
    String reservedCode1;
    String contentPropagator;
    String propagateId;
    String reservedCode2;
    String signingKey;
    String propagatorSigningKey;
    String replacement;
    Path logPath;
    Signer signer;
    Signer propagatorSigner;
    String markIdKeyId;

    /** All defaults. */
    public AigcLabel() {}

    /**
     * For writing: as in imprint_mark_options. Since 0.1.
     *
     * @param strict strict of imprint.h
     * @return this
     */
    public AigcLabel strict(boolean strict) {
        this.strict = strict;
        return this;
    }

    /**
     * "1" is, "2" possibly, "3" suspected AI-generated.
     *
     * @param label label of imprint.h
     * @return this
     */
    public AigcLabel label(String label) {
        this.label = label;
        return this;
    }

    /**
     * Sets {@code content_producer}.
     *
     * @param contentProducer content_producer of imprint.h
     * @return this
     */
    public AigcLabel contentProducer(String contentProducer) {
        this.contentProducer = contentProducer;
        return this;
    }

    /**
     * Sets {@code produce_id}.
     *
     * @param produceId produce_id of imprint.h
     * @return this
     */
    public AigcLabel produceId(String produceId) {
        this.produceId = produceId;
        return this;
    }

    /**
     * Sets {@code reserved_code1}.
     *
     * @param reservedCode1 reserved_code1 of imprint.h
     * @return this
     */
    public AigcLabel reservedCode1(String reservedCode1) {
        this.reservedCode1 = reservedCode1;
        return this;
    }

    /**
     * Absent together with propagate_id: first write, the producer is the propagator.
     *
     * @param contentPropagator content_propagator of imprint.h
     * @return this
     */
    public AigcLabel contentPropagator(String contentPropagator) {
        this.contentPropagator = contentPropagator;
        return this;
    }

    /**
     * Sets {@code propagate_id}.
     *
     * @param propagateId propagate_id of imprint.h
     * @return this
     */
    public AigcLabel propagateId(String propagateId) {
        this.propagateId = propagateId;
        return this;
    }

    /**
     * Sets {@code reserved_code2}.
     *
     * @param reservedCode2 reserved_code2 of imprint.h
     * @return this
     */
    public AigcLabel reservedCode2(String reservedCode2) {
        this.reservedCode2 = reservedCode2;
        return this;
    }

    /**
     * For writing: private key in PEM, unencrypted: SM2, P-256, or RSA of 2048 to 8192 bits.
     *
     * @param signingKey signing_key of imprint.h
     * @return this
     */
    public AigcLabel signingKey(String signingKey) {
        this.signingKey = signingKey;
        return this;
    }

    /**
     * SecurityData goes into reserved_code1, or 2, which is absent then. Since 0.1.
     *
     * @param propagatorSigningKey propagator_signing_key of imprint.h
     * @return this
     */
    public AigcLabel propagatorSigningKey(String propagatorSigningKey) {
        this.propagatorSigningKey = propagatorSigningKey;
        return this;
    }

    /**
     * For writing: as in imprint_mark_options, over a label of another content_producer. Since 0.1.
     *
     * @param replacement replacement of imprint.h
     * @return this
     */
    public AigcLabel replacement(String replacement) {
        this.replacement = replacement;
        return this;
    }

    /**
     * Gets a record of a replacement before the output is handed over. Since 0.1.
     *
     * @param logPath log_path of imprint.h
     * @return this
     */
    public AigcLabel logPath(Path logPath) {
        this.logPath = logPath;
        return this;
    }

    /**
     * Sets {@code signer}.
     *
     * @param signer signer of imprint.h
     * @return this
     */
    public AigcLabel signer(Signer signer) {
        this.signer = signer;
        return this;
    }

    /**
     * Sets {@code propagator_signer}.
     *
     * @param propagatorSigner propagator_signer of imprint.h
     * @return this
     */
    public AigcLabel propagatorSigner(Signer propagatorSigner) {
        this.propagatorSigner = propagatorSigner;
        return this;
    }

    /**
     * For writing: the watermark's mark_id is keyed, and reserved_code1 gets the words that say so, with the id of the key, which need not be here (spec/mark-id.md 3). Absent = version 1. Since 0.1.
     *
     * @param markIdKeyId mark_id_key_id of imprint.h
     * @return this
     */
    public AigcLabel markIdKeyId(String markIdKeyId) {
        this.markIdKeyId = markIdKeyId;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, strict ? 1 : 0);
        arena.text(out, 8, label);
        arena.text(out, 24, contentProducer);
        arena.text(out, 40, produceId);
        arena.text(out, 56, reservedCode1);
        arena.text(out, 72, contentPropagator);
        arena.text(out, 88, propagateId);
        arena.text(out, 104, reservedCode2);
        arena.text(out, 120, signingKey);
        arena.text(out, 136, propagatorSigningKey);
        arena.text(out, 152, replacement);
        arena.path(out, 168, logPath);
        out.putLong(184, signer == null ? 0 : signer.place(arena));
        out.putLong(192, propagatorSigner == null ? 0 : propagatorSigner.place(arena));
        arena.text(out, 200, markIdKeyId);
        return arena.address(out);
    }
}
