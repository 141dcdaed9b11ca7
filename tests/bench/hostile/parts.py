"""Bytes that several families need: containers around metadata, a label, a picture of a few pixels."""
import struct
import zlib

LABEL = '{"Label":"1","ContentProducer":"a","ProduceID":"b"}'
TC260 = "http://www.tc260.org.cn/ns/AIGC/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


def packet(inside, attributes=""):
    """An XMP packet with one rdf:Description."""
    return (f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}"><rdf:Description xmlns:t="{TC260}" {attributes}>'
            f"{inside}</rdf:Description></rdf:RDF></x:xmpmeta>").encode()


def label_packet():
    return packet(f"<t:AIGC>{LABEL}</t:AIGC>")


def fit(size, count, room=960_000):
    """`size`, or what there is room for when there are so many of it."""
    return max(0, min(size, room // max(1, count)))


# --- PNG ---

def chunk(kind, data=b""):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def itxt(text, pack=False, keyword=b"XML:com.adobe.xmp"):
    return chunk(b"iTXt", keyword + (b"\0\1\0\0\0" + zlib.compress(text, 9) if pack else b"\0\0\0\0\0" + text))


def zeros(count, level=9):
    """A zlib stream of so many zero bytes, made without holding them."""
    packer, out, block = zlib.compressobj(level), [], bytes(1 << 20)
    while count > 0:
        out.append(packer.compress(block[:min(count, len(block))]))
        count -= len(block)
    return b"".join(out) + packer.flush()


def ihdr(width=8, height=8, depth=8, colour=0, interlace=0):
    return chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, interlace))


def png(*chunks, header=None, data=None):
    pixels = zlib.compress(bytes(72)) if data is None else data
    return b"\x89PNG\r\n\x1a\n" + (header or ihdr()) + b"".join(chunks) + chunk(b"IDAT", pixels) + chunk(b"IEND")


# --- JPEG ---

def segment(marker, data=b""):
    return bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data


def xmp_segment(text):
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text)


# --- BMFF ---

def box(kind, *contents):
    inside = b"".join(contents)
    return struct.pack(">I", len(inside) + 8) + kind + inside


def full(kind, version, *contents):
    return box(kind, struct.pack(">I", version << 24), *contents)


# --- bits ---

class Bits:
    """Bits, the lowest of a byte first, as Brotli and WebP have them."""

    def __init__(self):
        self.out, self.held, self.count = bytearray(), 0, 0

    def put(self, value, bits):
        self.held |= value << self.count
        self.count += bits
        while self.count >= 8:
            self.out.append(self.held & 255)
            self.held >>= 8
            self.count -= 8

    def align(self):
        if self.count:
            self.put(0, 8 - self.count)

    def bytes(self):
        self.align()
        return bytes(self.out)


class HighBits:
    """Bits, the highest of a byte first, as JPEG has them; 0xFF is stuffed."""

    def __init__(self):
        self.value, self.count = 0, 0

    def put(self, value, bits):
        self.value = self.value << bits | value
        self.count += bits

    def bytes(self):
        pad = -self.count % 8
        whole = (self.value << pad | (1 << pad) - 1).to_bytes((self.count + pad) // 8, "big")
        return whole.replace(b"\xff", b"\xff\0")


# --- Brotli (RFC 7932) ---

def brotli(tokens):
    """A stream of ("raw", bytes), copied as they are, and ("copy", length, distance) of what came before: length 2118 to 2^24."""
    out = Bits()
    out.put(15, 4)  # WBITS 24
    for token in tokens:
        if token[0] == "raw":
            for at in range(0, len(token[1]), 1 << 24):
                _raw(out, token[1][at:at + (1 << 24)])
        else:
            _copy(out, *token[1:])
    out.put(3, 2)  # ISLAST, ISLASTEMPTY
    return out.bytes()


def _length(out, length):
    nibbles = max(4, (length - 1).bit_length() + 3 >> 2)  # no more than it takes (9.2)
    out.put(0, 1)  # not ISLAST
    out.put(nibbles - 4, 2)
    out.put(length - 1, 4 * nibbles)


def _raw(out, data):
    if not data:
        return
    _length(out, len(data))
    out.put(1, 1)  # ISUNCOMPRESSED
    out.align()
    out.out += data


def _copy(out, length, distance):
    _length(out, length)
    out.put(0, 1)
    out.put(0, 3)  # one block type of literals, commands, distances
    out.put(0, 6)  # NPOSTFIX, NDIRECT
    out.put(0, 2)  # context mode
    out.put(0, 2)  # one tree of literals, one of distances
    code = 0
    while True:  # the distance code whose range holds the distance (4.)
        bits = 1 + (code >> 1)
        first = ((2 + (code & 1)) << bits) - 4 + 1
        if first <= distance < first + (1 << bits):
            break
        code += 1
    for symbol, width in ((0, 8), (391, 10), (16 + code, 6)):  # codes of one symbol each; 391: insert 0, copy code 23
        out.put(1, 2)
        out.put(0, 2)
        out.put(symbol, width)
    out.put(length - 2118, 24)
    out.put(distance - first, bits)


# --- CBOR ---

def head(major, number):
    if number < 24:
        return bytes((major << 5 | number,))
    for info, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 1 << 8 * width:
            return bytes((major << 5 | info,)) + number.to_bytes(width, "big")
    raise ValueError(number)


def cbor(value):
    if value is None:
        return b"\xf6"
    if isinstance(value, bool):
        return b"\xf5" if value else b"\xf4"
    if isinstance(value, int):
        return head(0, value) if value >= 0 else head(1, -1 - value)
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, Coded):
        return bytes(value)
    if isinstance(value, (bytes, bytearray)):
        return head(2, len(value)) + bytes(value)
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(k + v for k, v in sorted((cbor(k), cbor(v)) for k, v in value.items()))


class Coded(bytes):
    """CBOR already."""
