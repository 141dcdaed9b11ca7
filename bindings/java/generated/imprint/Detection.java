package imprint;

import java.nio.ByteBuffer;

/**
 * One watermark that was found, or that none was. See imprint.h. Made by generate.py from spec/abi/imprint.json, not by hand.
 *
 * @param found 1 or 0
 * @param payload if found
 * @param pValue chance bound that an unmarked input answers like this, all tries paid for; 1 if not found
 * @param pilotSigma strength of the synchronisation, standard deviations of noise
 * @param pixelsPerCanonical if found: pixels of this picture per canonical pixel of the marked one
 * @param rotationDeg if found: how the pattern is turned, (-90, 90]; the pattern looks alike after a half turn
 * @param attempts geometries put to the test; the p-value pays for the 96 per key that are planned, 160 in animations
 * @param keyId if found: "open" or the hex id, NUL-terminated
 * @param xPx if found: where in this picture it was heard, a box of pixels from the upper left; the whole
 * @param yPx if found: where in this picture it was heard, a box of pixels from the upper left; the whole
 * @param widthPx picture if that carries it. Edges are right to about a 24th of the shortest side. Since 0.1
 * @param heightPx picture if that carries it. Edges are right to about a 24th of the shortest side. Since 0.1
 * @param startS if found in sound: the stretch that was read, in seconds from its start. Since 0.1
 * @param endS if found in sound: the stretch that was read, in seconds from its start. Since 0.1
 * @param timeScale if found in sound: 1.05 = it plays 5 % faster than it was marked; 0 in pictures. Since 0.1
 * @param pitchShiftSemitones if found in sound: positive = higher than it was marked. Since 0.1
 */
public record Detection(
        boolean found,
        long payload,
        double pValue,
        double pilotSigma,
        double pixelsPerCanonical,
        double rotationDeg,
        int attempts,
        String keyId,
        int xPx,
        int yPx,
        int widthPx,
        int heightPx,
        double startS,
        double endS,
        double timeScale,
        double pitchShiftSemitones) {
    static final int SIZE = 120;

    /**
     * The payload as it is written in reports.
     *
     * @return 16 hexadecimal digits
     */
    public String payloadHex() {
        return String.format("%016x", payload);
    }

    static Detection read(ByteBuffer in, int at) {
        return new Detection(
                in.getInt(at + 4) != 0,
                in.getLong(at + 8),
                in.getDouble(at + 16),
                in.getDouble(at + 24),
                in.getDouble(at + 32),
                in.getDouble(at + 40),
                in.getInt(at + 48),
                Arena.chars(in, at + 52, 20),
                in.getInt(at + 72),
                in.getInt(at + 76),
                in.getInt(at + 80),
                in.getInt(at + 84),
                in.getDouble(at + 88),
                in.getDouble(at + 96),
                in.getDouble(at + 104),
                in.getDouble(at + 112));
    }
}
