package imprint;

import java.nio.ByteBuffer;

/** Who signs: a private key in PEM, or a function for a key that does not leave its place (KMS, HSM). imprint_signer of imprint.h. */
public final class Signer {
    private final String certificates;
    private String privateKey;
    private String algorithm;
    private Exchange sign;
    private Exchange timeStamp;

    /**
     * A signer who needs a {@link #privateKey} or {@link #sign}.
     *
     * @param certificates PEM, the signer's first, then the intermediates
     */
    public Signer(String certificates) {
        this.certificates = certificates;
    }

    /**
     * Signs with a key.
     *
     * @param pem the private key, unencrypted
     * @return this
     */
    public Signer privateKey(String pem) {
        this.privateKey = pem;
        return this;
    }

    /**
     * Names the algorithm: ES256, ES384, ES512, PS256, PS384, PS512, Ed25519; of labels SM2, ES256, RS256.
     *
     * @param name absent = the key's own, with {@link #sign} ES256
     * @return this
     */
    public Signer algorithm(String name) {
        this.algorithm = name;
        return this;
    }

    /**
     * Signs by a function.
     *
     * @param function answers the bytes to sign with the raw signature
     * @return this
     */
    public Signer sign(Exchange function) {
        this.sign = function;
        return this;
    }

    /**
     * Asks a time-stamp authority.
     *
     * @param function answers a TimeStampReq with a TimeStampResp (RFC 3161)
     * @return this
     */
    public Signer timeStamp(Exchange function) {
        this.timeStamp = function;
        return this;
    }

    long place(Arena arena) {
        final ByteBuffer out = arena.struct(Layout.SIGNER_SIZE);
        arena.text(out, Layout.SIGNER_CERTIFICATES, certificates);
        arena.text(out, Layout.SIGNER_PRIVATE_KEY, privateKey);
        arena.text(out, Layout.SIGNER_ALGORITHM, algorithm);
        if (sign != null) {
            out.putLong(Layout.SIGNER_SIGN, Glue.signCallback());
        }
        if (timeStamp != null) {
            out.putLong(Layout.SIGNER_TIME_STAMP, Glue.timeStampCallback());
        }
        if (sign != null || timeStamp != null) {
            out.putLong(Layout.SIGNER_USER_DATA, arena.register(new Callbacks.Exchanges(sign, timeStamp, arena.failures)));
        }
        return arena.address(out);
    }
}
