package imprint;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/** One file of a batch, and what is to be done with it. */
public final class Job {
    private final Source source;
    private Path output;
    private String producer;
    private String produceId;
    private String propagator;
    private String propagateId;

    private Job(Source source) {
        this.source = source;
    }

    /**
     * A job on a file. Paths are opened by the library when their turn comes.
     *
     * @param source the file
     * @return the job
     */
    public static Job of(Source source) {
        return new Job(source);
    }

    /**
     * Where the output goes; without it the outcome has the data.
     *
     * @param path of the output
     * @return this
     */
    public Job output(Path path) {
        this.output = path;
        return this;
    }

    /**
     * ContentProducer and ProduceID to mark with; of verifying and propagating what the caller's records say of the file.
     *
     * @param producer ContentProducer
     * @param produceId ProduceID
     * @return this
     */
    public Job producer(String producer, String produceId) {
        this.producer = producer;
        this.produceId = produceId;
        return this;
    }

    /**
     * ContentPropagator and PropagateID to propagate with.
     *
     * @param propagator ContentPropagator
     * @param propagateId PropagateID
     * @return this
     */
    public Job propagator(String propagator, String propagateId) {
        this.propagator = propagator;
        this.propagateId = propagateId;
        return this;
    }

    void place(Context context, Arena arena, ByteBuffer items, int at) {
        items.putInt(at, Layout.BATCH_ITEM_SIZE);
        if (source.path() != null) {
            arena.path(items, at + Layout.BATCH_ITEM_PATH, source.path());
        } else {
            source.place(context, arena, items, at + Layout.BATCH_ITEM_FILE);
        }
        arena.path(items, at + Layout.BATCH_ITEM_OUT_PATH, output);
        arena.text(items, at + Layout.BATCH_ITEM_PRODUCER, producer);
        arena.text(items, at + Layout.BATCH_ITEM_PRODUCE_ID, produceId);
        arena.text(items, at + Layout.BATCH_ITEM_PROPAGATOR, propagator);
        arena.text(items, at + Layout.BATCH_ITEM_PROPAGATE_ID, propagateId);
    }
}
