package imprint;

import java.io.OutputStream;
import java.nio.file.Path;

/** A file that was made, and the report on it. */
public final class Marked {
    private final byte[] data;
    private final Report report;

    Marked(byte[] data, Report report) {
        this.data = data;
        this.report = report;
    }

    /**
     * The file.
     *
     * @return its bytes, not copied; null where there was nothing to do
     */
    public byte[] data() {
        return data;
    }

    /**
     * What was done.
     *
     * @return the report
     */
    public Report report() {
        return report;
    }

    /**
     * Writes it to a new file, whole or not at all.
     *
     * @param path of the file; one that is there is not touched
     */
    public void save(Path path) {
        write(Output.to(path));
    }

    /**
     * Writes it to a stream, which is not closed.
     *
     * @param stream receives the bytes
     */
    public void save(OutputStream stream) {
        write(Output.to(stream));
    }

    private void write(Output output) {
        if (data == null) {
            throw new IllegalStateException("there is no data: there was nothing to do");
        }
        output.write(data);
    }

    Report writtenTo(Output output) {
        if (data != null) {
            output.write(data);
        }
        return report;
    }
}
