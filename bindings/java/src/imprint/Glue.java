package imprint;

import java.nio.ByteBuffer;

/** The natives of glue.c: memory, and the addresses of the callbacks. Using this class or Raw loads the library. */
final class Glue {
    private Glue() {}

    /** Zeroed memory that lives until release() of its address. */
    static native ByteBuffer allocate(int size);

    static native long address(ByteBuffer buffer);

    static native void release(long address, long wiped);

    static native byte[] copy(long address, long size);

    /** Lets the process end only when no call is at work; for a shutdown hook. */
    static native void endCallsAtExit();

    static native long progressCallback();

    static native long eventCallback();

    static native long signCallback();

    static native long timeStampCallback();
}
