package imprint;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Java's images to pixels of the border, and back. Samples are taken as they are stored: Java's own conversions would turn grey darker. */
final class ImagePixels {
    private ImagePixels() {}

    static Pixels of(BufferedImage image) {
        final ColorModel model = image.getColorModel();
        final int kind = model.getColorSpace().getType();
        if (kind != ColorSpace.TYPE_RGB && kind != ColorSpace.TYPE_GRAY) {
            throw new IllegalArgumentException("an image that is neither RGB nor grey is not taken: convert it to RGB");
        }
        final boolean stored = model instanceof ComponentColorModel && !model.isAlphaPremultiplied() && depth(image) != 0;
        return stored ? ofSamples(image) : ofArgb(image);
    }

    /** Bits of a sample: 8, 16, or 0 for others. */
    private static int depth(BufferedImage image) {
        final int type = image.getSampleModel().getDataType();
        return type == DataBuffer.TYPE_BYTE ? 8 : type == DataBuffer.TYPE_USHORT ? 16 : 0;
    }

    // ---- Images whose samples are numbers of their own ----

    private static Pixels ofSamples(BufferedImage image) {
        final int bands = image.getSampleModel().getNumBands();
        final int depth = depth(image);
        final PixelFormat format = format(bands, depth);
        final int[] order = bands == 2 ? new int[] {0, 0, 0, 1} : new int[] {0, 1, 2, 3};
        final int channels = bands == 2 ? 4 : bands;
        final ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(image.getWidth() * channels * depth / 8, image.getHeight())).order(ByteOrder.nativeOrder());
        int[] row = null;
        for (int y = 0; y < image.getHeight(); y++) {
            row = image.getRaster().getPixels(0, y, image.getWidth(), 1, row);
            for (int x = 0; x < image.getWidth(); x++) {
                for (int channel = 0; channel < channels; channel++) {
                    put(out, depth, row[x * bands + order[channel]]);
                }
            }
        }
        return Pixels.tight(out.array(), image.getWidth(), image.getHeight(), format, pixels -> sampled(pixels, image, bands, depth));
    }

    private static PixelFormat format(int bands, int depth) {
        return switch (bands) {
            case 1 -> depth == 8 ? PixelFormat.GRAY8 : PixelFormat.GRAY16;
            case 3 -> depth == 8 ? PixelFormat.RGB8 : PixelFormat.RGB16;
            default -> depth == 8 ? PixelFormat.RGBA8 : PixelFormat.RGBA16; // grey with alpha too: the border has no other
        };
    }

    private static void put(ByteBuffer out, int depth, int sample) {
        if (depth == 8) {
            out.put((byte) sample);
        } else {
            out.putShort((short) sample);
        }
    }

    /** An image like `like`. Grey with alpha comes back as grey: a mark changes all its channels alike. */
    private static BufferedImage sampled(Pixels pixels, BufferedImage like, int bands, int depth) {
        final WritableRaster raster = like.getColorModel().createCompatibleWritableRaster(pixels.widthPx(), pixels.heightPx());
        final BufferedImage out = like.getType() == BufferedImage.TYPE_CUSTOM ? new BufferedImage(like.getColorModel(), raster, false, null)
                : new BufferedImage(pixels.widthPx(), pixels.heightPx(), like.getType());
        final int channels = bands == 2 ? 4 : bands;
        final ByteBuffer in = ByteBuffer.wrap(pixels.lent()).order(ByteOrder.nativeOrder());
        final int[] row = new int[pixels.widthPx() * bands];
        for (int y = 0; y < pixels.heightPx(); y++) {
            for (int x = 0; x < pixels.widthPx(); x++) {
                for (int band = 0; band < bands; band++) {
                    final int at = (y * pixels.widthPx() + x) * channels + (bands == 2 && band == 1 ? 3 : band);
                    row[x * bands + band] = depth == 8 ? in.get(at) & 0xFF : in.getShort(2 * at) & 0xFFFF;
                }
            }
            out.getRaster().setPixels(0, y, pixels.widthPx(), 1, row);
        }
        return out;
    }

    // ---- All others: through Java's packed sRGB ----

    private static Pixels ofArgb(BufferedImage image) {
        final boolean alpha = image.getColorModel().hasAlpha();
        final int width = image.getWidth();
        final ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(width * (alpha ? 4 : 3), image.getHeight()));
        final int[] row = new int[width];
        for (int y = 0; y < image.getHeight(); y++) {
            image.getRGB(0, y, width, 1, row, 0, width);
            for (final int argb : row) {
                out.put((byte) (argb >> 16)).put((byte) (argb >> 8)).put((byte) argb);
                if (alpha) {
                    out.put((byte) (argb >>> 24));
                }
            }
        }
        final boolean packed = image.getType() == BufferedImage.TYPE_INT_BGR || image.getType() == BufferedImage.TYPE_INT_ARGB_PRE;
        final int type = packed ? image.getType() : alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        return Pixels.tight(out.array(), width, image.getHeight(), alpha ? PixelFormat.RGBA8 : PixelFormat.RGB8, pixels -> packed(pixels, type));
    }

    /** Positions of red, green, blue and alpha in a pixel; -1 = none. */
    private static int[] positions(PixelFormat format) {
        return switch (format) {
            case RGB8, RGB16 -> new int[] {0, 1, 2, -1};
            case RGBA8, RGBA16 -> new int[] {0, 1, 2, 3};
            case BGR8 -> new int[] {2, 1, 0, -1};
            case BGRA8 -> new int[] {2, 1, 0, 3};
            default -> new int[] {0, 0, 0, -1};
        };
    }

    private static BufferedImage packed(Pixels pixels, int type) {
        final BufferedImage out = new BufferedImage(pixels.widthPx(), pixels.heightPx(), type);
        final int[] positions = positions(pixels.format());
        final int[] row = new int[pixels.widthPx()];
        final int size = Pixels.bytesPerPixel(pixels.format());
        for (int y = 0; y < pixels.heightPx(); y++) {
            for (int x = 0; x < row.length; x++) {
                final int at = y * pixels.strideBytes() + x * size;
                row[x] = sample(pixels, at, positions[3]) << 24 | sample(pixels, at, positions[0]) << 16 | sample(pixels, at, positions[1]) << 8
                        | sample(pixels, at, positions[2]);
            }
            out.setRGB(0, y, row.length, 1, row, 0, row.length);
        }
        return out;
    }

    /** The upper 8 bits of a sample; opaque where there is none. */
    private static int sample(Pixels pixels, int at, int position) {
        if (position < 0) {
            return 0xFF;
        }
        final boolean wide = pixels.format() == PixelFormat.RGB16 || pixels.format() == PixelFormat.RGBA16 || pixels.format() == PixelFormat.GRAY16;
        if (!wide) {
            return pixels.lent()[at + position] & 0xFF;
        }
        return (ByteBuffer.wrap(pixels.lent()).order(ByteOrder.nativeOrder()).getShort(at + 2 * position) & 0xFFFF) >> 8;
    }

    /** An image of pixels that came from no image: 8 bits a sample; grey as Java's grey. */
    static BufferedImage plain(Pixels pixels) {
        if (pixels.format() == PixelFormat.GRAY8 || pixels.format() == PixelFormat.GRAY16) {
            final BufferedImage out = new BufferedImage(pixels.widthPx(), pixels.heightPx(), BufferedImage.TYPE_BYTE_GRAY);
            for (int y = 0; y < pixels.heightPx(); y++) {
                for (int x = 0; x < pixels.widthPx(); x++) {
                    out.getRaster().setSample(x, y, 0, sample(pixels, y * pixels.strideBytes() + x * Pixels.bytesPerPixel(pixels.format()), 0));
                }
            }
            return out;
        }
        final boolean alpha = positions(pixels.format())[3] >= 0;
        return packed(pixels, alpha ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB);
    }
}
