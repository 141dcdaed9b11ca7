package imprint;

import java.nio.ByteBuffer;

/**
 * Limits and manners of a context. What is not set has its default; see imprint.h.
 *
 * <p>Made by generate.py from spec/abi/imprint.json, not by hand.
 */
public final class ContextOptions {
    private static final int SIZE = 88;
    int maxDimensionPx;
    long maxPixels;
    long maxFileBytes;
    long maxMetadataBytes;
    int threads;
    boolean noOpenKey;
    long maxMemoryBytes;
    long maxSteps;
    long maxSignatures;
    long maxInflatedBytes;
    long maxDecodedPixels;
    long maxDecodedSamples;

    /** All defaults. */
    public ContextOptions() {}

    /**
     * Of either side; 0 = 32768.
     *
     * @param maxDimensionPx max_dimension_px of imprint.h
     * @return this
     */
    public ContextOptions maxDimensionPx(int maxDimensionPx) {
        this.maxDimensionPx = maxDimensionPx;
        return this;
    }

    /**
     * Width * height; 0 = 120 million.
     *
     * @param maxPixels max_pixels of imprint.h
     * @return this
     */
    public ContextOptions maxPixels(long maxPixels) {
        this.maxPixels = maxPixels;
        return this;
    }

    /**
     * 0 = 512 MiB.
     *
     * @param maxFileBytes max_file_bytes of imprint.h
     * @return this
     */
    public ContextOptions maxFileBytes(long maxFileBytes) {
        this.maxFileBytes = maxFileBytes;
        return this;
    }

    /**
     * One metadata block after decompression; 0 = 16 MiB.
     *
     * @param maxMetadataBytes max_metadata_bytes of imprint.h
     * @return this
     */
    public ContextOptions maxMetadataBytes(long maxMetadataBytes) {
        this.maxMetadataBytes = maxMetadataBytes;
        return this;
    }

    /**
     * That one call may use for the watermark, [1, 64]; 0 = 1. Answers do not depend on it.
     *
     * @param threads threads of imprint.h
     * @return this
     */
    public ContextOptions threads(int threads) {
        this.threads = threads;
        return this;
    }

    /**
     * 1 = marks are looked for under the keys of imprint_context_add_key() alone. Since 0.1.
     *
     * @param noOpenKey no_open_key of imprint.h
     * @return this
     */
    public ContextOptions noOpenKey(boolean noOpenKey) {
        this.noOpenKey = noOpenKey;
        return this;
    }

    /**
     * In pixels and decompressed metadata at one time; 0 = 2 GiB.
     *
     * @param maxMemoryBytes max_memory_bytes of imprint.h
     * @return this
     */
    public ContextOptions maxMemoryBytes(long maxMemoryBytes) {
        this.maxMemoryBytes = maxMemoryBytes;
        return this;
    }

    /**
     * Of parsers, a nanosecond each or so; 0 = 1000 million.
     *
     * @param maxSteps max_steps of imprint.h
     * @return this
     */
    public ContextOptions maxSteps(long maxSteps) {
        this.maxSteps = maxSteps;
        return this;
    }

    /**
     * Public-key operations; 0 = 256.
     *
     * @param maxSignatures max_signatures of imprint.h
     * @return this
     */
    public ContextOptions maxSignatures(long maxSignatures) {
        this.maxSignatures = maxSignatures;
        return this;
    }

    /**
     * Of all metadata together; 0 = 64 MiB.
     *
     * @param maxInflatedBytes max_inflated_bytes of imprint.h
     * @return this
     */
    public ContextOptions maxInflatedBytes(long maxInflatedBytes) {
        this.maxInflatedBytes = maxInflatedBytes;
        return this;
    }

    /**
     * Of all frames together; 0 = 2400 million.
     *
     * @param maxDecodedPixels max_decoded_pixels of imprint.h
     * @return this
     */
    public ContextOptions maxDecodedPixels(long maxDecodedPixels) {
        this.maxDecodedPixels = maxDecodedPixels;
        return this;
    }

    /**
     * Of sound, of all channels together; 0 = 6000 million. Since 0.1.
     *
     * @param maxDecodedSamples max_decoded_samples of imprint.h
     * @return this
     */
    public ContextOptions maxDecodedSamples(long maxDecodedSamples) {
        this.maxDecodedSamples = maxDecodedSamples;
        return this;
    }

    /** The address of the struct, which lives as long as the arena. */
    long place(Arena arena) {
        final ByteBuffer out = arena.struct(SIZE);
        out.putInt(4, maxDimensionPx);
        out.putLong(8, maxPixels);
        out.putLong(16, maxFileBytes);
        out.putLong(24, maxMetadataBytes);
        out.putInt(32, threads);
        out.putInt(36, noOpenKey ? 1 : 0);
        out.putLong(40, maxMemoryBytes);
        out.putLong(48, maxSteps);
        out.putLong(56, maxSignatures);
        out.putLong(64, maxInflatedBytes);
        out.putLong(72, maxDecodedPixels);
        out.putLong(80, maxDecodedSamples);
        return arena.address(out);
    }
}
