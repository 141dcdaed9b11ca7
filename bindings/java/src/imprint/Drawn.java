package imprint;

/**
 * A picture with a visible label.
 *
 * @param <T> {@code byte[]} of a file, {@link Pixels} of pixels
 * @param picture the copy with the label
 * @param placement where it landed
 */
public record Drawn<T>(T picture, LabelPlacement placement) {}
