"""The AIGC label in the metadata of PNG and JPEG files: found in its XMP packet, given another text, taken out, or put where it does not belong."""
import re
import struct
from xml.sax.saxutils import escape

import raster

PNG_KEYWORD = b"XML:com.adobe.xmp\0"
PNG_HEAD = PNG_KEYWORD + b"\0\0\0\0"
JPEG_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
EXIF_HEAD = b"Exif\0\0"
PROPERTY = re.compile(rb"<TC260:AIGC>.*?</TC260:AIGC>", re.DOTALL)
NAMESPACE = 'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"'
LONE_PACKET = ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
               '<rdf:Description rdf:about="" %s>%%s</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>' % NAMESPACE)


def element(text, name="AIGC"):
    return ("<TC260:%s>%s</TC260:%s>" % (name, escape(text), name)).encode()


def lone_packet(text):
    return (LONE_PACKET % element(text).decode()).encode()


def change_packet(data, change):
    """The same file with change(packet) in the place of its XMP packet; None takes the packet out. A file without one is refused."""
    if raster.format_of(data) == "png":
        return _change_png(data, change)
    return _change_jpeg(data, change)


def _change_png(data, change):
    out, seen = [], False
    for kind, content in raster.png_chunks(data):
        if kind == b"iTXt" and content.startswith(PNG_HEAD):
            packet, seen = change(content[len(PNG_HEAD):]), True
            content = None if packet is None else PNG_HEAD + packet
        if content is not None:
            out.append((kind, content))
    return _if_seen(seen, raster.png_of(out))


def _change_jpeg(data, change):
    segments, rest = raster.jpeg_segments(data)
    out, seen = [], False
    for marker, content in segments:
        if marker == 0xE1 and content.startswith(JPEG_HEAD):
            packet, seen = change(content[len(JPEG_HEAD):]), True
            content = None if packet is None else JPEG_HEAD + packet
        if content is not None:
            out.append((marker, content))
    return _if_seen(seen, raster.jpeg_of(out, rest))


def _if_seen(seen, data):
    if not seen:
        raise ValueError("no XMP packet to change")
    return data


def set_property(data, new):
    """`new` (bytes) in the place of the label's XMP element."""
    def change(packet):
        if not PROPERTY.search(packet):
            raise ValueError("no TC260:AIGC in the XMP packet")
        return PROPERTY.sub(lambda _: new, packet, count=1)
    return change_packet(data, change)


def add_annex_b(data, text):
    """A label of the shape {"AIGC":…} where annex B of the image guide has it: tEXt of PNG, EXIF UserComment of JPEG."""
    if raster.format_of(data) == "png":
        chunks = raster.png_chunks(data)
        return raster.png_of(chunks[:1] + [(b"tEXt", b"AIGC\0" + text.encode("latin-1"))] + chunks[1:])
    segments, rest = raster.jpeg_segments(data)
    kept = [s for s in segments if not (s[0] == 0xE1 and s[1].startswith(EXIF_HEAD))]  # pictures of the suite that have EXIF are PNG
    return raster.jpeg_of([(0xE1, EXIF_HEAD + _user_comment(text))] + kept, rest)


def _user_comment(text):
    value = b"ASCII\0\0\0" + text.encode("ascii")
    head = struct.pack("<2sHI", b"II", 42, 8)
    first = struct.pack("<HHHIII", 1, 0x8769, 4, 1, 26, 0)
    return head + first + struct.pack("<HHHIII", 1, 0x9286, 7, len(value), 44, 0) + value


def add_comment(data, text):
    """A label as a comment, where no guide puts it."""
    if raster.format_of(data) == "png":
        chunks = raster.png_chunks(data)
        return raster.png_of(chunks[:1] + [(b"tEXt", b"Comment\0" + text.encode("latin-1"))] + chunks[1:])
    segments, rest = raster.jpeg_segments(data)
    return raster.jpeg_of(segments + [(0xFE, text.encode())], rest)


def _is_block(kind, content, name):
    heads = {"icc": (b"iCCP", 0xE2, b"ICC_PROFILE\0"), "exif": (b"eXIf", 0xE1, EXIF_HEAD)}
    chunk, marker, head = heads[name]
    return kind == chunk or (kind == marker and content.startswith(head))


def drop_block(data, name):
    """Without the colour profile ("icc") or the camera's data ("exif")."""
    if raster.format_of(data) == "png":
        return raster.png_of([c for c in raster.png_chunks(data) if not _is_block(c[0], c[1], name)])
    segments, rest = raster.jpeg_segments(data)
    return raster.jpeg_of([s for s in segments if not _is_block(s[0], s[1], name)], rest)
