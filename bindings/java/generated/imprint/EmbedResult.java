package imprint;

import java.nio.ByteBuffer;

/**
 * What an embedding did to the picture. See imprint.h. Made by generate.py from spec/abi/imprint.json, not by hand.
 *
 * @param psnrDb over the colour samples, after rounding; of _file: what the written file shows against the one that came in, so that a lossy format counts what its coding changed too
 * @param maxChange largest change of a sample, in levels of 8 bits; of _file likewise
 * @param manifestBroken of _file: 1 = the file's signed manifest no longer fits: it covers the pixels. Since 0.1
 * @param robustness what the mark can be expected to stand. Since 0.1
 * @param visibility what the mark is expected to show of itself: 1 is Butteraugli's 3-norm of 1. Since 0.1
 * @param depthDb of sound, whose other figures are 0: root mean square of the gain where there was sound. Since 0.1
 * @param markedS of sound: seconds in which there was sound to mark. Since 0.1
 */
public record EmbedResult(
        double psnrDb,
        double maxChange,
        boolean manifestBroken,
        Robustness robustness,
        double visibility,
        double depthDb,
        double markedS) {
    static final int SIZE = 56;

    static EmbedResult read(ByteBuffer in, int at) {
        return new EmbedResult(
                in.getDouble(at + 8),
                in.getDouble(at + 16),
                in.getInt(at + 24) != 0,
                Robustness.of(in.getInt(at + 28)),
                in.getDouble(at + 32),
                in.getDouble(at + 40),
                in.getDouble(at + 48));
    }
}
