package imprint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The log of copies without visible label (Measures Art. 9): spec/log.md. */
public final class CopyLog {
    private static final int HASH_ROOM = 72;
    private final Path path;

    /**
     * A log.
     *
     * @param path of its file, which append() makes if it is not there
     */
    public CopyLog(Path path) {
        this.path = path;
    }

    /**
     * Adds a record, durably.
     *
     * @param entry the record
     * @return its hash
     */
    public String append(LogEntry entry) {
        try (Arena arena = new Arena()) {
            final ByteBuffer head = arena.plain(HASH_ROOM);
            Imprint.check(arena, error -> Raw.logAppend(arena.path(path), entry.place(arena), arena.address(head), error));
            return Arena.chars(head, 0, HASH_ROOM);
        }
    }

    /**
     * Checks the chain.
     *
     * @return what the log holds
     * @throws ImprintException {@link Status#LOG_BROKEN} with the first line that is wrong
     */
    public LogSummary verify() {
        try (Arena arena = new Arena()) {
            final ByteBuffer summary = arena.struct(LogSummary.SIZE);
            Imprint.check(arena, error -> Raw.logVerify(arena.path(path), arena.address(summary), error));
            return LogSummary.read(summary, 0);
        }
    }

    /**
     * The records of a time.
     *
     * @param fromS from this second since 1970
     * @param untilS to the second before this; both 0: all
     * @return one JSON document
     */
    public String export(long fromS, long untilS) {
        try (Arena arena = new Arena()) {
            final ByteBuffer out = arena.output();
            Imprint.check(arena, error -> Raw.logExport(arena.path(path), fromS, untilS, arena.address(out), error));
            return new String(Arena.copy(out, 0), StandardCharsets.UTF_8);
        }
    }

    /**
     * Removes the oldest records, none younger than six months.
     *
     * @param beforeS records older than this second since 1970
     * @param nowS the time by which six months are counted; 0 = the system's clock
     * @return how many went, and what is left
     */
    public Purged purge(long beforeS, long nowS) {
        try (Arena arena = new Arena()) {
            final ByteBuffer removed = arena.plain(Arena.WORD);
            final ByteBuffer summary = arena.struct(LogSummary.SIZE);
            Imprint.check(arena, error -> Raw.logPurge(arena.path(path), beforeS, nowS, arena.address(removed), arena.address(summary), error));
            return new Purged(removed.getLong(0), LogSummary.read(summary, 0));
        }
    }

    /**
     * What a purge did.
     *
     * @param removed how many records went
     * @param left what the log holds now
     */
    public record Purged(long removed, LogSummary left) {}
}
