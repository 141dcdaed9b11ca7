package imprint;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Where glue.c calls: finds the object of the call and keeps what it throws. Nothing is thrown through the library. */
final class Callbacks {
    private static final Map<Long, Object> OBJECTS = new ConcurrentHashMap<>();
    private static final AtomicLong NEXT = new AtomicLong(1);

    private Callbacks() {}

    /** Who follows a call. */
    record Followers(ProgressListener progress, EventListener event, Failures failures) {}

    /** Who signs in a call. */
    record Exchanges(Exchange sign, Exchange timeStamp, Failures failures) {}

    static long register(Object object) {
        final long id = NEXT.getAndIncrement();
        OBJECTS.put(id, object);
        return id;
    }

    static void unregister(long id) {
        OBJECTS.remove(id);
    }

    /** How many calls have callbacks now: none, when none is running. */
    static int registered() {
        return OBJECTS.size();
    }

    static int progress(long id, double done) {
        final Followers followers = (Followers) OBJECTS.get(id);
        try {
            return followers.progress.onProgress(done) ? 0 : 1;
        } catch (Throwable failure) {
            followers.failures.add(failure);
            return 1;
        }
    }

    static void event(long id, String call, int status, long durationUs, byte[] message) {
        final Followers followers = (Followers) OBJECTS.get(id);
        try {
            final String text = message == null ? "" : new String(message, StandardCharsets.UTF_8);
            followers.event.onEvent(new Event(call, Status.of(status), status, durationUs, text));
        } catch (Throwable failure) {
            followers.failures.addOfEvent(failure);
        }
    }

    static byte[] exchange(long id, boolean timeStamp, byte[] request, long capacity) {
        final Exchanges exchanges = (Exchanges) OBJECTS.get(id);
        try {
            final byte[] made = (timeStamp ? exchanges.timeStamp : exchanges.sign).answer(request);
            if (made == null || made.length > capacity) {
                throw new IllegalArgumentException(made == null ? "no answer" : "an answer of " + made.length + " bytes, where " + capacity + " are the most");
            }
            return made;
        } catch (InterruptedException failure) {
            Thread.currentThread().interrupt();
            exchanges.failures.add(failure);
        } catch (Throwable failure) {
            exchanges.failures.add(failure);
        }
        return null;
    }
}
