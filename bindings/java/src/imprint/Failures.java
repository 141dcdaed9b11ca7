package imprint;

/** What callbacks threw: the first is the cause of the call's own exception, the others are suppressed in it. */
final class Failures {
    private Throwable first;
    private Throwable ofEvent;

    /** What an event listener threw: the call had ended by then, and may have succeeded. */
    synchronized void addOfEvent(Throwable failure) {
        ofEvent = failure;
        add(failure);
    }

    synchronized void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else if (first != failure) {
            first.addSuppressed(failure);
        }
    }

    synchronized Throwable first() {
        return first;
    }

    /** Throws what an event listener threw after a call that succeeded, and errors of the virtual machine in any case. */
    synchronized void rethrow(boolean succeeded) {
        if (first instanceof Error error) {
            throw error;
        }
        if (succeeded && ofEvent instanceof RuntimeException failure) {
            throw failure;
        }
    }
}
