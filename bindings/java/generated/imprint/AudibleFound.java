package imprint;

import java.nio.ByteBuffer;

/**
 * Where an audible label was heard, and how (spec/label.md 8.4). See imprint.h. Made by generate.py from spec/abi/imprint.json, not by hand.
 *
 * @param found 1 or 0
 * @param startS if found: seconds from the start of the sound
 * @param endS if found: seconds from the start of the sound
 * @param unitS length of the short tone
 * @param toneHz to a third of an octave
 * @param labelLufs loudness of the rhythm, ITU-R BS.1770
 * @param programmeLufs loudness of all else; -infinity for silence
 * @param score correlation with the rhythm, [0, 1]; of the best place where nothing is found
 * @param tooQuiet 1 = beside the programme
 * @param wrongTiming 1 = a length is off by more than half a unit
 */
public record AudibleFound(
        boolean found,
        double startS,
        double endS,
        double unitS,
        double toneHz,
        double labelLufs,
        double programmeLufs,
        double score,
        boolean tooQuiet,
        boolean wrongTiming) {
    static final int SIZE = 72;

    static AudibleFound read(ByteBuffer in, int at) {
        return new AudibleFound(
                in.getInt(at + 4) != 0,
                in.getDouble(at + 8),
                in.getDouble(at + 16),
                in.getDouble(at + 24),
                in.getDouble(at + 32),
                in.getDouble(at + 40),
                in.getDouble(at + 48),
                in.getDouble(at + 56),
                in.getInt(at + 64) != 0,
                in.getInt(at + 68) != 0);
    }
}
