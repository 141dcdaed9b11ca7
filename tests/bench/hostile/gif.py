"""GIF: sub-blocks, comments, extensions, canvases."""
import struct

from hostile.parts import LABEL, fit, label_packet
from hostile.table import OneOf, Whole, maker

TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\0"
PIXEL = b"\x2c" + struct.pack("<HHHH", 0, 0, 1, 1) + b"\0\2\2\x44\1\0"


def gif(*blocks, width=1, height=1, image=PIXEL):
    return b"GIF89a" + struct.pack("<HH", width, height) + b"\x80\0\0" + b"\0\0\0\xff\xff\xff" + b"".join(blocks) + image + b";"


def xmp(text):
    return b"!\xff\x0bXMP DataXMP" + text + TRAILER


def sub_blocks(data, size):
    return b"".join(bytes((len(data[at:at + size]),)) + data[at:at + size] for at in range(0, len(data), size)) + b"\0"


@maker("GIF", [dict(blocks=1, size=480000, each=1, kind="comment", label=1), dict(blocks=62000, size=8, each=8, kind="comment", label=1),
               dict(blocks=45000, size=4, each=4, kind="application", label=1)],
       blocks=Whole(1, 65000), size=Whole(1, 900000), each=Whole(1, 255), kind=OneOf("comment", "application", "xmp"), label=OneOf(0, 1))
def gif_blocks(blocks, size, each, kind, label):
    """Extensions in sub-blocks of few bytes."""
    lead = {"comment": b"!\xfe", "application": b"!\xff\x0bAIGCAIGCAIG", "xmp": b"!\xff\x0bXMP DataXMP"}[kind]
    size = fit(size, blocks)
    data = (b"{" + b"x" * size)[:size]
    return gif(xmp(label_packet()) if label else b"", (lead + sub_blocks(data, each)) * blocks)


@maker("GIF", [dict(side=4000, frames=1, cover=0, label=1), dict(side=4000, frames=1, cover=1, label=0)], side=Whole(1, 10950), frames=Whole(1, 60000), cover=OneOf(0, 1), label=OneOf(0, 1))
def gif_canvas(side, frames, cover, label):
    """A large canvas, with one pixel in it or flat all over."""
    image = PIXEL
    if cover:
        image = b"\x2c" + struct.pack("<HHHH", 0, 0, side, side) + b"\0" + lzw_flat(side * side)
    control = b"!\xf9\x04\x09\0\0\0\0"
    return gif(xmp(label_packet()) if label else b"", (control + PIXEL) * (frames - 1), width=side, height=side, image=control + image)


def lzw_flat(pixels):
    """LZW of so many zeros, minimum code size 2: each code one longer than the last, cleared at 4096."""
    bits, count, out, done = 0, 0, bytearray(), 0

    def put(code, width):
        nonlocal bits, count
        bits |= code << count
        count += width
        while count >= 8:
            out.append(bits & 255)
            bits >>= 8
            count -= 8
    last = 6  # the entry that comes next: a code takes as many bits as that number
    while done < pixels:
        put(4, min(12, last.bit_length()))
        put(0, 3)
        done, last = done + 1, 6
        while done < pixels and last < 4096:
            length = min(last - 4, pixels - done)
            put(last if length == last - 4 else 0 if length == 1 else length + 4, last.bit_length())
            done, last = done + length, last + 1
    put(5, min(12, last.bit_length()))
    if count:
        out.append(bits & 255)
    return b"\2" + sub_blocks(bytes(out), 255)


@maker("GIF", dict(controls=65000, labels=0), controls=Whole(1, 65000), labels=Whole(0, 64))
def gif_controls(controls, labels):
    """Blocks before the picture among which its control is looked for."""
    comment = b"!\xfe" + sub_blocks(LABEL.encode(), 255)
    return gif(comment * labels, b"!\xfe\0" * controls)
