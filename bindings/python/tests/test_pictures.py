"""Pixels of numpy and PIL."""
import io

import imprint
from support import PRODUCER, TestCase, painted

try:
    import numpy
    from PIL import Image
except ImportError:
    numpy = None


def arrays():
    """The same picture in every form that is taken, with the order of its channels."""
    rgb = numpy.asarray(Image.open(io.BytesIO(painted())).convert("RGB"))
    alpha = numpy.full(rgb.shape[:2] + (1,), 255, numpy.uint8)
    grey = numpy.asarray(Image.open(io.BytesIO(painted())).convert("L"))
    yield "rgb", rgb, "RGB"
    yield "bgr", rgb[..., ::-1], "BGR"
    yield "rgba", numpy.concatenate([rgb, alpha], 2), "RGB"
    yield "bgra", numpy.concatenate([rgb[..., ::-1], alpha], 2), "BGR"
    yield "grey", grey, "RGB"
    yield "grey with an axis", grey[..., None], "BGR"
    yield "16 bits", rgb.astype(numpy.uint16) * 257, "RGB"
    yield "16 bits, bgr", rgb[..., ::-1].astype(numpy.uint16) * 257, "BGR"
    yield "floats", (rgb / 255).astype(numpy.float32), "RGB"
    yield "doubles, bgr", rgb[..., ::-1] / 255, "BGR"
    yield "every second row and column of a larger one", numpy.repeat(numpy.repeat(rgb, 2, 0), 2, 1)[::2, ::2], "RGB"


class Pictures(TestCase):
    def setUp(self):
        if numpy is None:
            self.skipTest("numpy or PIL is not installed")
        self.context = imprint.Context()

    def test_arrays_come_back_as_they_were_given(self):
        for name, array, order in arrays():
            with self.subTest(name):
                before = array.copy()
                marked, result = self.context.embed(array, 77, order=order)
                self.assertTrue((array == before).all(), "the caller's pixels stay")
                self.assertEqual((marked.shape, marked.dtype), (array.shape, array.dtype))
                self.assertFalse((marked == array).all())
                self.assertGreater(result.psnr_db, 38)
                self.assertEqual(self.context.detect(marked, order=order, no_search=True).payload, 77)
                drawn, _ = self.context.draw_label(array, order=order)
                self.assertTrue(self.context.find_label(drawn, order=order))

    def test_pil_images_come_back_as_such(self):
        picture = Image.open(io.BytesIO(painted()))
        for mode in ("RGB", "RGBA", "L", "P", "LA"):
            with self.subTest(mode):
                marked, _ = self.context.embed(picture.convert(mode), 78)
                self.assertIsInstance(marked, Image.Image)
                self.assertEqual(marked.size, picture.size)
                self.assertEqual(self.context.detect(marked, no_search=True).payload, 78)
        with self.assertRaises(ValueError):
            self.context.embed(picture.convert("CMYK"), 1)

    def test_pixels_become_files(self):
        picture = Image.open(io.BytesIO(painted()))
        marked = self.context.mark(picture, PRODUCER, "1")
        self.assertEqual(marked.data[:4], b"\x89PNG")
        self.assertEqual(self.context.mark(numpy.asarray(picture.convert("RGB"))[..., ::-1], PRODUCER, "1", order="BGR").report.mark_id, marked.report.mark_id)
        path = self.folder() / "out.jpg"
        self.context.mark(picture, PRODUCER, "1", format="jpeg", out=path)
        self.assertEqual(self.context.verify(path).agreement, imprint.Agreement.AGREE)
        with self.assertRaises(TypeError):
            self.context.verify(picture)

    def test_what_is_no_picture_is_refused_with_a_reason(self):
        for array in (numpy.zeros((300, 300, 3), numpy.int32), numpy.zeros((300, 300, 2), numpy.uint8), numpy.zeros((3,), numpy.uint8),
                      numpy.full((300, 300, 3), 200.0), numpy.full((300, 300), numpy.nan), numpy.zeros((300, 300), numpy.bool_)):
            with self.assertRaises(ValueError):
                self.context.embed(array, 1)
        with self.assertRaises(ValueError):
            self.context.embed(numpy.zeros((300, 300, 3), numpy.uint8), 1, order="GBR")
        with self.assertRaises(imprint.ImageTooSmallError):
            self.context.embed(numpy.zeros((100, 100, 3), numpy.uint8), 1)
