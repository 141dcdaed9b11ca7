package imprint;

import java.nio.ByteBuffer;

/**
 * The visible label that was found, or that none was. See imprint.h. Made by generate.py from spec/abi/imprint.json, not by hand.
 *
 * @param found 1 or 0
 * @param legibility if found
 * @param xPx if found: backing plate, cut to the picture, as a viewer shows it
 * @param yPx if found: backing plate, cut to the picture, as a viewer shows it
 * @param widthPx if found: backing plate, cut to the picture, as a viewer shows it
 * @param heightPx if found: backing plate, cut to the picture, as a viewer shows it
 * @param inkHeightPx if found
 * @param inkHeightPercent if found: of the shortest side
 * @param contrast if found: WCAG 2.2 ratio between ink and ground
 * @param score correlation with the best try, [0, 1]; found from 0.65 on
 * @param text if found: UTF-8, NUL-terminated
 */
public record LabelFound(
        boolean found,
        Legibility legibility,
        int xPx,
        int yPx,
        int widthPx,
        int heightPx,
        int inkHeightPx,
        double inkHeightPercent,
        double contrast,
        double score,
        String text) {
    static final int SIZE = 224;

    static LabelFound read(ByteBuffer in, int at) {
        return new LabelFound(
                in.getInt(at + 4) != 0,
                Legibility.of(in.getInt(at + 8)),
                in.getInt(at + 12),
                in.getInt(at + 16),
                in.getInt(at + 20),
                in.getInt(at + 24),
                in.getInt(at + 28),
                in.getDouble(at + 32),
                in.getDouble(at + 40),
                in.getDouble(at + 48),
                Arena.chars(in, at + 56, 164));
    }
}
