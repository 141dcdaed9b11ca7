package imprint;

/** Is told what each call came to, at its end and in its thread; several calls at once if they are made so. */
@FunctionalInterface
public interface EventListener {
    /**
     * Called at the end of each call. What it throws is thrown by a call that succeeded, and is the cause of the exception of one that did not.
     *
     * @param event the call
     */
    void onEvent(Event event);
}
