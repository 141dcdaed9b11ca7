package imprint;

import java.util.HashSet;
import java.util.Set;

/** A switch that ends the calls it was given to, from any thread; once set it stays so. */
public final class CancelToken {
    private final Set<Long> running = new HashSet<>();
    private boolean cancelled;

    /** A switch that is not set. */
    public CancelToken() {}

    /** Ends the calls that run with this switch, within some 100 ms, and every later one. */
    public synchronized void cancel() {
        cancelled = true;
        running.forEach(Raw::contextCancel);
    }

    /**
     * Whether it is set.
     *
     * @return true after {@link #cancel()}
     */
    public synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized void enter(long context) {
        running.add(context);
        if (cancelled) {
            Raw.contextCancel(context);
        }
    }

    /** After this the context may be destroyed: cancel() no longer knows it. */
    synchronized void leave(long context) {
        running.remove(context);
    }
}
