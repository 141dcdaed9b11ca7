package imprint;

/**
 * A marked picture.
 *
 * @param <T> {@code byte[]} of a file, {@link Pixels} of pixels
 * @param picture the marked copy
 * @param result what the mark did to it
 */
public record Embedded<T>(T picture, EmbedResult result) {}
