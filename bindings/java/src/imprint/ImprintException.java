package imprint;

import java.nio.ByteBuffer;

/** A call that failed. Programs branch on {@link #status()}; the message is one English sentence for logs. */
public class ImprintException extends RuntimeException {
    private static final long serialVersionUID = 1;
    /** The number of the status. */
    private final int statusNumber;

    /**
     * An exception of a status.
     *
     * @param statusNumber its number
     * @param message the library's sentence
     * @param cause what a callback threw, or null
     */
    protected ImprintException(int statusNumber, String message, Throwable cause) {
        super(message, cause);
        this.statusNumber = statusNumber;
    }

    /**
     * What went wrong (spec/errors.md).
     *
     * @return the status; {@link Status#UNKNOWN} of a newer library's number
     */
    public final Status status() {
        return Status.of(statusNumber);
    }

    /**
     * The number of the status, also of one that this package does not know.
     *
     * @return the number
     */
    public final int statusNumber() {
        return statusNumber;
    }

    /**
     * The C name, such as IMPRINT_ERR_TRUNCATED.
     *
     * @return the name; "unknown status" of others
     */
    public final String statusName() {
        return Raw.statusName(statusNumber);
    }

    static ImprintException of(int status, String message, Throwable cause) {
        return switch (Status.of(status)) {
            case CANCELLED -> new CancelledCallException(status, message, cause);
            case FILE_NOT_FOUND, FILE_READ, FILE_EXISTS, FILE_WRITE -> new FileAccessException(status, message, cause);
            case UNSUPPORTED_FORMAT, MALFORMED, TRUNCATED, UNSUPPORTED_PIXELS, DECODE_FAILED -> new BadInputException(status, message, cause);
            case LIMIT_EXCEEDED -> new LimitExceededException(status, message, cause);
            case CERTIFICATE, SIGNER, TIME_STAMP -> new SigningException(status, message, cause);
            default -> new ImprintException(status, message, cause);
        };
    }

    /** Throws what an imprint_error says, unless the status is 0. */
    static void check(int status, ByteBuffer error, Failures failures) {
        failures.rethrow(status == 0);
        if (status != 0) {
            throw of(status, Arena.chars(error, Layout.ERROR_MESSAGE, Layout.ERROR_SIZE - Layout.ERROR_MESSAGE), failures.first());
        }
    }
}
