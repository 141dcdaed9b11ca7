package imprint;

/** The call was ended early: by its progress listener, a {@link CancelToken}, or an interrupt. Nothing was written. */
public final class CancelledCallException extends ImprintException {
    private static final long serialVersionUID = 1;

    CancelledCallException(int status, String message, Throwable cause) {
        super(status, message, cause);
    }
}
