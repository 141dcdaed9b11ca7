"""Pixels of PNG and JPEG files, read and put back with everything else of the file left as it is (16 bits a sample too, which Pillow cannot)."""
import io
import struct
import zlib

import numpy
from PIL import Image

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 200_000_000
SAMPLES_OF_COLOUR_TYPE = {0: 1, 2: 3, 4: 2, 6: 4}


class Unsupported(Exception):
    """The file is of a format or kind that is not handled here."""


def format_of(data):
    if data.startswith(PNG_SIGNATURE):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    raise Unsupported("neither PNG nor JPEG")


# --- PNG ---

def png_chunks(data):
    """(type, content) of every chunk; a damaged file raises ValueError."""
    at, out = len(PNG_SIGNATURE), []
    while at < len(data):
        if at + 12 > len(data):
            raise ValueError("a PNG chunk at byte %d is cut off" % at)
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        if at + 12 + length > len(data):
            raise ValueError("PNG chunk %r at byte %d: its length %d exceeds the file" % (kind, at, length))
        out.append((kind, data[at + 8:at + 8 + length]))
        at += 12 + length
    return out


def png_of(chunks):
    packed = (struct.pack(">I4s", len(content), kind) + content + struct.pack(">I", zlib.crc32(kind + content)) for kind, content in chunks)
    return PNG_SIGNATURE + b"".join(packed)


def _unfilter(rows, kinds, step):
    """Undoes PNG's row filters along the diagonals, so that every row is at work at once: sample c of row r is done in turn c + r."""
    height, width = rows.shape[0], rows.shape[1] // step
    raw = rows.reshape(height, width, step).astype(numpy.int32)
    out = numpy.zeros((height + 1, width + 1, step), numpy.int32)  # a row above and a column before, of zeros
    for turn in range(width + height - 1):
        row = numpy.arange(max(0, turn - width + 1), min(height, turn + 1))
        column = turn - row
        left, up, corner = out[row + 1, column], out[row, column + 1], out[row, column]
        p = left + up - corner
        near_left, near_up, near_corner = abs(p - left), abs(p - up), abs(p - corner)
        paeth = numpy.where((near_left <= near_up) & (near_left <= near_corner), left, numpy.where(near_up <= near_corner, up, corner))
        kind = kinds[row][:, None]
        guess = numpy.select([kind == 1, kind == 2, kind == 3, kind == 4], [left, up, (left + up) >> 1, paeth], 0)
        out[row + 1, column + 1] = (raw[row, column] + guess) & 255
    return out[1:, 1:].astype(numpy.uint8)


def _png_pixels(chunks):
    width, height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", chunks[0][1])
    if depth not in (8, 16) or colour not in SAMPLES_OF_COLOUR_TYPE or interlaced:
        return None
    samples = SAMPLES_OF_COLOUR_TYPE[colour]
    step = samples * depth // 8
    if width * height > MOST_PIXELS:
        raise ValueError("the PNG has %d x %d pixels, at most %d are taken" % (width, height, MOST_PIXELS))
    needed = height * (1 + width * step)
    data = zlib.decompressobj().decompress(b"".join(content for kind, content in chunks if kind == b"IDAT"), needed + 1)
    if len(data) != needed:
        raise ValueError("the PNG's pixels take %d bytes, %d x %d pixels need %d" % (len(data), width, height, needed))
    rows = numpy.frombuffer(data, numpy.uint8).reshape(height, 1 + width * step)
    flat = _unfilter(rows[:, 1:], rows[:, 0], step)
    if depth == 16:
        flat = flat.reshape(height, width, samples, 2).astype(numpy.uint16)
        return (flat[..., 0] << 8) | flat[..., 1]
    return flat


def _idat_of(pixels):
    height = pixels.shape[0]
    flat = (pixels.astype(">u2").view(numpy.uint8) if pixels.dtype == numpy.uint16 else pixels).reshape(height, -1)
    up = flat.copy()
    up[1:] -= flat[:-1]  # filter 2, modulo 256
    return zlib.compress(numpy.hstack([numpy.full((height, 1), 2, numpy.uint8), up]).tobytes(), 6)


def _png_with(chunks, pixels):
    header = list(struct.unpack(">IIBBBBB", chunks[0][1]))
    header[0], header[1] = pixels.shape[1], pixels.shape[0]
    header[2] = 16 if pixels.dtype == numpy.uint16 else 8
    header[3] = {1: 0, 3: 2, 2: 4, 4: 6}[pixels.shape[2]]
    header[6] = 0
    out, placed = [(b"IHDR", struct.pack(">IIBBBBB", *header))], False
    for kind, content in chunks[1:]:
        if kind == b"IDAT":
            if not placed:
                out.append((b"IDAT", _idat_of(pixels)))
            placed = True
        elif kind not in (b"PLTE", b"tRNS", b"bKGD", b"sBIT", b"hIST"):  # those describe samples as they were stored
            out.append((kind, content))
    return png_of(out)


# --- JPEG ---

def jpeg_segments(data):
    """(marker, content) up to and without the scan, and the rest from SOS on."""
    at, out = 2, []
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            raise ValueError("no JPEG marker at byte %d" % at)
        marker = data[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == 0xDA:
            return out, data[at:]
        length = struct.unpack(">H", data[at + 2:at + 4])[0]
        if length < 2 or at + 2 + length > len(data):
            raise ValueError("JPEG segment %02x at byte %d: its length %d exceeds the file" % (marker, at, length))
        out.append((marker, data[at + 4:at + 2 + length]))
        at += 2 + length
    raise ValueError("the JPEG file ends before its scan")


def jpeg_of(segments, rest):
    return b"\xff\xd8" + b"".join(b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content for marker, content in segments) + rest


def is_metadata(marker):
    return 0xE0 <= marker <= 0xEF or marker == 0xFE


def _jpeg_with(data, image):
    before, _ = jpeg_segments(data)
    with Image.open(io.BytesIO(data)) as old:
        settings = {"qtables": old.quantization, "subsampling": _subsampling(old)}
        made = io.BytesIO()
        image.save(made, "JPEG", **settings)
    after, rest = jpeg_segments(made.getvalue())
    return jpeg_of([s for s in before if is_metadata(s[0])] + [s for s in after if not is_metadata(s[0])], rest)


def _subsampling(image):
    if len(image.layer) == 1:
        return 0
    (_, across, down, _), (_, across_chroma, down_chroma, _) = image.layer[0], image.layer[1]
    return {(1, 1): 0, (2, 1): 1, (2, 2): 2}.get((across // across_chroma, down // down_chroma), 2)


# --- both ---

def pixels_of(data):
    """Height x width x samples of 8 or 16 bits: grey, grey and alpha, RGB or RGBA."""
    if format_of(data) == "png":
        found = _png_pixels(png_chunks(data))
        if found is not None:
            return found
    with Image.open(io.BytesIO(data)) as image:
        if image.mode not in ("L", "LA", "RGB", "RGBA"):
            image = image.convert("RGBA" if image.mode in ("P", "PA") and "transparency" in image.info else "RGB")
        found = numpy.asarray(image)
    return found[..., None] if found.ndim == 2 else found


def with_pixels(data, pixels):
    """The same file with these pixels."""
    if format_of(data) == "png":
        return _png_with(png_chunks(data), pixels)
    plain = pixels[..., 0] if pixels.shape[2] == 1 else pixels
    return _jpeg_with(data, Image.fromarray(plain))


def resized(pixels, scale):
    """Bilinear, by pixel centres."""
    def places(side, wanted):
        at = numpy.clip((numpy.arange(wanted) + 0.5) * side / wanted - 0.5, 0, side - 1)
        low = numpy.minimum(at.astype(int), max(0, side - 2))
        return low, numpy.minimum(low + 1, side - 1), at - low
    top, bottom, down = places(pixels.shape[0], round(pixels.shape[0] * scale))
    left, right, across = places(pixels.shape[1], round(pixels.shape[1] * scale))
    rows = pixels[top] * (1 - down)[:, None, None] + pixels[bottom] * down[:, None, None]
    out = rows[:, left] * (1 - across)[None, :, None] + rows[:, right] * across[None, :, None]
    return numpy.rint(out).astype(pixels.dtype)


def noisy(pixels, sigma):
    """The same noise every time; transparency stays."""
    full = 65535 if pixels.dtype == numpy.uint16 else 255
    shown = pixels.shape[2] - (pixels.shape[2] in (2, 4))
    out = pixels.astype(numpy.float64)
    out[..., :shown] += numpy.random.RandomState(1).normal(0, sigma * full / 255, out[..., :shown].shape)
    return numpy.clip(numpy.rint(out), 0, full).astype(pixels.dtype)
