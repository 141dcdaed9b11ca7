package imprint;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Calls on many files. */
final class Batch {
    private Batch() {}

    /** Writes the options. */
    interface Placing {
        long place(Arena arena);
    }

    /** The call of the border. */
    interface Running {
        int on(long context, long items, long count, long options, long error);
    }

    static List<Outcome> run(Context context, List<Job> jobs, Placing options, Running function) {
        try (Arena arena = new Arena()) {
            final ByteBuffer items = arena.struct(Math.multiplyExact(jobs.size(), Layout.BATCH_ITEM_SIZE));
            try {
                int at = 0;
                for (final Job job : jobs) {
                    job.place(context, arena, items, at);
                    at += Layout.BATCH_ITEM_SIZE;
                }
                final long how = options.place(arena);
                context.call(arena, (derived, error) -> function.on(derived, jobs.isEmpty() ? 0 : arena.address(items), jobs.size(), how, error));
                return outcomes(arena, items, jobs.size());
            } finally {
                free(arena, items, jobs.size());
            }
        }
    }

    private static List<Outcome> outcomes(Arena arena, ByteBuffer items, int count) {
        final List<Outcome> out = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            out.add(outcome(arena, items, i * Layout.BATCH_ITEM_SIZE));
        }
        return out;
    }

    private static Outcome outcome(Arena arena, ByteBuffer items, int at) {
        final int status = items.getInt(at + Layout.BATCH_ITEM_ERROR + Layout.ERROR_STATUS);
        if (status != 0) {
            final String message = Arena.chars(items, at + Layout.BATCH_ITEM_ERROR + Layout.ERROR_MESSAGE, Layout.ERROR_SIZE - Layout.ERROR_MESSAGE);
            final boolean ofSigner = status == Status.SIGNER.value() || status == Status.TIME_STAMP.value();
            return new Outcome(ImprintException.of(status, message, ofSigner ? arena.failures.first() : null), null);
        }
        return new Outcome(null, new Marked(Arena.copy(items, at + Layout.BATCH_ITEM_OUT), Report.read(items.getLong(at + Layout.BATCH_ITEM_REPORT), arena)));
    }

    private static void free(Arena arena, ByteBuffer items, int count) {
        for (int i = 0; i < count; i++) {
            final int at = i * Layout.BATCH_ITEM_SIZE;
            Raw.bytesFree(arena.address(items) + at + Layout.BATCH_ITEM_OUT);
            Raw.reportDestroy(items.getLong(at + Layout.BATCH_ITEM_REPORT));
        }
    }
}
