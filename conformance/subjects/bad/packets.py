"""Metadata of PNG and JPEG files: the AIGC label in its XMP packet given another text, taken out or written twice; blocks beside it dropped or changed."""
import re
import struct
from xml.sax.saxutils import escape, unescape

import raster

PNG_KEYWORD = b"XML:com.adobe.xmp\0"
PNG_HEAD = PNG_KEYWORD + b"\0\0\0\0"
JPEG_HEAD = b"http://ns.adobe.com/xap/1.0/\0"
EXIF_HEAD = b"Exif\0\0"
PROPERTY = re.compile(rb"<TC260:AIGC( [^>]*)?>(.*?)</TC260:AIGC>", re.DOTALL)
GUIDE = b"http://www.tc260.org.cn/ns/AIGC/1.0/"
NAMESPACE = 'xmlns:TC260="%s"' % GUIDE.decode()
LONE_PACKET = ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
               '<rdf:Description rdf:about="" %s>%%s</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>' % NAMESPACE)


def element(text, name="AIGC", declares=""):
    return ("<TC260:%s%s>%s</TC260:%s>" % (name, declares, escape(text), name)).encode()


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
    return _change_property(data, lambda _: new)


def set_label(data, text, name="AIGC"):
    """Another text in the label's XMP element, perhaps under another name; what the element declares stays."""
    return _change_property(data, lambda found: element(text, name, (found.group(1) or b"").decode()))


def _change_property(data, change):
    def change_one(packet):
        if not PROPERTY.search(packet):
            raise ValueError("no TC260:AIGC in the XMP packet")
        return PROPERTY.sub(change, packet, count=1)
    return change_packet(data, change_one)


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


def read_label(data):
    """The text of the label in the XMP packet."""
    found = []

    def look(packet):
        found.append(PROPERTY.search(packet).group(2))
        return packet
    change_packet(data, look)
    return unescape(found[0].decode(), {"&quot;": '"'})


def disclosure(elements):
    """XMP elements for name -> value; each brings its namespace along."""
    return "".join('<%s xmlns:%s="%s">%s</%s>' % (name, name.split(":")[0], NAMESPACES[name.split(":")[0]], escape(value), name)
                   for name, value in elements.items()).encode()


NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
}


# --- blocks beside it ---

def _is_block(kind, content, name):
    heads = {"icc": (b"iCCP", 0xE2, b"ICC_PROFILE\0"), "exif": (b"eXIf", 0xE1, EXIF_HEAD)}
    chunk, marker, head = heads[name]
    return kind == chunk or (kind == marker and content.startswith(head))


def change_block(data, name, change):
    """change(content) in the place of the colour profile ("icc") or the camera's data ("exif"); None takes it out."""
    if raster.format_of(data) == "png":
        blocks, finish = raster.png_chunks(data), raster.png_of
    else:
        blocks, rest = raster.jpeg_segments(data)

        def finish(some):
            return raster.jpeg_of(some, rest)
    changed = [(kind, change(content) if _is_block(kind, content, name) else content) for kind, content in blocks]
    return finish([block for block in changed if block[1] is not None])


def upright(content):
    """EXIF whose orientation says that nothing is to be turned."""
    start = len(EXIF_HEAD) if content.startswith(EXIF_HEAD) else 0
    order = "<" if content[start:start + 2] == b"II" else ">"
    first = start + struct.unpack_from(order + "I", content, start + 4)[0]
    out = bytearray(content)
    for i in range(struct.unpack_from(order + "H", content, first)[0]):
        at = first + 2 + 12 * i
        if struct.unpack_from(order + "H", content, at)[0] == 0x0112:
            struct.pack_into(order + "H", out, at + 8, 1)
    return bytes(out)
