"""JPEG: segments, extended XMP, scans. Clause numbers are those of ITU-T T.81."""
import struct

from hostile.parts import LABEL, HighBits, fit, label_packet, segment, xmp_segment
from hostile.table import OneOf, Whole, maker

EXTENDED = b"http://ns.adobe.com/xmp/extension/\0"
SOI, EOI = b"\xff\xd8", b"\xff\xd9"
DQT = segment(0xDB, b"\0" + b"\1" * 64)


def dht(kind, symbols):
    """A table whose codes are all of one length."""
    length = max(1, len(symbols).bit_length())
    return segment(0xC4, bytes((kind,)) + bytes(len(symbols) if i + 1 == length else 0 for i in range(16)) + bytes(symbols))


def tiny(*segments, side=8):
    """A grey picture of one block."""
    sof = segment(0xC0, b"\x08" + struct.pack(">HH", side, side) + b"\1\1\x11\0")
    return SOI + b"".join(segments) + DQT + sof + dht(0, [0]) + dht(0x10, [0]) + segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x3f" + EOI


@maker("JPEG", [dict(segments=65000, size=0, marker=0xEB, text=b"", label=1), dict(segments=40000, size=10, marker=0xFE, text=b"AIGC{", label=1)],
       segments=Whole(1, 65500), size=Whole(0, 2000), marker=OneOf(0xE1, 0xEB, 0xE2, 0xFE, 0xDB, 0xED), text=OneOf(b"", b"AIGC{", b"{", b"Exif\0\0II*\0\x08\0\0\0\xff\xff", b"MPF\0", b"JP"), label=OneOf(0, 1))
def jpeg_segments(segments, size, marker, text, label):
    """Very many segments."""
    return tiny(xmp_segment(label_packet()) if label else b"", segment(marker, text + bytes(fit(size, segments))) * segments)


@maker("JPEG", dict(packets=16, parts=760, size=1, label=1), packets=Whole(1, 60), parts=Whole(1, 16000), size=Whole(0, 60000), label=OneOf(0, 1))
def jpeg_extended_xmp(packets, parts, size, label):
    """Extended packets in small parts, all mixed, last part first."""
    out = []
    parts = fit(parts, packets, 14_000)
    size = fit(size, packets * parts)
    for part in reversed(range(parts)):
        for p in range(packets):
            out.append(segment(0xE1, EXTENDED + b"%032d" % p + struct.pack(">II", size * parts, size * part) + b"x" * size))
    return tiny(xmp_segment(label_packet()) if label else b"", *out)


@maker("JPEG", dict(pieces=30000, instances=30000, size=1), pieces=Whole(1, 50000), instances=Whole(1, 65000), size=Whole(0, 20000))
def jpeg_jumbf_pieces(pieces, instances, size):
    """A manifest store in very many segments, between segments of other boxes."""
    size = fit(size, pieces)
    body = struct.pack(">I", 30) + b"jumd" + b"c2pa" + bytes.fromhex("00110010800000aa00389b71") + b"\3c2pa\0"
    first = segment(0xEB, b"JP\0\0" + struct.pack(">I", 1) + struct.pack(">I", 8 + len(body) + size * pieces) + b"jumb" + body)
    rest = [segment(0xEB, b"JP" + struct.pack(">HI", i % instances, 2 + i // instances) + struct.pack(">I", 99) + b"jumb" + bytes(size)) for i in range(pieces)]
    return tiny(xmp_segment(label_packet()), first, *rest)


@maker("JPEG", dict(entries=5000, segments=14), entries=Whole(1, 5400), segments=Whole(1, 60000))
def jpeg_exif(entries, segments):
    """Exif directories of very many entries."""
    entries = fit(entries, segments, 80_000)
    one = segment(0xE1, b"Exif\0\0II*\0\x08\0\0\0" + struct.pack("<H", entries) + b"\xff" * (12 * entries) + bytes(4))
    return tiny(xmp_segment(label_packet()), one * segments)


@maker("JPEG", [dict(side=3900, scans=100, components=1, label=0), dict(side=10900, scans=19, components=1, label=0), dict(side=3900, scans=150, components=3, label=1)],
       side=Whole(8, 10950), scans=Whole(1, 500), components=OneOf(1, 3), label=OneOf(0, 1))
def jpeg_scans(side, scans, components, label):
    """Progressive scans over a flat picture, each of a run of empty blocks (G.1.2.2)."""
    blocks = -(-side // 8) ** 2
    blocks = (-(-side // 8)) * (-(-side // 8))
    frame = segment(0xC2, b"\x08" + struct.pack(">HH", side, side) + bytes((components,)) + b"".join(bytes((c + 1, 0x11, 0)) for c in range(components)))
    dc = segment(0xDA, bytes((components,)) + b"".join(bytes((c + 1, 0)) for c in range(components)) + b"\0\0\0")
    zero_bits = bytes(-(-blocks * components // 8))
    bits = HighBits()
    left = blocks
    while left > 0:
        run = min(14, left.bit_length() - 1)
        bits.put(run, 4)
        bits.put(0, run)
        left -= 1 << run
    runs = bits.bytes()
    tables = segment(0xC4, b"\0" + bytes((1,)) + bytes(15) + b"\0") + segment(0xC4, b"\x10" + bytes(3) + bytes((15,)) + bytes(12) + bytes(r << 4 for r in range(15)))
    out = [SOI, xmp_segment(label_packet()) if label else b"", DQT, frame, tables, dc, zero_bits]
    for i in range(scans - 1):
        component, k = i % components, 1 + i // components % 63
        out += [segment(0xDA, bytes((1, component + 1, 0, k, k, 0))), runs]
    return b"".join(out) + EOI


@maker("JPEG", [dict(side=5500, restart=0, sampling=0x11, components=3, label=0), dict(side=3900, restart=1, sampling=0x41, components=3, label=0)],
       side=Whole(8, 10950), restart=OneOf(0, 1, 2, 100), sampling=OneOf(0x11, 0x22, 0x21, 0x41, 0x14), components=OneOf(1, 3), label=OneOf(0, 1))
def jpeg_flat(side, restart, sampling, components, label):
    """A flat picture whose blocks are all there, a bit for each coefficient that has to be."""
    h, v = sampling >> 4, sampling & 15
    wide, high = (8 * h, 8 * v) if components > 1 else (8, 8)
    units = -(-side // wide) * -(-side // high)
    blocks = (h * v + 2) if components > 1 else 1
    frame = segment(0xC0, b"\x08" + struct.pack(">HH", side, side) + bytes((components,)) + b"".join(bytes((c + 1, sampling if c == 0 else 0x11, 0)) for c in range(components)))
    tables = segment(0xC4, b"\0" + bytes((1,)) + bytes(15) + b"\0") + segment(0xC4, b"\x10" + bytes((1,)) + bytes(15) + b"\0")
    scan = segment(0xDA, bytes((components,)) + b"".join(bytes((c + 1, 0)) for c in range(components)) + b"\0\x3f\0")
    if restart:
        data = b"".join(_padded(blocks * 2 * min(restart, units - at)) + bytes((0xFF, 0xD0 + at // restart % 8)) for at in range(0, units, restart))[:-2]
    else:
        data = _padded(units * blocks * 2)
    head = [SOI, xmp_segment(label_packet()) if label else b"", DQT, frame, tables]
    if restart:
        head.append(segment(0xDD, struct.pack(">H", restart)))
    return b"".join(head) + scan + data + EOI


def _padded(bits):
    rest = -bits % 8
    return bytes((bits + rest) // 8 - (1 if rest else 0)) + (bytes(((1 << rest) - 1,)) if rest else b"")


@maker("JPEG", dict(labels=64, size=60000), labels=Whole(1, 64), size=Whole(100, 65000))
def jpeg_labels(labels, size):
    """Labels as long as a segment, one in each comment."""
    text = ("{" + '"":0,' * ((size - 100) // 5) + LABEL[1:]).encode()
    return tiny(segment(0xFE, text[:65000]) * min(labels, 15))
