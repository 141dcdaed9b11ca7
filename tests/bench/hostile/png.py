"""PNG: text chunks, raw profiles, pixels."""
import random
import zlib

from hostile.parts import LABEL, chunk, fit, ihdr, itxt, label_packet, png, zeros
from hostile.table import OneOf, Whole, maker

RAW = b"Raw profile type "


@maker("PNG", [dict(texts=62000, kind="tEXt", size=1, label=1), dict(texts=39000, kind="zTXt", size=1, label=0)],
       texts=Whole(1, 65000), kind=OneOf("tEXt", "zTXt", "iTXt"), size=Whole(0, 4000), label=OneOf(0, 1))
def png_texts(texts, kind, size, label):
    """Very many text chunks, each of which becomes a block of metadata."""
    text = b"{" + b"\xe9" * fit(size, texts)
    data = {"tEXt": b"k\0" + text, "zTXt": b"k\0\0" + zlib.compress(text, 9), "iTXt": b"k\0\0\0\0\0" + text}[kind]
    return png(itxt(label_packet()) if label else b"", chunk(kind.encode(), data) * texts)


@maker("PNG", [dict(texts=4, megabytes=15, byte=0xE9, label=1), dict(texts=15, megabytes=4, byte=0x20, label=1)],
       texts=Whole(1, 64), megabytes=Whole(1, 16), byte=OneOf(0x20, 0xE9, 0x0A, 0x41, 0), label=OneOf(0, 1))
def png_inflated(texts, megabytes, byte, label):
    """Compressed text of one byte, again and again: as large as text may be, as UTF-8 twice as large."""
    text = b"k\0\0" + zlib.compress(bytes((byte,)) * (megabytes << 20), 6)
    return png(itxt(label_packet()) if label else b"", chunk(b"zTXt", text) * texts)


@maker("PNG", dict(texts=8, kilobytes=4000, what=b"xmp"), texts=Whole(1, 300), kilobytes=Whole(1, 8000), what=OneOf(b"xmp", b"exif", b"APP1", b"icc"))
def png_raw_profiles(texts, kilobytes, what):
    """Profiles in hexadecimal digits, compressed."""
    text = b"\n" + what + b"\n   9\n" + b"3c" * (fit(kilobytes, texts, 60_000) << 10)
    return png(itxt(label_packet()), chunk(b"zTXt", RAW + what + b"\0\0" + zlib.compress(text, 6)) * texts)


@maker("PNG", [dict(labels=64, size=60000, shape="deep"), dict(labels=64, size=60000, shape="keys")],
       labels=Whole(1, 64), size=Whole(10, 65000), shape=OneOf("keys", "deep", "escaped", "twice", "text"))
def png_labels(labels, size, shape):
    """Labels as large as they may be, with whatever keeps a parser busy."""
    fill = {"keys": '"":0,' * (size // 5), "deep": '"x":[' + "0," * (size // 2) + "0],", "text": '"ContentProducer":"' + "x" * size + '",',
            "escaped": '"y":"' + "\\u0001" * (size // 6) + '",', "twice": '"Label":"1",' * (size // 12)}[shape]
    text = ("{" + fill + LABEL[1:])[:65536]
    return png(chunk(b"zTXt", b"AIGC\0\0" + zlib.compress(text.encode(), 9)) * labels)


@maker("PNG", [dict(side=3900, depth=8, colour=2, interlace=1, label=1), dict(side=4000, depth=16, colour=6, interlace=1, label=0)],
       side=Whole(8, 10950), depth=OneOf(8, 16), colour=OneOf(0, 2, 4, 6), interlace=OneOf(0, 1), label=OneOf(0, 1))
def png_flat(side, depth, colour, interlace, label):
    """A picture of zeros whose pixels are all there."""
    row = side * {0: 1, 2: 3, 4: 2, 6: 4}[colour] * depth // 8 + 1
    return png(itxt(label_packet()) if label else b"", header=ihdr(side, side, depth, colour, interlace), data=zeros((row + 8) * (side + 8)))


@maker("PNG", [dict(width=900, height=1000, pattern="noise", period=61, label=0), dict(width=2000, height=2000, pattern="glyphs", period=16, label=0),
               dict(width=32768, height=400, pattern="checker", period=3, label=0)],
       width=Whole(8, 32768), height=Whole(8, 32768), pattern=OneOf("noise", "checker", "glyphs", "bars", "dots"), period=Whole(1, 200), label=OneOf(0, 1))
def png_pattern(width, height, pattern, period, label):
    """A picture full of edges: what looks for a label or a mark in it has much to look at."""
    height = max(8, min(height, 16_000_000 // width))
    rng = random.Random(period)
    if pattern == "noise":
        rows = [rng.randbytes(width) for _ in range(min(period, 1 + 200_000 // width))]
    else:
        draw = {"checker": lambda x, y: (x // period + y // period) % 2, "bars": lambda x, y: x // period % 2, "dots": lambda x, y: x % (period + 1) == 0 and y % (period + 1) == 0,
                "glyphs": lambda x, y: x % 16 in (2, 3, 8) and y % 24 < 16 or y % 24 in (2, 9) and x % 16 < 12}[pattern]
        tall = min(height, 2 * period if pattern == "checker" else 24 if pattern == "glyphs" else period + 1)
        tile = 48 * max(1, period) if pattern != "glyphs" else 48
        rows = [(bytes(255 if draw(x, y) else 0 for x in range(min(width, tile))) * (width // min(width, tile) + 1))[:width] for y in range(tall)]
    packer = zlib.compressobj(9)
    data = b"".join(packer.compress(b"\0" + rows[y % len(rows)]) for y in range(height)) + packer.flush()
    return png(itxt(label_packet()) if label else b"", header=ihdr(width, height), data=data)


@maker("PNG", dict(side=10950, depth=16, colour=6, bytes_there=999), side=Whole(8, 30000), depth=OneOf(8, 16), colour=OneOf(0, 2, 6), bytes_there=Whole(9, 900000))
def png_cut(side, depth, colour, bytes_there):
    """A large picture of which few pixels are there."""
    return png(header=ihdr(side, side, depth, colour), data=zlib.compress(bytes(bytes_there), 0))


@maker("PNG", dict(chunks=65000, size=0), chunks=Whole(1, 65500), size=Whole(0, 10))
def png_pieces(chunks, size):
    """Pixels in very many IDAT chunks."""
    pixels = zlib.compress(bytes(72))
    return png(itxt(label_packet()), data=pixels)[:-12] + chunk(b"IDAT", bytes(size)) * chunks + chunk(b"IEND")
