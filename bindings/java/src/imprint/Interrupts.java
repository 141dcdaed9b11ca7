package imprint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Turns interrupts of threads that wait for the library into cancelled calls: nothing wakes a thread out of native code, so one looks. */
final class Interrupts {
    private static final long PERIOD_MS = 20; // a call that is cancelled needs some 60 ms (spec/abi.md 7.1)
    private static final Map<CancelToken, Thread> WATCHED = new ConcurrentHashMap<>();
    private static ScheduledExecutorService watcher;

    private Interrupts() {}

    static CancelToken watch(Thread thread) {
        final CancelToken out = new CancelToken();
        WATCHED.put(out, thread);
        start();
        return out;
    }

    static void unwatch(CancelToken token) {
        if (token != null) {
            WATCHED.remove(token);
        }
    }

    /** The watcher lives as long as the process once it is needed, and keeps nothing from ending. */
    private static synchronized void start() {
        if (watcher == null) {
            watcher = Executors.newSingleThreadScheduledExecutor(work -> {
                final Thread thread = new Thread(work, "imprint-interrupts");
                thread.setDaemon(true);
                return thread;
            });
            watcher.scheduleAtFixedRate(Interrupts::look, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
        }
    }

    private static void look() {
        WATCHED.forEach((token, thread) -> {
            if (thread.isInterrupted()) {
                token.cancel();
            }
        });
    }
}
