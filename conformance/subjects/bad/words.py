"""The visible label: words on a plate, drawn with a font of the system at an exact height of ink or of em."""
import os

import numpy
from PIL import Image, ImageDraw, ImageFont

# (file, index in it) of fonts with Chinese and Latin letters, best first.
FONTS = [
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", 2),
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", 0),
    ("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf", 0),
]


class NoFont(Exception):
    """No font with Chinese letters is installed."""


def font_of(size_px):
    for name, index in FONTS:
        if os.path.exists(name):
            return ImageFont.truetype(name, size_px, index=index)
    raise NoFont("no font with Chinese letters: install fonts-noto-cjk")


def ink_px(text, size_px):
    """The height of the lowest Chinese character, capital or digit: what the strictest reading of the 5 % measures."""
    font = font_of(size_px)
    boxes = [font.getbbox(letter) for letter in text if letter.isalnum() and not letter.islower()]
    return min(bottom - top for _, top, _, bottom in boxes)


def size_for_ink(text, wanted_px):
    size = max(8, int(wanted_px))
    while ink_px(text, size) < wanted_px:
        size += 1
    return size


def mask_of(text, size_px):
    """Coverage of the words, 0 to 1, cut to their ink."""
    font = font_of(size_px)
    left, top, right, bottom = font.getbbox(text)
    image = Image.new("L", (right - left, bottom - top), 0)
    ImageDraw.Draw(image).text((-left, -top), text, font=font, fill=255)
    return numpy.asarray(image, numpy.float64) / 255


def thinned(mask):
    """The same words with their strokes eaten from both sides."""
    out = mask.copy()
    for axis in (0, 1):
        for by in (1, -1):
            out = numpy.minimum(out, numpy.roll(mask, by, axis))
    return out


def symbol_mask(height_px):
    """A star with four points, as many programs show it for "made by a machine": no word at all."""
    axis = numpy.linspace(-1, 1, height_px)
    x, y = numpy.meshgrid(axis, axis)
    return (numpy.sqrt(abs(x)) + numpy.sqrt(abs(y)) < 1).astype(numpy.float64)


def seen_box(pixels):
    """(left, top, width, height) of the smallest rectangle around what is not transparent."""
    height, width, samples = pixels.shape
    if samples not in (2, 4):
        return 0, 0, width, height
    rows, columns = numpy.nonzero(pixels[..., -1].any(axis=1))[0], numpy.nonzero(pixels[..., -1].any(axis=0))[0]
    if not len(rows):
        return 0, 0, width, height
    return columns[0], rows[0], columns[-1] - columns[0] + 1, rows[-1] - rows[0] + 1


def stamp(pixels, mask, place, ink=1.0, plate=0.1):
    """The words in `ink` on a plate of grey `plate` (both 0 to 1) in the lower right corner of what is seen, or in its middle. Opaque, also where the picture is not."""
    left, top, width, height = seen_box(pixels)
    pad = max(3, mask.shape[0] // 3)
    block = numpy.full((mask.shape[0] + 2 * pad, mask.shape[1] + 2 * pad), plate)
    block[pad:-pad, pad:-pad] += mask * (ink - plate)
    margin = max(2, min(width, height) // 50)
    if block.shape[0] + 2 * margin > height or block.shape[1] + 2 * margin > width:
        raise ValueError("the label takes %dx%d px, the picture has %dx%d" % (block.shape[1], block.shape[0], width, height))
    if place == "middle":
        x, y = left + (width - block.shape[1]) // 2, top + (height - block.shape[0]) // 2
    else:
        x, y = left + width - margin - block.shape[1], top + height - margin - block.shape[0]
    out = pixels.copy()
    full = 65535 if pixels.dtype == numpy.uint16 else 255
    area = out[y:y + block.shape[0], x:x + block.shape[1]]
    area[...] = numpy.rint(block * full).astype(pixels.dtype)[..., None]
    if pixels.shape[2] in (2, 4):
        area[..., -1] = full
    return out
