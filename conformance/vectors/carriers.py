"""The smallest pictures of each format, and every place in them where a text or an XMP packet can stand. Own writers, from the formats' own documents; used by the generators of vectors.

A carrier is a function of the text (bytes) that gives a whole file. Compressed parts are stored blocks, so that the bytes do not depend on a library's version.
"""
import struct
import zlib
from xml.sax.saxutils import escape, quoteattr

AIGC_NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
IPTC_NAMESPACE = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
XMP_SIGNATURE = b"http://ns.adobe.com/xap/1.0/\0"
ASCII_CODE = b"ASCII\0\0\0"


# --- XMP ---

def packet(inner, attributes="", namespace=AIGC_NAMESPACE, prefix="TC260", before=""):
    return (before + '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:%s="%s"%s>%s'
            '</rdf:Description></rdf:RDF></x:xmpmeta>' % (prefix, namespace, attributes, inner)).encode()


def element(text, prefix="TC260"):
    return "<%s:AIGC>%s</%s:AIGC>" % (prefix, escape(text), prefix)


def xmp(text):
    """The packet of the guide: a simple property AIGC."""
    return packet(element(text))


def xmp_attribute(text):
    return packet("", " TC260:AIGC=" + quoteattr(text, {'"': "&quot;"}))


def with_source_type(text, term):
    """The label (or none) and IPTC's DigitalSourceType."""
    uri = term if ":" in term else "http://cv.iptc.org/newscodes/digitalsourcetype/" + term
    property_ = '<Iptc4xmpExt:DigitalSourceType xmlns:Iptc4xmpExt="%s">%s</Iptc4xmpExt:DigitalSourceType>' % (IPTC_NAMESPACE, uri)
    return packet((element(text) if text else "") + property_)


# --- PNG ---

def stored(data):
    """A zlib stream of one stored block."""
    return b"\x78\x01\x01" + struct.pack("<HH", len(data), len(data) ^ 0xFFFF) + data + struct.pack(">I", zlib.adler32(data))


def png_chunk(kind, content, crc=None):
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content) if crc is None else crc)


def png(before=b"", after=b""):
    """One grey pixel; chunks before and behind the pixels."""
    return (b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + before + png_chunk(b"IDAT", stored(b"\0\x80")) + after +
            png_chunk(b"IEND", b""))


def itxt(keyword, content, compressed=False):
    return png_chunk(b"iTXt", keyword + (b"\0\1\0\0\0" + stored(content) if compressed else b"\0\0\0\0\0" + content))


def text(keyword, content):
    return png_chunk(b"tEXt", keyword + b"\0" + content)


def ztxt(keyword, content):
    return png_chunk(b"zTXt", keyword + b"\0\0" + stored(content))


XMP_KEYWORD = b"XML:com.adobe.xmp"


# --- EXIF and TIFF ---

def entry(tag, kind, count, value, order="<"):
    return struct.pack(order + "HHI", tag, kind, count) + value


def exif(tag, kind, value, in_exif_directory):
    """A TIFF of one text: in IFD0, or in the Exif directory below it."""
    count = len(value)
    if not in_exif_directory:
        return b"II*\0" + struct.pack("<IH", 8, 1) + entry(tag, kind, count, struct.pack("<I", 26)) + struct.pack("<I", 0) + value
    return (b"II*\0" + struct.pack("<IH", 8, 1) + entry(0x8769, 4, 1, struct.pack("<I", 26)) + struct.pack("<I", 0) + struct.pack("<H", 1) +
            entry(tag, kind, count, struct.pack("<I", 44)) + struct.pack("<I", 0) + value)


def user_comment(content, code=ASCII_CODE):
    return exif(0x9286, 7, code + content, True)


def image_description(content):
    return exif(0x010E, 2, content + b"\0", False)


def tiff(extra):
    """One grey pixel; extra = (tag, type, bytes) in the first directory."""
    entries = {256: (3, 1, struct.pack("<HH", 1, 0)), 257: (3, 1, struct.pack("<HH", 1, 0)), 258: (3, 1, struct.pack("<HH", 8, 0)),
               259: (3, 1, struct.pack("<HH", 1, 0)), 262: (3, 1, struct.pack("<HH", 1, 0)), 277: (3, 1, struct.pack("<HH", 1, 0)),
               278: (3, 1, struct.pack("<HH", 1, 0)), 279: (4, 1, struct.pack("<I", 1))}
    behind = 8 + 2 + 12 * (len(entries) + 1 + (extra is not None)) + 4
    entries[273] = (4, 1, struct.pack("<I", behind))
    tail = b"\x80\0"
    if extra is not None:
        tag, kind, value = extra
        entries[tag] = (kind, len(value), struct.pack("<I", behind + len(tail)))
        tail += value
    body = b"".join(entry(tag, *entries[tag]) for tag in sorted(entries))
    return b"II*\0" + struct.pack("<IH", 8, len(entries)) + body + struct.pack("<I", 0) + tail


# --- JPEG ---

JPEG = bytes.fromhex(
    "ffd8ffe000104a46494600010100000100010000ffdb004300100b0c0e0c0a100e0d0e1211101318281a181616183123251d283a333d3c3933383740485c4e404457453738506d51575f626768673e4d71797064785c656763"
    "ffc0000b080008000801011100ffc40014000100000000000000000000000000000000ffc40014100100000000000000000000000000000000ffda0008010100003f003fffd9")  # 8 x 8 grey
JFIF_END = 20


def segment(marker, content):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(content) + 2) + content


def jpeg(*segments):
    return JPEG[:JFIF_END] + b"".join(segments) + JPEG[JFIF_END:]


def app1_exif(content):
    return segment(0xE1, b"Exif\0\0" + content)


def app1_xmp(content):
    return segment(0xE1, XMP_SIGNATURE + content)


# --- WebP ---

VP8L = bytes.fromhex("2f000000000750c00216b0ff8188e87f00")  # one grey pixel, lossless


def riff_chunk(kind, content):
    return kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) & 1)


def webp(flags=0, *behind):
    body = b"WEBP" + riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + bytes(6)) + riff_chunk(b"VP8L", VP8L) + b"".join(behind)
    return b"RIFF" + struct.pack("<I", len(body)) + body


# --- GIF ---

GIF_TRAILER = b"\x01" + bytes(range(255, -1, -1)) + b"\x00"


def gif(*extensions):
    head = b"GIF89a\x01\0\x01\0\x80\0\0\x80\x80\x80\xff\xff\xff"
    return head + b"".join(extensions) + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def sub_blocks(content):
    return b"".join(bytes([len(part)]) + part for part in (content[i:i + 255] for i in range(0, len(content), 255))) + b"\0"


def gif_xmp(content):
    return b"\x21\xff\x0bXMP DataXMP" + content + GIF_TRAILER


def gif_comment(content):
    return b"\x21\xfe" + sub_blocks(content)


# --- AVIF ---

AV1 = bytes.fromhex("12000a08180cfff96021a0d4320617c00001100c")  # 16 x 16 grey
AV1_CONFIGURATION = bytes.fromhex("81001c00")


def box(kind, content):
    return struct.pack(">I", 8 + len(content)) + kind + content


def full(kind, version, content):
    return box(kind, bytes([version, 0, 0, 0]) + content)


def infe(number, kind, name, content_type=b""):
    return full(b"infe", 2, struct.pack(">HH", number, 0) + kind + name + b"\0" + content_type)


def avif(item=None, behind=b""):
    """item = (type, name, content type, bytes) beside the picture; behind: boxes at the end of the file."""
    items = [(1, b"av01", b"Color", b"", AV1)] + ([] if item is None else [(2, *item)])
    head = box(b"ftyp", b"avif\0\0\0\0avifmif1miaf")

    def meta(first):
        places, at = b"", first
        for number, _, _, _, content in items:
            places += struct.pack(">HHHII", number, 0, 1, at, len(content))
            at += len(content)
        properties = box(b"ipco", full(b"ispe", 0, struct.pack(">II", 16, 16)) + full(b"pixi", 0, b"\1\x08") + box(b"av1C", AV1_CONFIGURATION)) + \
            full(b"ipma", 0, struct.pack(">IHB", 1, 1, 3) + b"\1\2\x83")
        inside = full(b"hdlr", 0, bytes(4) + b"pict" + bytes(12) + b"\0") + full(b"pitm", 0, struct.pack(">H", 1)) + \
            full(b"iloc", 0, b"\x44\0" + struct.pack(">H", len(items)) + places) + \
            full(b"iinf", 0, struct.pack(">H", len(items)) + b"".join(infe(n, k, name, more) for n, k, name, more, _ in items)) + \
            box(b"iprp", properties) + (full(b"iref", 0, box(b"cdsc", struct.pack(">HHH", 2, 1, 1))) if item else b"")
        return full(b"meta", 0, inside)
    size = len(head) + len(meta(0)) + 8
    return head + meta(size) + box(b"mdat", b"".join(content for *_, content in items)) + behind


def avif_xmp(content):
    return avif((b"mime", b"XMP", b"application/rdf+xml\0", content))
