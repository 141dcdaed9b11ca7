package imprint;

/** An imprint_context: destroyed when it is closed and the last call on it has ended, whatever their order. */
final class Handle implements Runnable {
    private long address;
    private int calls;
    private boolean closed;

    Handle(long address) {
        this.address = address;
    }

    /** For a call; followed by release(). */
    synchronized long acquire() {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
        calls++;
        return address;
    }

    synchronized void release() {
        calls--;
        destroyWhenUnused();
    }

    /** Something that no other call may run beside: keys and trust. */
    synchronized int alone(Following.Native change, long error) {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
        if (calls > 0) {
            throw new IllegalStateException("keys and trust are added before calls run on the context");
        }
        return change.on(address, error);
    }

    /** Closes it; also what a cleaner runs. */
    @Override
    public synchronized void run() {
        closed = true;
        destroyWhenUnused();
    }

    private void destroyWhenUnused() {
        if (closed && calls == 0 && address != 0) {
            Raw.contextDestroy(address);
            address = 0;
        }
    }
}
