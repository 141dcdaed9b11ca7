package imprint;

import java.nio.ByteBuffer;

/**
 * Where a visible label was drawn. See imprint.h. Made by generate.py from spec/abi/imprint.json, not by hand.
 *
 * @param xPx of the backing plate, in the picture as a viewer shows it
 * @param yPx of the backing plate, in the picture as a viewer shows it
 * @param widthPx of the backing plate, in the picture as a viewer shows it
 * @param heightPx of the backing plate, in the picture as a viewer shows it
 * @param inkHeightPx ink_height_px of imprint.h
 * @param inkHeightPercent of the shortest side
 * @param raised 1 = the letters are higher than asked for, 8 px: nobody reads lower ones. Since 0.1
 * @param manifestBroken of _file: 1 = the file's signed manifest no longer fits: it covers pixels and sound. Since 0.1
 * @param startS of sound, in which all but manifest_broken and what follows is 0: the first label, in seconds. Since 0.1
 * @param endS of sound, in which all but manifest_broken and what follows is 0: the first label, in seconds. Since 0.1
 * @param labelLufs of sound: loudness of the label, ITU-R BS.1770. Since 0.1
 */
public record LabelPlacement(
        int xPx,
        int yPx,
        int widthPx,
        int heightPx,
        int inkHeightPx,
        double inkHeightPercent,
        boolean raised,
        boolean manifestBroken,
        double startS,
        double endS,
        double labelLufs) {
    static final int SIZE = 64;

    static LabelPlacement read(ByteBuffer in, int at) {
        return new LabelPlacement(
                in.getInt(at + 4),
                in.getInt(at + 8),
                in.getInt(at + 12),
                in.getInt(at + 16),
                in.getInt(at + 20),
                in.getDouble(at + 24),
                in.getInt(at + 32) != 0,
                in.getInt(at + 36) != 0,
                in.getDouble(at + 40),
                in.getDouble(at + 48),
                in.getDouble(at + 56));
    }
}
