package imprint;

/** A path that could not be read or written: {@link Status#FILE_NOT_FOUND}, FILE_READ, FILE_EXISTS, FILE_WRITE. */
public final class FileAccessException extends ImprintException {
    private static final long serialVersionUID = 1;

    FileAccessException(int status, String message, Throwable cause) {
        super(status, message, cause);
    }
}
