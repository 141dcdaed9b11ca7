"""WebP: chunks, canvases, lossless pictures. Section numbers are those of RFC 9649."""
import struct

from hostile.parts import LABEL, Bits, fit, label_packet
from hostile.table import OneOf, Whole, maker


def riff_chunk(kind, data):
    return kind + struct.pack("<I", len(data)) + data + bytes(len(data) % 2)


def riff(*chunks):
    inside = b"WEBP" + b"".join(chunks)
    return b"RIFF" + struct.pack("<I", len(inside)) + inside


def vp8x(width, height, flags=0):
    return riff_chunk(b"VP8X", bytes((flags, 0, 0, 0)) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3])


def one_symbol(bits, symbol):
    """3.7.2.1.1: a code of one symbol, which takes no bits."""
    bits.put(1, 1)
    bits.put(0, 1)
    bits.put(1, 1) if symbol > 1 else bits.put(0, 1)
    bits.put(symbol, 8 if symbol > 1 else 1)


def vp8l(width, height, groups=1, cache=0, block=2):
    """A picture of one colour; `groups` sets of prefix codes, used in turn by its blocks, of 2^block pixels a side (3.7.2.2)."""
    bits = Bits()
    bits.put(0x2F, 8)
    bits.put(width - 1, 14)
    bits.put(height - 1, 14)
    bits.put(0, 4)  # no alpha, version
    bits.put(0, 1)  # no transform
    bits.put(1 if cache else 0, 1)
    if cache:
        bits.put(cache, 4)
    bits.put(1 if groups > 1 else 0, 1)
    if groups > 1:
        _entropy_image(bits, width, height, groups, block)
    for _ in range(groups):
        for _ in range(5):
            one_symbol(bits, 0)
    return bits.bytes() + bytes(8)


def _entropy_image(bits, width, height, groups, block):
    bits.put(block - 2, 3)
    bits.put(0, 1)  # no colour cache
    across, down = -(-width // (1 << block)), -(-height // (1 << block))
    for _ in range(2):  # green and red: all 256 values, eight bits each
        _flat_code(bits, 256 + 24 if _ == 0 else 256)
    for _ in range(3):
        one_symbol(bits, 0)
    for i in range(across * down):
        number = i % groups
        bits.put(_turned(number & 255), 8)
        bits.put(_turned(number >> 8), 8)


def _turned(byte):
    return int(f"{byte:08b}"[::-1], 2)


def _flat_code(bits, symbols):
    """3.7.2.1.2: lengths, coded by a code that knows the length 8 and (for what is left) 0."""
    order = (17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8)
    bits.put(0, 1)
    bits.put(len(order) - 4, 4)
    for n in order:
        bits.put(1 if n in (0, 8) else 0, 3)
    bits.put(0, 1)  # lengths of all symbols follow
    for i in range(symbols):
        bits.put(1 if i < 256 else 0, 1)  # of the two codes, 0 is shorter in order: length 0 has the bit 0, length 8 the bit 1


@maker("WebP", [dict(chunks=65000, size=0, kind=b"abcd", label=1), dict(chunks=40000, size=8, kind=b"AIGC", label=0), dict(chunks=60000, size=2, kind=b"XMP ", label=1)],
       chunks=Whole(1, 65500), size=Whole(0, 2000), kind=OneOf(b"abcd", b"AIGC", b"XMP ", b"EXIF", b"ANMF", b"ICCP"), label=OneOf(0, 1))
def webp_chunks(chunks, size, kind, label):
    """Very many chunks."""
    size = fit(size, chunks)
    data = (b"AIGC{" + b"x" * size)[:size]
    packet = riff_chunk(b"XMP ", label_packet()) if label else b""
    return riff(vp8x(8, 8, 4), riff_chunk(b"VP8L", vp8l(8, 8)), packet, riff_chunk(kind, data) * chunks)


@maker("WebP", [dict(width=4000, height=4000, groups=1, cache=0, block=2, label=0), dict(width=16383, height=7000, groups=1, cache=0, block=2, label=0),
                dict(width=1024, height=1024, groups=65536, cache=11, block=2, label=0)],
       width=Whole(1, 16383), height=Whole(1, 16383), groups=Whole(1, 65536), cache=OneOf(0, 1, 11), block=Whole(2, 9), label=OneOf(0, 1))
def webp_lossless(width, height, groups, cache, block, label):
    """A flat lossless picture, with as many sets of codes as it can name. libwebp keeps 5.6 KB for each of 65536, whatever the picture
    takes beside them: 466 MB at 4000 x 4000 pixels, which nothing but a decoder of its own could foresee."""
    blocks = -(-width // (1 << block)) * -(-height // (1 << block))
    groups = 1 if blocks > 70000 else max(1, min(groups, blocks))
    packet = riff_chunk(b"XMP ", label_packet()) if label else b""
    return riff(vp8x(width, height, 4), riff_chunk(b"VP8L", vp8l(width, height, groups, cache, block)), packet)


@maker("WebP", [dict(width=4000, height=4000, frames=1, label=0), dict(width=16384, height=7000, frames=18000, label=1)], width=Whole(1, 16384), height=Whole(1, 16384), frames=Whole(1, 20000), label=OneOf(0, 1))
def webp_animation(width, height, frames, label):
    """A large canvas with frames of a pixel."""
    frame = riff_chunk(b"ANMF", bytes(15) + b"\0" + riff_chunk(b"VP8L", vp8l(1, 1)))
    packet = riff_chunk(b"XMP ", label_packet()) if label else b""
    return riff(vp8x(width, height, 2 | 4), riff_chunk(b"ANIM", bytes(6)), frame * frames, packet)


@maker("WebP", dict(width=4000, height=4000, there=100), width=Whole(1, 16383), height=Whole(1, 16383), there=Whole(0, 100000))
def webp_cut(width, height, there):
    """A lossy picture of which next to nothing is there."""
    first = struct.pack("<I", 0 | 1 << 4 | max(1, there // 2) << 5)[:3]
    data = first + b"\x9d\x01\x2a" + struct.pack("<HH", width, height) + bytes(there)
    return riff(riff_chunk(b"VP8 ", data))


@maker("WebP", dict(labels=64, size=12000), labels=Whole(1, 64), size=Whole(100, 65000))
def webp_labels(labels, size):
    """Labels in chunks of their own."""
    text = ("{" + '"":0,' * ((fit(size, labels) - 100) // 5) + LABEL[1:]).encode()
    return riff(vp8x(8, 8), riff_chunk(b"VP8L", vp8l(8, 8)), riff_chunk(b"AIGC", text) * labels)
