package imprint;

/** Is told how far a call is, in the thread of the call. */
@FunctionalInterface
public interface ProgressListener {
    /**
     * Called with numbers that rise from 0 to 1. What it throws ends the call and becomes the cause of its exception. It must not call
     * the context of the call.
     *
     * @param done how much is done, from 0 to 1
     * @return false to end the call with a {@link CancelledCallException}
     */
    boolean onProgress(double done);
}
