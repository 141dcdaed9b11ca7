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
 * @param startS this and what follows: of the audible label of a sound, if found, as in imprint_audible_found; its text is "short-long short-short", and measures in px and percent are 0. Since 0.1
 * @param endS this and what follows: of the audible label of a sound, if found, as in imprint_audible_found; its text is "short-long short-short", and measures in px and percent are 0. Since 0.1
 * @param unitS likewise. Since 0.1
 * @param labelLufs likewise. Since 0.1
 * @param programmeLufs likewise. Since 0.1
 * @param audiblePlace likewise; 0 in pictures. Since 0.1
 * @param sound 1 = the file is sound, found or not. Since 0.1
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
        String text,
        double startS,
        double endS,
        double unitS,
        double labelLufs,
        double programmeLufs,
        AudiblePlace audiblePlace,
        boolean sound) {
    static final int SIZE = 272;

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
                Arena.chars(in, at + 56, 164),
                in.getDouble(at + 224),
                in.getDouble(at + 232),
                in.getDouble(at + 240),
                in.getDouble(at + 248),
                in.getDouble(at + 256),
                AudiblePlace.of(in.getInt(at + 264)),
                in.getInt(at + 268) != 0);
    }
}
