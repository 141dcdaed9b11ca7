package imprint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Who follows calls, what ends them, and how many threads each may use: for {@link Context#following}. */
public final class Following {
    private ProgressListener progress;
    private EventListener event;
    private final List<CancelToken> cancels = new ArrayList<>();
    private boolean interruptible;
    private int threads;

    /** Nobody, nothing, and the context's own threads. */
    public Following() {}

    /**
     * Tells how far each call is.
     *
     * @param listener is told
     * @return this
     */
    public Following progress(ProgressListener listener) {
        this.progress = listener;
        return this;
    }

    /**
     * Tells what each call came to.
     *
     * @param listener is told
     * @return this
     */
    public Following event(EventListener listener) {
        this.event = listener;
        return this;
    }

    /**
     * Lets a switch end the calls; of several any one does.
     *
     * @param token the switch
     * @return this
     */
    public Following cancel(CancelToken token) {
        cancels.add(token);
        return this;
    }

    /**
     * Lets an interrupt of the calling thread end its call, which throws {@link CancelledCallException}; the thread stays interrupted.
     *
     * @return this
     */
    public Following interruptible() {
        this.interruptible = true;
        return this;
    }

    /**
     * How many threads one call may use.
     *
     * @param threads from 1 to 64; 0 = as the context
     * @return this
     */
    public Following threads(int threads) {
        this.threads = threads;
        return this;
    }

    Following copy() {
        final Following out = new Following();
        out.progress = progress;
        out.event = event;
        out.cancels.addAll(cancels);
        out.interruptible = interruptible;
        out.threads = threads;
        return out;
    }

    /** A call on a context of its own, derived from `parent`. */
    int run(long parent, Arena arena, Native call, ByteBuffer error) {
        final ByteBuffer out = arena.plain(Arena.WORD);
        final int status = Raw.contextDerive(parent, place(arena), arena.address(out), arena.address(error));
        if (status != 0) {
            return status;
        }
        final long child = out.getLong(0);
        final CancelToken interrupt = interruptible ? Interrupts.watch(Thread.currentThread()) : null;
        final List<CancelToken> switches = new ArrayList<>(cancels);
        if (interrupt != null) {
            switches.add(interrupt);
        }
        switches.forEach(one -> one.enter(child));
        try {
            return call.on(child, arena.address(error));
        } finally {
            switches.forEach(one -> one.leave(child));
            Interrupts.unwatch(interrupt);
            Raw.contextDestroy(child);
        }
    }

    private long place(Arena arena) {
        final ByteBuffer out = arena.struct(Layout.DERIVE_OPTIONS_SIZE);
        out.putInt(Layout.DERIVE_OPTIONS_THREADS, threads);
        if (progress != null) {
            out.putLong(Layout.DERIVE_OPTIONS_PROGRESS, Glue.progressCallback());
        }
        if (event != null) {
            out.putLong(Layout.DERIVE_OPTIONS_EVENT, Glue.eventCallback());
        }
        if (progress != null || event != null) {
            out.putLong(Layout.DERIVE_OPTIONS_USER_DATA, arena.register(new Callbacks.Followers(progress, event, arena.failures)));
        }
        return arena.address(out);
    }

    /** A call of the border: its context and error are filled in. */
    @FunctionalInterface
    interface Native {
        int on(long context, long error);
    }
}
