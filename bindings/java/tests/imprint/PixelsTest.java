package imprint;

import static imprint.Support.PRODUCER;
import static imprint.Support.check;
import static imprint.Support.fails;
import static imprint.Support.paint;
import static imprint.Support.same;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.ImageIO;

/** Java's images and plain samples. */
final class PixelsTest {
    private PixelsTest() {}

    static void add(Map<String, Support.Body> tests) {
        tests.put("pixels: images of every kind come back as such, marked", PixelsTest::images);
        tests.put("pixels: an image that nothing was done to comes back the same", PixelsTest::unchanged);
        tests.put("pixels: every format, rows apart", PixelsTest::formats);
        tests.put("pixels: become files", PixelsTest::files);
        tests.put("pixels: what is no picture is refused", PixelsTest::refused);
    }

    static BufferedImage painting() throws IOException {
        return ImageIO.read(new ByteArrayInputStream(paint(640, 480)));
    }

    /** The painting with samples of this many bits: 1, 2, 3 or 4 of them. */
    private static BufferedImage components(int bands, int type) throws IOException {
        final ColorSpace space = ColorSpace.getInstance(bands < 3 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB);
        final boolean alpha = bands % 2 == 0;
        final ComponentColorModel model = new ComponentColorModel(space, alpha, false, alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
        final BufferedImage from = painting();
        final WritableRaster raster = model.createCompatibleWritableRaster(from.getWidth(), from.getHeight());
        for (int y = 0; y < from.getHeight(); y++) {
            for (int x = 0; x < from.getWidth(); x++) {
                for (int band = 0; band < bands; band++) {
                    final int eight = alpha && band == bands - 1 ? 255 : from.getRGB(x, y) >> 16 - 8 * band & 0xFF;
                    raster.setSample(x, y, band, type == DataBuffer.TYPE_BYTE ? eight : eight * 257);
                }
            }
        }
        return new BufferedImage(model, raster, false, null);
    }

    private static BufferedImage drawn(int type) throws IOException {
        final BufferedImage from = painting();
        final BufferedImage out = new BufferedImage(from.getWidth(), from.getHeight(), type);
        out.createGraphics().drawImage(from, 0, 0, null);
        return out;
    }

    private static Map<String, BufferedImage> all() throws IOException {
        final Map<String, BufferedImage> out = new LinkedHashMap<>();
        out.put("int rgb", drawn(BufferedImage.TYPE_INT_RGB));
        out.put("int bgr", drawn(BufferedImage.TYPE_INT_BGR));
        out.put("int argb", drawn(BufferedImage.TYPE_INT_ARGB));
        out.put("premultiplied", drawn(BufferedImage.TYPE_INT_ARGB_PRE));
        out.put("byte bgr", drawn(BufferedImage.TYPE_3BYTE_BGR));
        out.put("byte abgr", drawn(BufferedImage.TYPE_4BYTE_ABGR));
        out.put("grey", drawn(BufferedImage.TYPE_BYTE_GRAY));
        out.put("grey 16", drawn(BufferedImage.TYPE_USHORT_GRAY));
        out.put("grey with alpha", components(2, DataBuffer.TYPE_BYTE));
        out.put("grey with alpha 16", components(2, DataBuffer.TYPE_USHORT));
        out.put("rgb 16", components(3, DataBuffer.TYPE_USHORT));
        out.put("rgba 16", components(4, DataBuffer.TYPE_USHORT));
        out.put("a part of a larger one", drawn(BufferedImage.TYPE_3BYTE_BGR).getSubimage(50, 40, 500, 400));
        return out;
    }

    private static void images() throws IOException {
        try (Context context = new Context()) {
            for (final Map.Entry<String, BufferedImage> one : all().entrySet()) {
                final Pixels pixels = Pixels.of(one.getValue());
                final Embedded<Pixels> marked = context.embed(pixels, 77, null);
                check(marked.result().psnrDb() > 38, one.getKey() + marked.result());
                final BufferedImage image = marked.picture().toImage();
                same(one.getValue().getType(), image.getType());
                same(one.getValue().getColorModel(), image.getColorModel());
                final Detection found = context.detect(Pixels.of(image), new DetectOptions().noSearch(true));
                check(found.found() && found.payload() == 77, one.getKey() + ": " + found);
                check(context.findLabel(Pixels.of(context.drawLabel(pixels, null).picture().toImage()), null).found(), one.getKey() + ": a label");
            }
            final BufferedImage palette = drawn(BufferedImage.TYPE_BYTE_INDEXED);
            same(BufferedImage.TYPE_INT_RGB, context.embed(Pixels.of(palette), 77, null).picture().toImage().getType());
            same(1, context.detectAll(context.embed(Pixels.of(palette), 77, null).picture(), new DetectOptions().noSearch(true)).size());
        }
    }

    private static void unchanged() throws IOException {
        for (final Map.Entry<String, BufferedImage> one : all().entrySet()) {
            final BufferedImage before = one.getValue();
            final BufferedImage after = Pixels.of(before).toImage();
            for (int y = 0; y < before.getHeight(); y += 7) {
                for (int x = 0; x < before.getWidth(); x += 5) {
                    check(before.getRGB(x, y) == after.getRGB(x, y), one.getKey() + " at " + x + ", " + y);
                }
            }
        }
    }

    private static void formats() throws IOException {
        final BufferedImage from = painting();
        try (Context context = new Context()) {
            for (final PixelFormat format : PixelFormat.values()) {
                if (format == PixelFormat.UNKNOWN) {
                    continue;
                }
                final int size = Pixels.bytesPerPixel(format);
                final int stride = from.getWidth() * size + 10;
                final byte[] samples = new byte[stride * from.getHeight()];
                for (int y = 0; y < from.getHeight(); y++) {
                    for (int i = 0; i < from.getWidth() * size; i++) {
                        samples[y * stride + i] = (byte) (from.getRGB(i / size, y) >> 8);
                    }
                }
                final Pixels pixels = Pixels.of(samples, from.getWidth(), from.getHeight(), stride, format);
                final Pixels marked = context.embed(pixels, 78, null).picture();
                same(samples, pixels.samples());
                same(format, marked.format());
                check(context.detect(marked, new DetectOptions().noSearch(true)).payload() == 78, format);
                same(from.getWidth(), marked.toImage().getWidth());
            }
        }
    }

    private static void files() throws IOException {
        try (Context context = new Context()) {
            final Marked png = context.mark(Pixels.of(painting()), PRODUCER, "1", null);
            same((byte) 'P', png.data()[1]);
            final Marked jpeg = context.mark(Pixels.of(painting()), PRODUCER, "1", new MarkOptions().convertTo(PictureFormat.JPEG));
            same(Agreement.AGREE, context.verify(Source.of(jpeg.data())).agreement());
        }
    }

    private static void refused() {
        fails(IllegalArgumentException.class, () -> Pixels.of(new byte[100], 10, 10, 30, PixelFormat.RGB8));
        fails(IllegalArgumentException.class, () -> Pixels.of(new byte[100], 10, 10, 5, PixelFormat.GRAY8));
        fails(IllegalArgumentException.class, () -> Pixels.of(new byte[100], 0, 10, 5, PixelFormat.GRAY8));
        fails(IllegalArgumentException.class, () -> Pixels.of(new byte[100], 10, 10, 10, PixelFormat.UNKNOWN));
        fails(IllegalArgumentException.class, () -> Pixels.of(new byte[1], 1 << 30, 1 << 30, Integer.MAX_VALUE, PixelFormat.RGBA16));
        try (Context context = new Context()) {
            fails(Status.IMAGE_TOO_SMALL, () -> context.embed(Pixels.of(new BufferedImage(100, 100, BufferedImage.TYPE_INT_RGB)), 1, null));
        }
    }
}
