package imprint;

import java.nio.ByteBuffer;
import java.util.function.LongConsumer;

/** A stream of the library: one thread at a time uses it, the others wait, and so does closing it. */
final class StreamHandle implements Runnable {
    private final LongConsumer destroy;
    private long address;

    StreamHandle(long address, LongConsumer destroy) {
        this.address = address;
        this.destroy = destroy;
    }

    synchronized void call(Arena arena, Following.Native call) {
        if (address == 0) {
            throw new IllegalStateException("the stream is closed");
        }
        final ByteBuffer error = arena.plain(Layout.ERROR_SIZE);
        ImprintException.check(call.on(address, arena.address(error)), error, arena.failures);
    }

    /** Closes it; also what a cleaner runs. */
    @Override
    public synchronized void run() {
        if (address != 0) {
            destroy.accept(address);
            address = 0;
        }
    }
}
