package imprint;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.function.Function;

/**
 * Pixels in memory: row 0 on top, samples interleaved, alpha straight, sRGB-encoded or any other display encoding. They never change: calls
 * that change pixels give others.
 */
public final class Pixels {
    private final byte[] samples;
    private final int widthPx;
    private final int heightPx;
    private final int strideBytes;
    private final PixelFormat format;
    private final Function<Pixels, BufferedImage> back;

    private Pixels(byte[] samples, int widthPx, int heightPx, int strideBytes, PixelFormat format, Function<Pixels, BufferedImage> back) {
        this.samples = samples;
        this.widthPx = widthPx;
        this.heightPx = heightPx;
        this.strideBytes = strideBytes;
        this.format = format;
        this.back = back;
    }

    /**
     * Pixels of any program.
     *
     * @param samples copied; those of 16 bits in native byte order
     * @param widthPx columns
     * @param heightPx rows
     * @param strideBytes from one row to the next
     * @param format what the samples are
     * @return the pixels
     */
    public static Pixels of(byte[] samples, int widthPx, int heightPx, int strideBytes, PixelFormat format) {
        final long needed = heightPx < 1 ? 0 : (long) strideBytes * (heightPx - 1) + (long) widthPx * bytesPerPixel(format);
        if (widthPx < 1 || heightPx < 1 || strideBytes < (long) widthPx * bytesPerPixel(format) || samples.length < needed) {
            throw new IllegalArgumentException(samples.length + " bytes are no " + widthPx + " x " + heightPx + " pixels of " + format + ", rows " + strideBytes + " apart");
        }
        return new Pixels(samples.clone(), widthPx, heightPx, strideBytes, format, Pixels::plainImage);
    }

    /**
     * The pixels of an image. RGB and grey of 8 and 16 bits, with and without alpha, keep their depth; palettes and packed pixels become 8 bits a sample.
     *
     * @param image copied
     * @return the pixels; {@link #toImage()} of what calls make of them gives the same kind of image
     */
    public static Pixels of(BufferedImage image) {
        return ImagePixels.of(image);
    }

    static Pixels tight(byte[] samples, int widthPx, int heightPx, PixelFormat format, Function<Pixels, BufferedImage> back) {
        return new Pixels(samples, widthPx, heightPx, widthPx * bytesPerPixel(format), format, back);
    }

    static int bytesPerPixel(PixelFormat format) {
        return switch (format) {
            case RGB8, BGR8 -> 3;
            case RGBA8, BGRA8 -> 4;
            case GRAY8 -> 1;
            case RGB16 -> 6;
            case RGBA16 -> 8;
            case GRAY16 -> 2;
            default -> throw new IllegalArgumentException("pixels of no format");
        };
    }

    /**
     * The samples.
     *
     * @return a copy
     */
    public byte[] samples() {
        return samples.clone();
    }

    /**
     * Columns.
     *
     * @return how many
     */
    public int widthPx() {
        return widthPx;
    }

    /**
     * Rows.
     *
     * @return how many
     */
    public int heightPx() {
        return heightPx;
    }

    /**
     * From one row to the next.
     *
     * @return bytes
     */
    public int strideBytes() {
        return strideBytes;
    }

    /**
     * What the samples are.
     *
     * @return the format
     */
    public PixelFormat format() {
        return format;
    }

    /**
     * An image of these pixels: of the kind that they came from, if they came from one.
     *
     * @return the image
     */
    public BufferedImage toImage() {
        return back.apply(this);
    }

    byte[] lent() {
        return samples;
    }

    private static BufferedImage plainImage(Pixels pixels) {
        return ImagePixels.plain(pixels);
    }

    /** An imprint_image over a copy of the samples, behind which their address lies. */
    ByteBuffer place(Arena arena) {
        final ByteBuffer copy = arena.samples(samples);
        final ByteBuffer out = arena.plain(Layout.IMAGE_SIZE);
        out.putLong(Layout.IMAGE_DATA, arena.address(copy));
        out.putInt(Layout.IMAGE_WIDTH_PX, widthPx);
        out.putInt(Layout.IMAGE_HEIGHT_PX, heightPx);
        out.putLong(Layout.IMAGE_STRIDE_BYTES, strideBytes);
        out.putInt(Layout.IMAGE_FORMAT, format.value());
        return out;
    }

    /** Pixels of this shape with the samples that a call left in an image of place(). */
    Pixels changed(ByteBuffer image) {
        return new Pixels(Glue.copy(image.getLong(Layout.IMAGE_DATA), samples.length), widthPx, heightPx, strideBytes, format, back);
    }
}
