package imprint;

import java.nio.ByteBuffer;

/**
 * One record to be written: a copy that is given out. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class LogEntry {
    private static final int SIZE = 112;
    String producer;
    String produceId;
    String waiver;
    byte[] file;
    long timeS;
    String replaced;
    String markIdKeyId;

    /** All defaults. */
    public LogEntry() {}

    /**
     * Of the content; 1..1024 bytes, as the two below.
     *
     * @param producer producer of imprint.h
     * @return this
     */
    public LogEntry producer(String producer) {
        this.producer = producer;
        return this;
    }

    /**
     * Sets {@code produce_id}.
     *
     * @param produceId produce_id of imprint.h
     * @return this
     */
    public LogEntry produceId(String produceId) {
        this.produceId = produceId;
        return this;
    }

    /**
     * Who asked for the copy, and under which agreement; 1..4096 bytes.
     *
     * @param waiver waiver of imprint.h
     * @return this
     */
    public LogEntry waiver(String waiver) {
        this.waiver = waiver;
        return this;
    }

    /**
     * The copy that is given out: its SHA-256 is recorded.
     *
     * @param file file of imprint.h
     * @return this
     */
    public LogEntry file(byte[] file) {
        this.file = file == null ? null : file.clone();
        return this;
    }

    /**
     * Seconds since 1970-01-01 UTC; 0 = now.
     *
     * @param timeS time_s of imprint.h
     * @return this
     */
    public LogEntry timeS(long timeS) {
        this.timeS = timeS;
        return this;
    }

    /**
     * The copy replaces a label or mark: what stood there, 1..4096 bytes. `waiver` says who allowed it, and `producer` may be absent when a watermark alone was written, whose payload is `produce_id`. Absent = a copy without visible label.
     *
     * @param replaced replaced of imprint.h
     * @return this
     */
    public LogEntry replaced(String replaced) {
        this.replaced = replaced;
        return this;
    }

    /**
     * Of a copy whose mark_id is keyed: the id of the key. Absent = version 1. Since 0.1.
     *
     * @param markIdKeyId mark_id_key_id of imprint.h
     * @return this
     */
    public LogEntry markIdKeyId(String markIdKeyId) {
        this.markIdKeyId = markIdKeyId;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        arena.text(out, 8, producer);
        arena.text(out, 24, produceId);
        arena.text(out, 40, waiver);
        arena.bytes(out, 56, file);
        out.putLong(72, timeS);
        arena.text(out, 80, replaced);
        arena.text(out, 96, markIdKeyId);
        return arena.address(out);
    }
}
