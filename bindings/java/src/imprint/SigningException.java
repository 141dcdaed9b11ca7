package imprint;

/** The signer or its certificate failed: {@link Status#CERTIFICATE}, SIGNER, TIME_STAMP. What a callback threw is the cause. */
public final class SigningException extends ImprintException {
    private static final long serialVersionUID = 1;

    SigningException(int status, String message, Throwable cause) {
        super(status, message, cause);
    }
}
