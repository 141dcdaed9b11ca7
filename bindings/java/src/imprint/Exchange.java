package imprint;

/** Answers a request of a {@link Signer}: bytes to sign, or a TimeStampReq. */
@FunctionalInterface
public interface Exchange {
    /**
     * Called during the call that was given the signer: in its thread, in a batch in one of the library's. What it throws becomes the cause of the
     * call's exception.
     *
     * @param request the bytes to sign themselves, not their digest; or a TimeStampReq in DER
     * @return the raw signature, r then s of fixed width for elliptic curves; or a TimeStampResp; at most 65536 bytes
     * @throws Exception when it cannot be answered
     */
    byte[] answer(byte[] request) throws Exception;
}
