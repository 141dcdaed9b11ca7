"""TIFF: directories, values and strips, which all are places in the file and may lie over each other."""
import struct
import zlib

from hostile.parts import LABEL, fit, label_packet, zeros
from hostile.table import OneOf, Whole, maker

SHORT, LONG, BYTE = 3, 4, 1


class Tiff:
    """A little-endian file: values first, directories behind."""

    def __init__(self):
        self.out = bytearray(b"II*\0\0\0\0\0")

    def put(self, data):
        if len(self.out) % 2:
            self.out.append(0)
        self.out += data
        return len(self.out) - len(data)

    def entry(self, tag, kind, values):
        raw = b"".join(struct.pack("<H" if kind == SHORT else "<I", v) for v in values)
        return struct.pack("<HHI", tag, kind, len(values)) + (raw.ljust(4, b"\0") if len(raw) <= 4 else struct.pack("<I", self.put(raw)))

    @staticmethod
    def at(tag, kind, count, place):
        return struct.pack("<HHII", tag, kind, count, place)

    def directory(self, entries, following=0):
        entries = sorted(entries, key=lambda e: struct.unpack("<H", e[:2]))
        place = self.put(struct.pack("<H", len(entries)) + b"".join(entries) + struct.pack("<I", following))
        return place

    def file(self, first):
        self.out[4:8] = struct.pack("<I", first)
        return bytes(self.out)


def picture(t, width, height, bits=8, samples=1, photometric=1, compression=1, **more):
    out = [t.entry(256, LONG, [width]), t.entry(257, LONG, [height]), t.entry(258, SHORT, [bits] * samples), t.entry(259, SHORT, [compression]),
           t.entry(262, SHORT, [photometric]), t.entry(277, SHORT, [samples]), t.entry(284, SHORT, [more.get("planar", 1)])]
    extras = samples - (3 if photometric in (2, 6) else 1)
    if extras > 0:
        out.append(t.entry(338, SHORT, [2] + [0] * (extras - 1)))
    if more.get("label"):
        packet = label_packet()
        out.append(t.at(700, BYTE, len(packet), t.put(packet)))
    return out


def one_strip(t, data, rows):
    return [t.entry(273, LONG, [t.put(data)]), t.entry(278, LONG, [rows]), t.entry(279, LONG, [len(data)])]


def small(t, label=0):
    return picture(t, 2, 2, label=label) + one_strip(t, bytes(4), 2)


@maker("TIFF", [dict(pages=65000, entries=8000, step=4), dict(pages=1300, entries=60, step=730)], pages=Whole(1, 65500), entries=Whole(1, 65535), step=Whole(4, 2000))
def tiff_pages(pages, entries, step):
    """Directories that lie over each other, one after the other."""
    step = max(4, fit(step, pages) // 4 * 4)
    size = 2 + 12 * entries
    out = bytearray(b"II*\0\x08\0\0\0" + b"\xff" * (step * pages + size + 8))
    for i in range(pages):
        at = 8 + step * i
        out[at:at + 2] = struct.pack("<H", entries)
    for i in range(pages):
        at = 8 + step * i
        out[at + size:at + size + 4] = struct.pack("<I", at + step if i + 1 < pages else 0)
    return bytes(out)


@maker("TIFF", [dict(tags=4000, count=1, kind=BYTE, same=0, label=1), dict(tags=4000, count=4, kind=BYTE, same=1, label=0)],
       tags=Whole(1, 4080), count=Whole(1, 8), kind=OneOf(BYTE, SHORT, LONG, 2, 5, 7, 13), same=OneOf(0, 1), label=OneOf(0, 1))
def tiff_unknown_tags(tags, count, kind, same, label):
    """Very many tags that nobody knows."""
    t = Tiff()
    entries = small(t, label)
    entries += [t.at(1000 if same else 1000 + i, kind, count, 8) for i in range(tags)]
    return t.file(t.directory(entries))


@maker("TIFF", [dict(tags=4000, kilobytes=900, kind=BYTE, known=0, label=1), dict(tags=70, kilobytes=900, kind=SHORT, known=0, label=0)],
       tags=Whole(1, 4080), kilobytes=Whole(1, 980), kind=OneOf(BYTE, SHORT, LONG, 2, 5, 7, 12), known=OneOf(0, 1), label=OneOf(0, 1))
def tiff_shared_values(tags, kilobytes, kind, known, label):
    """Many tags whose large values are the same bytes."""
    t = Tiff()
    place = t.put(bytes(kilobytes << 10))
    size = {BYTE: 1, SHORT: 2, LONG: 4, 2: 1, 5: 8, 7: 1, 12: 8}[kind]
    entries = small(t, label)
    first = 33000 if known else 1000
    entries += [t.at(first + i, kind, (kilobytes << 10) // size, place) for i in range(tags)]
    return t.file(t.directory(entries))


@maker("TIFF", [dict(strips=32000, kilobytes=450, compression=8, tiled=0, label=0), dict(strips=96000, kilobytes=480, compression=5, tiled=1, label=0),
                dict(strips=96000, kilobytes=1, compression=5, tiled=1, label=0), dict(strips=96000, kilobytes=1, compression=7, tiled=1, label=0),
                dict(strips=96000, kilobytes=1, compression=50000, tiled=1, label=0)],
       strips=Whole(1, 250000), kilobytes=Whole(1, 900), compression=OneOf(1, 2, 3, 4, 5, 6, 7, 8, 32773, 34887, 34925, 50000, 50001, 32809, 32766, 34676, 32908, 34661), tiled=OneOf(0, 1), label=OneOf(0, 1))
def tiff_shared_strips(strips, kilobytes, compression, tiled, label):
    """Strips of a row or tiles of a pixel that are all the same bytes, most of them never needed: places and sizes are one list."""
    t = Tiff()
    from hostile.jpeg import tiny
    coded = {1: b"\0", 5: bytes.fromhex("80000808"), 7: tiny(side=1), 32773: b"\0\0", 50000: zstd_raw(b"\0")}.get(compression, zlib.compress(b"\0"))
    size = max(len(coded), kilobytes << 10)
    place = t.put(coded.ljust(size, b"\0"))
    width, height = (min(strips, 32000), -(-strips // 32000)) if tiled else (1, min(strips, 32768))
    count = width * height if tiled else height
    bits, samples, photometric = (1, 1, 1) if compression in (2, 3, 4) else (8, 1, 1)
    sizes = t.put(struct.pack("<I", size) * count)
    places = sizes if 2 * size > len(t.out) else t.put(struct.pack("<I", place) * count)
    if places == sizes:  # then what is decoded has to stand where its size points
        t.out += bytes(max(0, 2 * size - len(t.out)))
        t.out[size:size + len(coded)] = coded
    entries = picture(t, width, height, bits, samples, photometric, compression, label=label)
    if tiled:
        entries += [t.entry(322, LONG, [1]), t.entry(323, LONG, [1]), t.at(324, LONG, count, places), t.at(325, LONG, count, sizes)]
    else:
        entries += [t.at(273, LONG, count, places), t.entry(278, LONG, [1]), t.at(279, LONG, count, sizes)]
    return t.file(t.directory(entries))


def zstd_raw(data):
    """A Zstandard frame of one stored block (RFC 8878)."""
    return struct.pack("<I", 0xFD2FB528) + bytes((0x20, len(data))) + struct.pack("<I", len(data) << 3 | 1)[:3] + data


def zstd_zeros(count):
    """Blocks of one byte repeated, 128 KiB each."""
    out = bytearray(struct.pack("<I", 0xFD2FB528) + bytes((0x80 | 0x20,)) + struct.pack("<I", count))
    while count > 0:
        size = min(count, 1 << 17)
        count -= size
        out += struct.pack("<I", size << 3 | 1 << 1 | (count == 0))[:3] + b"\0"
    return bytes(out)


@maker("TIFF", [dict(side=3900, samples=20, bits=16, planar=1, compression=50000, label=0), dict(side=3900, samples=4, bits=16, planar=2, compression=8, label=0),
                dict(side=5500, samples=3, bits=8, planar=1, compression=8, label=0)],
       side=Whole(8, 10950), samples=Whole(1, 60), bits=OneOf(8, 16, 32), planar=OneOf(1, 2), compression=OneOf(8, 50000), label=OneOf(0, 1))
def tiff_samples(side, samples, bits, planar, compression, label):
    """Pixels of many samples, in one strip (one for each plane)."""
    t = Tiff()
    side = min(side, int((900_000_000 * 8 / (samples * bits)) ** 0.5))
    all_ = side * side * samples * bits // 8
    one = all_ if planar == 1 else all_ // samples
    data = zeros(one) if compression == 8 else zstd_zeros(one)
    photometric = 2 if samples >= 3 else 1
    entries = picture(t, side, side, bits, samples, photometric, compression, planar=planar, label=label)
    place = t.put(data)
    count = 1 if planar == 1 else samples
    entries += [t.entry(273, LONG, [place] * count), t.entry(278, LONG, [side]), t.entry(279, LONG, [len(data)] * count)]
    return t.file(t.directory(entries))


@maker("TIFF", [dict(side=10900, depth=16, strips=120, label=0), dict(side=4000, depth=8, strips=4000, label=0)],
       side=Whole(8, 10950), depth=OneOf(8, 16), strips=Whole(1, 10950), compression=OneOf(1, 8), label=OneOf(0, 1))
def tiff_same_strip(side, depth, strips, label, compression=8):
    """One strip of zeros, in the place of all."""
    t = Tiff()
    rows = -(-side // strips)
    compression = compression if rows * side < 200_000 else 8
    data = zeros(rows * side * 4 * depth // 8) if compression == 8 else bytes(rows * side * 4 * depth // 8)
    entries = picture(t, side, side, depth, 4, 2, compression, label=label)
    place = t.put(data)
    count = -(-side // rows)
    entries += [t.entry(273, LONG, [place] * count), t.entry(278, LONG, [rows]), t.entry(279, LONG, [len(data)] * count)]
    return t.file(t.directory(entries))


@maker("TIFF", dict(width=16000, height=1000, rows=1000, compression=4), width=Whole(8, 32000), height=Whole(8, 32000), rows=Whole(1, 32000), compression=OneOf(2, 3, 4, 32809, 32766, 34676, 34925, 34887))
def tiff_fax(width, height, rows, compression):
    """Codings that say "all white" in next to nothing, converted to RGBA."""
    t = Tiff()
    rows = min(rows, height)
    entries = picture(t, width, height, 1, 1, 0, compression)
    place = t.put(b"\xff" * 4000 + bytes(90000))
    count = -(-height // rows)
    entries += [t.entry(273, LONG, [place] * count), t.entry(278, LONG, [rows]), t.entry(279, LONG, [94000] * count)]
    return t.file(t.directory(entries))


@maker("TIFF", [dict(pages=4000, kilobytes=64, exif=1, same=0), dict(pages=20000, kilobytes=500, exif=1, same=1), dict(pages=15000, kilobytes=400, exif=0, same=1)],
       pages=Whole(1, 60000), kilobytes=Whole(1, 900), exif=OneOf(0, 1), same=OneOf(0, 1))
def tiff_texts(pages, kilobytes, exif, same):
    """Pages that have labels in values over each other, in an Exif directory of their own or one for all."""
    t = Tiff()
    text = (b"UNICODE\0" + "AIGC".encode("utf-16-le") if same and exif else b"AIGC" + LABEL.encode()).ljust(kilobytes << 10, b" ")
    place = t.put(text)
    shared = t.put(struct.pack("<H", 1) + t.at(37510, 7, len(text), place) + bytes(4))
    following = 0
    for i in range(pages):
        size = len(text) if same else len(text) - i % len(text)
        if exif:
            directory = shared if same else t.put(struct.pack("<H", 1) + t.at(37510, 7, size, place) + bytes(4))
            following = t.put(struct.pack("<H", 1) + t.at(34665, LONG, 1, directory) + struct.pack("<I", following))
        else:
            following = t.put(struct.pack("<H", 2) + t.at(270, 2, size, place) + t.at(700, 7, size, place) + struct.pack("<I", following))
    return t.file(following)
