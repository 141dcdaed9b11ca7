package imprint;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * How a watermark is embedded. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class EmbedOptions {
    private static final int SIZE = 72;
    Robustness leastRobustness;
    String keyId;
    double strength;
    double minPsnrDb;
    String replacement;
    Path logPath;

    /** All defaults. */
    public EmbedOptions() {}

    /**
     * Less is IMPRINT_ERR_TOO_WEAK; 0 = any. Since 0.1.
     *
     * @param leastRobustness least_robustness of imprint.h
     * @return this
     */
    public EmbedOptions leastRobustness(Robustness leastRobustness) {
        this.leastRobustness = leastRobustness;
        return this;
    }

    /**
     * Absent = the open key.
     *
     * @param keyId key_id of imprint.h
     * @return this
     */
    public EmbedOptions keyId(String keyId) {
        this.keyId = keyId;
        return this;
    }

    /**
     * Share of what may be seen of the mark (spec/watermark-format.md 7.3), [0.01, 1]; 0 = 1.
     *
     * @param strength strength of imprint.h
     * @return this
     */
    public EmbedOptions strength(double strength) {
        this.strength = strength;
        return this;
    }

    /**
     * Quality floor over the colour samples, [30, 60]; 0 = none: visibility alone decides.
     *
     * @param minPsnrDb min_psnr_db of imprint.h
     * @return this
     */
    public EmbedOptions minPsnrDb(double minPsnrDb) {
        this.minPsnrDb = minPsnrDb;
        return this;
    }

    /**
     * Of a file: as in imprint_mark_options, over another payload's mark under a key of the context. Since 0.1.
     *
     * @param replacement replacement of imprint.h
     * @return this
     */
    public EmbedOptions replacement(String replacement) {
        this.replacement = replacement;
        return this;
    }

    /**
     * Of a file: gets a record of a replacement before the output is handed over. Since 0.1.
     *
     * @param logPath log_path of imprint.h
     * @return this
     */
    public EmbedOptions logPath(Path logPath) {
        this.logPath = logPath;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, leastRobustness == null ? 0 : leastRobustness.value());
        arena.text(out, 8, keyId);
        out.putDouble(24, strength);
        out.putDouble(32, minPsnrDb);
        arena.text(out, 40, replacement);
        arena.path(out, 56, logPath);
        return arena.address(out);
    }
}
