"""AVIF and HEIC: items, places, references, properties, tracks."""
import struct

from hostile import av1
from hostile.parts import LABEL, Coded, box, cbor, fit, full, head, label_packet
from hostile.table import OneOf, Whole, maker


def infe(number, kind, more=b""):
    if number > 0xFFFF:
        return full(b"infe", 3, struct.pack(">IH", number, 0), kind, b"\0", more)
    return full(b"infe", 2, struct.pack(">HH", number, 0), kind, b"\0", more)


XMP_INFO = b"application/rdf+xml\0"


class Heif:
    """Items and their places; `data` of each behind the boxes, or (place, size) somewhere in the file."""

    def __init__(self, brand=b"heic"):
        self.brand, self.items, self.meta, self.top, self.primary = brand, [], [], [], 1

    def item(self, number, kind, data, more=b""):
        self.items.append((number, kind, more, data))
        return self

    def file(self):
        ftyp = box(b"ftyp", self.brand, bytes(4), b"mif1", self.brand)
        infos = b"".join(infe(n, k, m) for n, k, m, _ in self.items)
        iinf = full(b"iinf", 0, struct.pack(">H", min(65535, len(self.items))), infos)
        blank = self.lists(iinf, 0)
        return ftyp + self.lists(iinf, len(ftyp) + len(blank) + 8) + box(b"mdat", *[d for _, _, _, d in self.items if isinstance(d, bytes)]) + b"".join(self.top)

    def lists(self, iinf, at):
        first, places = at, []
        for number, _, _, data in self.items:
            extents = data if isinstance(data, list) else [(at, len(data))]
            if isinstance(data, bytes):
                at += len(data)
            else:
                extents = [(first + begin, size) for begin, size in extents]
            places.append(struct.pack(">HHH", number, 0, len(extents)) + b"".join(struct.pack(">II", *e) for e in extents))
        iloc = full(b"iloc", 0, struct.pack(">HH", 0x4400, len(self.items)), *places)
        hdlr = full(b"hdlr", 0, bytes(4), b"pict", bytes(13))
        return full(b"meta", 0, hdlr, full(b"pitm", 0, struct.pack(">H", self.primary)), iloc, iinf, *self.meta)


def labelled(heif, number=60000):
    return heif.item(number, b"mime", label_packet(), XMP_INFO)


@maker("HEIC", [dict(offsets=200000, items=30), dict(offsets=240000, items=60)], offsets=Whole(1, 240000), items=Whole(1, 20000))
def heic_offsets(offsets, items):
    """Chunk offsets, each of which is moved by as many labels as have to be blanked."""
    h = labelled(Heif())
    for i in range(items):
        h.item(i + 1, b"mime", b"AIGC" + LABEL.encode(), b"text/plain\0")
    stco = full(b"stco", 0, struct.pack(">I", offsets), b"\0\0\1\0" * offsets)
    h.top.append(box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", stco))))))
    return h.file()


@maker("HEIC", [dict(items=18000, kilobytes=2, kind=b"mime", step=1), dict(items=64, kilobytes=900, kind=b"mime", step=0), dict(items=15000, kilobytes=4, kind=b"Exif", step=0)],
       items=Whole(1, 30000), kilobytes=Whole(0, 900), kind=OneOf(b"mime", b"Exif", b"xmp"), step=Whole(0, 8))
def heic_shared_items(items, kilobytes, kind, step):
    """Items whose data are the same bytes."""
    size = kilobytes << 10
    lead = {b"Exif": b"\0\0\0\0II*\0\x08\0\0\0\xff\xff", b"mime": b"{", b"xmp": b"<a>AIGC"}[kind]
    h = labelled(Heif())
    h.item(50000, b"mime", lead * 9 + bytes(size) + bytes(8 * items if step else 0), b"text/plain\0")
    start = len(label_packet())
    for i in range(items):
        h.item(i + 1, b"mime" if kind == b"xmp" else kind, [(start + step * i, max(1, size))], b"text/plain\0" if kind == b"mime" else XMP_INFO if kind == b"xmp" else b"")
    return h.file()


@maker("HEIC", dict(extents=60000, size=1), extents=Whole(1, 65000), size=Whole(1, 10))
def heic_extents(extents, size):
    """An item in very many places."""
    h = labelled(Heif())
    h.item(1, b"mime", b"{" * 20, b"text/plain\0")
    h.item(2, b"mime", [(len(label_packet()) + i % 7, size) for i in range(extents)], b"text/plain\0")
    return h.file()


@maker("HEIC", dict(boxes=60000, kind=b"free"), boxes=Whole(1, 65000), kind=OneOf(b"free", b"uuid", b"meta", b"moov"))
def heic_boxes(boxes, kind):
    """Very many boxes at the top."""
    h = labelled(Heif())
    h.top = [box(kind, b"")] * boxes
    return h.file()


@maker("HEIC", [dict(exclusions=250, boxes=60000, data=0, same=1), dict(exclusions=250, boxes=3000, data=200, same=1)],
       exclusions=Whole(1, 256), boxes=Whole(1, 65000), data=Whole(0, 3000), same=OneOf(0, 1))
def heic_bmff_hash(exclusions, boxes, data, same):
    """A hash that leaves boxes out, each exclusion held against each box."""
    from hostile.jumbf import ACTIONS, assertion, manifest, store
    data = fit(data, boxes + exclusions)
    entry = {"xpath": "/free" if same else "/abcd"}
    if data:
        entry["data"] = [{"offset": 8, "value": bytes(data)}]
    content = cbor({"hash": bytes(32), "exclusions": Coded(head(4, exclusions) + cbor(entry) * exclusions)})
    whole = store(manifest("m", [ACTIONS, ("c2pa.hash.bmff.v3", assertion("c2pa.hash.bmff.v3", content))]))
    h = labelled(Heif())
    c2pa = bytes.fromhex("d8fec3d61b0e483c92975828877ec481")
    h.top = [box(b"uuid", c2pa, bytes(4), b"manifest\0", bytes(8), whole)] + [box(b"free", bytes(data))] * boxes
    return h.file()


# --- AVIF ---

def avif(side=64, properties=b"", associations=b"", count=0, claimed=None):
    """A picture that libavif decodes, and room for more in its lists."""
    h = Heif(b"avif")
    h.item(1, b"av01", av1.flat(side))
    claimed = claimed or abs(side)
    depth = 8 if side > 0 else 10
    ipco = box(b"ipco", full(b"ispe", 0, struct.pack(">II", claimed, claimed)), full(b"pixi", 0, bytes((3, depth, depth, depth))), box(b"av1C", av1.config(side)), properties)
    ipma = full(b"ipma", 0, struct.pack(">I", 1 + count), struct.pack(">HB", 1, 3) + b"\1\2\x83" + associations)
    h.meta = [box(b"iprp", ipco, ipma)]
    return h


@maker("AVIF", [dict(side=4000, claimed=0, pad=0, label=0), dict(side=-4000, claimed=0, pad=0, label=0), dict(side=10900, claimed=4000, pad=0, label=1),
                dict(side=10900, claimed=0, pad=7000, label=0), dict(side=64, claimed=4000, pad=0, label=0)],
       side=OneOf(*av1.SIDES), claimed=OneOf(0, 64, 1024, 4000, 10900), pad=OneOf(0, 7000), label=OneOf(0, 1))
def avif_flat(side, claimed, pad, label):
    """A picture of one colour, which takes next to nothing however large it is; or one whose boxes and coded picture disagree."""
    h = avif(side, claimed=claimed)
    h.top.append(box(b"free", bytes(pad)))
    return (labelled(h) if label else h).file()


@maker("AVIF", [dict(references=400000, targets=65535, kind=b"cdsc"), dict(references=65000, targets=65535, kind=b"dimg")],
       references=Whole(1, 490000), targets=Whole(1, 65535), kind=OneOf(b"cdsc", b"dimg", b"thmb", b"auxl", b"prem"))
def avif_references(references, targets, kind):
    """References to very many items, each of which is looked up."""
    h = labelled(avif())
    boxes, left, number = [], references, 0
    while left > 0:
        size = min(left, 65535)
        boxes.append(box(kind, struct.pack(">HH", 2 + len(boxes), size), b"".join(struct.pack(">H", 1 + (number + i) % targets) for i in range(size))))
        left, number = left - size, number + size
    h.meta.append(full(b"iref", 0, *boxes))
    return h.file()


@maker("AVIF", [dict(items=60000, each=0), dict(items=20000, each=40)], items=Whole(1, 65000), each=Whole(0, 255))
def avif_associations(items, each):
    """Properties of very many items."""
    each = fit(each, items)
    more = b"".join(struct.pack(">HB", i + 2, each) + b"\1" * each for i in range(items))
    return labelled(avif(associations=more, count=items)).file()


@maker("AVIF", [dict(items=15000, kind=b"av01"), dict(items=18000, kind=b"mime")], items=Whole(1, 30000), kind=OneOf(b"av01", b"mime", b"grid", b"Exif"))
def avif_items(items, kind):
    """Very many items."""
    h = labelled(avif())
    for i in range(items):
        h.item(i + 2, kind, [(0, 1)], XMP_INFO if kind == b"mime" else b"")
    return h.file()


@maker("AVIF", [dict(chunks=30000, entries=50000, samples=60000), dict(chunks=60000, entries=40000, samples=60000)], chunks=Whole(1, 200000), entries=Whole(1, 80000), samples=Whole(1, 200000))
def avif_track(chunks, entries, samples):
    """A sequence whose samples are in very many chunks, and whose chunks in very many runs."""
    stsc = full(b"stsc", 0, struct.pack(">I", entries), b"".join(struct.pack(">III", i + 1, 1, 1) for i in range(entries)))
    stco = full(b"stco", 0, struct.pack(">I", chunks), struct.pack(">I", 64) * chunks)
    stsz = full(b"stsz", 0, struct.pack(">II", 10, samples))
    stts = full(b"stts", 0, struct.pack(">III", 1, samples, 1))
    entry = box(b"av01", bytes(6), b"\0\1", bytes(16), struct.pack(">HH", 64, 64), bytes(50), box(b"av1C", av1.config(64)))
    stsd = full(b"stsd", 0, struct.pack(">I", 1), entry)
    mdhd = full(b"mdhd", 0, struct.pack(">IIII", 0, 0, 10, 10), bytes(4))
    hdlr = full(b"hdlr", 0, bytes(4), b"pict", bytes(13))
    tkhd = full(b"tkhd", 0, struct.pack(">IIIII", 0, 0, 1, 0, 10), bytes(52), struct.pack(">II", 64 << 16, 64 << 16))
    trak = box(b"trak", tkhd, box(b"mdia", mdhd, hdlr, box(b"minf", box(b"stbl", stsd, stts, stsc, stsz, stco))))
    h = labelled(avif())
    h.top.append(box(b"moov", trak))
    return h.file().replace(b"avif\0\0\0\0mif1avif", b"avis\0\0\0\0avisavif", 1)


@maker("AVIF", [dict(boxes=110000, inner=b"trak", each=0), dict(boxes=11000, inner=b"stsd", each=78), dict(boxes=23000, inner=b"stbl", each=0)],
       boxes=Whole(1, 118000), inner=OneOf(b"trak", b"stsd", b"stbl", b"ipco", b"stts", b"edts"), each=Whole(0, 100))
def avif_boxes(boxes, inner, each):
    """Very many tracks, or sample descriptions, sample tables, properties, each next to empty."""
    h = labelled(avif(properties=box(b"abcd", bytes(each)) * fit(boxes, each + 8) if inner == b"ipco" else b""))
    count = fit(boxes, 8 + each)
    if inner == b"trak":
        h.top.append(box(b"moov", box(b"trak", bytes(each) if each >= 8 else b"") * count))
    elif inner == b"stsd":
        stsd = full(b"stsd", 0, struct.pack(">I", count), box(b"av01", bytes(each)) * count)
        h.top.append(box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", stsd))))))
    elif inner != b"ipco":
        h.top.append(box(b"moov", box(b"trak", box(b"mdia", box(b"minf", box(inner, full(b"stts", 0, bytes(4)) * each))))) * fit(count, 40 + 16 * each))
    return h.file().replace(b"avif\0\0\0\0mif1avif", b"avis\0\0\0\0avisavif", 1)


@maker("AVIF", [dict(extents=4000, kilobytes=800), dict(extents=60000, kilobytes=1)], extents=Whole(1, 60000), kilobytes=Whole(0, 900))
def avif_extents(extents, kilobytes):
    """A coded picture in very many places, all of them the same bytes."""
    h = avif()
    number, kind, more, coded = h.items[0]
    start = len(coded)
    h.items[0] = (number, kind, more, [(0, start)] + [(start, max(1, kilobytes << 10))] * extents)
    h.item(2, b"mime", coded, b"text/plain\0")
    h.item(3, b"mime", bytes(kilobytes << 10), b"text/plain\0")
    return h.file()


@maker("AVIF", [dict(columns=25, rows=25, cell=64, shared=1, tail=0), dict(columns=4, rows=4, cell=1024, shared=1, tail=0), dict(columns=25, rows=25, cell=64, shared=1, tail=900)],
       columns=Whole(1, 200), rows=Whole(1, 200), cell=OneOf(64, 1024, 4000), shared=OneOf(0, 1), tail=Whole(0, 900))
def avif_grid(columns, rows, cell, shared, tail):
    """A grid whose cells are the same bytes, each with a tail of kilobytes in another place."""
    columns, rows = min(columns, 200), min(rows, 1000 // min(columns, 200))
    cells, side = columns * rows, cell
    h = Heif(b"avif")
    grid = bytes((0, 1, rows - 1, columns - 1)) + struct.pack(">II", columns * side, rows * side)
    h.item(1, b"grid", grid)
    coded = av1.flat(side)
    for i in range(cells):
        h.item(i + 2, b"av01", coded if i == 0 or not shared else [(len(grid), len(coded))] + ([(len(grid) + len(coded), tail << 10)] if tail else []))
    h.item(59999, b"mime", bytes(tail << 10), b"text/plain\0")
    labelled(h)
    ipco = box(b"ipco", full(b"ispe", 0, struct.pack(">II", columns * side, rows * side)), full(b"ispe", 0, struct.pack(">II", side, side)), full(b"pixi", 0, b"\3\x08\x08\x08"), box(b"av1C", av1.config(side)))
    ipma = full(b"ipma", 0, struct.pack(">I", 1 + cells), struct.pack(">HB", 1, 2) + b"\1\3", *[struct.pack(">HB", i + 2, 3) + b"\2\3\x84" for i in range(cells)])
    dimg = box(b"dimg", struct.pack(">HH", 1, cells), b"".join(struct.pack(">H", i + 2) for i in range(cells)))
    h.meta = [box(b"iprp", ipco, ipma), full(b"iref", 0, dimg)]
    return h.file()
