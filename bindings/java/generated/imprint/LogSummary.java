package imprint;

import java.nio.ByteBuffer;

/**
 * What a log holds when its chain is whole. See imprint.h. Made by generate.py from spec/abi/imprint.json, not by hand.
 *
 * @param records in the log; purged ones are not counted
 * @param firstSequence if records &gt; 0
 * @param lastSequence last_sequence of imprint.h
 * @param firstTimeS if records &gt; 0
 * @param lastTimeS if records &gt; 0
 * @param tornBytes at the end, of a write that was cut off and never acknowledged; the next append removes them
 * @param head hash of the last record in hex, NUL-terminated: keep it elsewhere, and a log that was cut or written anew is told by it
 */
public record LogSummary(
        long records,
        long firstSequence,
        long lastSequence,
        long firstTimeS,
        long lastTimeS,
        long tornBytes,
        String head) {
    static final int SIZE = 128;

    static LogSummary read(ByteBuffer in, int at) {
        return new LogSummary(
                in.getLong(at + 8),
                in.getLong(at + 16),
                in.getLong(at + 24),
                in.getLong(at + 32),
                in.getLong(at + 40),
                in.getLong(at + 48),
                Arena.chars(in, at + 56, 72));
    }
}
