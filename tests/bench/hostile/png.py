"""PNG: text chunks, raw profiles, pixels."""
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


@maker("PNG", dict(side=10950, depth=16, colour=6, bytes_there=999), side=Whole(8, 30000), depth=OneOf(8, 16), colour=OneOf(0, 2, 6), bytes_there=Whole(9, 900000))
def png_cut(side, depth, colour, bytes_there):
    """A large picture of which few pixels are there."""
    return png(header=ihdr(side, side, depth, colour), data=zlib.compress(bytes(bytes_there), 0))


@maker("PNG", dict(chunks=65000, size=0), chunks=Whole(1, 65500), size=Whole(0, 10))
def png_pieces(chunks, size):
    """Pixels in very many IDAT chunks."""
    pixels = zlib.compress(bytes(72))
    return png(itxt(label_packet()), data=pixels)[:-12] + chunk(b"IDAT", bytes(size)) * chunks + chunk(b"IEND")
