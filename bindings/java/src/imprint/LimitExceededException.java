package imprint;

/** The input costs more than the limits of the context allow; the message names the limit. */
public final class LimitExceededException extends ImprintException {
    private static final long serialVersionUID = 1;

    LimitExceededException(int status, String message, Throwable cause) {
        super(status, message, cause);
    }
}
