package imprint;

/** The file that was given cannot be read: {@link Status#UNSUPPORTED_FORMAT}, MALFORMED, TRUNCATED, UNSUPPORTED_PIXELS, DECODE_FAILED. */
public final class BadInputException extends ImprintException {
    private static final long serialVersionUID = 1;

    BadInputException(int status, String message, Throwable cause) {
        super(status, message, cause);
    }
}
