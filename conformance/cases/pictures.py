"""Pictures that the cases begin with, drawn by code and the same every time."""
import io
import struct
import sys
import zlib

import numpy
from PIL import Image, ImageCms

WIDTH, HEIGHT = 480, 360
XMP = ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
       '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><dc:format>image/png</dc:format>'
       '<xmp:CreatorTool>Example Painter 4.2</xmp:CreatorTool></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')


def scene(seed, width=WIDTH, height=HEIGHT):
    """Hills under a sky, with grain: float RGB of 0 to 255."""
    chance = numpy.random.RandomState(seed)
    y, x = numpy.mgrid[0:height, 0:width].astype(float)
    out = numpy.stack([90 + 80 * y / height, 130 + 60 * y / height, 210 - 30 * y / height], axis=2)
    for layer in range(4):
        shape = sum(chance.uniform(8, 30) * numpy.sin(x / chance.uniform(25, 90) + chance.uniform(0, 6)) for _ in range(3))
        below = y > height * (0.35 + 0.15 * layer) + shape
        out[below] = chance.uniform(30, 170, 3)
    texture = chance.normal(0, 1, (height // 4 + 1, width // 4 + 1)).repeat(4, 0).repeat(4, 1)[:height, :width]
    return out + 7 * texture[..., None] + chance.normal(0, 4, out.shape)


def eight_bits(samples):
    return numpy.clip(numpy.rint(samples), 0, 255).astype(numpy.uint8)


def saved(image, kind, **more):
    made = io.BytesIO()
    image.save(made, kind, **more)
    return made.getvalue()


def plain(seed, kind):
    return saved(Image.fromarray(eight_bits(scene(seed))), kind.upper(), **({"quality": 93, "subsampling": 0} if kind == "jpeg" else {}))


def cut_out():
    """Transparent outside a smaller rectangle, whose shortest side is 240 px."""
    alpha = numpy.zeros((HEIGHT, WIDTH), numpy.uint8)
    alpha[60:300, 80:420] = 255
    return saved(Image.fromarray(numpy.dstack([eight_bits(scene(3)), alpha])), "PNG")


def chunk(kind, content):
    return struct.pack(">I4s", len(content), kind) + content + struct.pack(">I", zlib.crc32(kind + content))


def behind_header(png, *chunks):
    return png[:33] + b"".join(chunks) + png[33:]


def with_xmp():
    return behind_header(plain(4, "png"), chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.encode()))


def exif(orientation):
    """One directory: Make, and the orientation."""
    make = b"Example\0"
    return struct.pack("<2sHIH", b"II", 42, 8, 2) + struct.pack("<HHII", 0x010F, 2, len(make), 38) + struct.pack("<HHIHH", 0x0112, 3, 1, orientation, 0) + \
        struct.pack("<I", 0) + make


def profile():
    """A small profile of sRGB's colours; the time in it is fixed."""
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    made[24:36] = struct.pack(">6H", 2026, 1, 1, 0, 0, 0)
    made[84:100] = bytes(16)
    return bytes(made)


def kept(orientation=1):
    """16 bits, alpha, a colour profile and EXIF: what a labeller has to keep."""
    samples = numpy.dstack([scene(5) * 257, numpy.full((HEIGHT, WIDTH), 65535.0)])
    samples[:40, :40, 3] = 30000
    rows = numpy.clip(numpy.rint(samples), 0, 65535).astype(">u2").view(numpy.uint8).reshape(HEIGHT, -1)
    data = zlib.compress(numpy.hstack([numpy.zeros((HEIGHT, 1), numpy.uint8), rows]).tobytes(), 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 16, 6, 0, 0, 0)) + \
        chunk(b"iCCP", b"sRGB\0\0" + zlib.compress(profile())) + chunk(b"eXIf", exif(orientation)) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def hostile():
    """name -> a file that no labeller can mark, and that none may die of."""
    png = plain(6, "png")
    return {
        "cut-short": png[:len(png) // 2],
        "bad-length": png[:33] + struct.pack(">I", 0xFFFFFFF0) + png[37:],
        "huge": png[:16] + struct.pack(">II", 2 ** 31 - 1, 2 ** 31 - 1) + png[24:],
        "empty": b"",
        "text": b"this is no picture\n",
    }


PICTURES = {
    "scene-1": lambda kind: plain(1, kind),
    "scene-2": lambda kind: plain(2, kind),
    "cut-out": lambda kind: cut_out(),
    "xmp": lambda kind: with_xmp(),
    "kept": lambda kind: kept(),
    "kept-turned": lambda kind: kept(6),
}

if __name__ == "__main__":
    sys.exit("this module draws pictures for make_cases.py")
