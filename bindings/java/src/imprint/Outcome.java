package imprint;

/** One file of a batch: an error, or what the call on it answered. */
public final class Outcome {
    private final ImprintException error;
    private final Marked marked;

    Outcome(ImprintException error, Marked marked) {
        this.error = error;
        this.marked = marked;
    }

    /**
     * Why the file failed. Of several files that a signer failed, the cause is what it threw first.
     *
     * @return the error; null when it did not
     */
    public ImprintException error() {
        return error;
    }

    /**
     * What was found or done.
     *
     * @return the report; null when the file failed
     */
    public Report report() {
        return marked == null ? null : marked.report();
    }

    /**
     * The output of a job without a path.
     *
     * @return its bytes, not copied; null when the file failed, was written to a path, or there was nothing to write
     */
    public byte[] data() {
        return marked == null ? null : marked.data();
    }
}
