"""Sound: hours in a few bytes, and tags without end."""
import struct

from hostile.parts import LABEL
from hostile.table import OneOf, Whole, maker


def crc(data, polynomial, bits):
    value, top, mask = 0, 1 << (bits - 1), (1 << bits) - 1
    for byte in data:
        value ^= byte << (bits - 8)
        for _ in range(8):
            value = (value << 1 ^ polynomial if value & top else value << 1) & mask
    return value


class Bits:
    def __init__(self):
        self.value, self.count = 0, 0

    def put(self, value, bits):
        self.value, self.count = self.value << bits | value & (1 << bits) - 1, self.count + bits
        return self

    def bytes(self):
        spare = -self.count % 8
        return (self.value << spare).to_bytes((self.count + spare) // 8, "big")


def coded_number(number):
    if number < 0x80:
        return bytes([number])
    rest = []
    while number >= 1 << (6 - len(rest)):
        rest.insert(0, 0x80 | number & 63)
        number >>= 6
    return bytes([0xFF << (7 - len(rest)) & 0xFF | number, *rest])


def subframe(kind):
    bits = Bits()
    if kind == "constant":
        return bits.put(0, 8).put(1000, 16)
    # A tone that goes on by itself: LPC of order 2, coefficients of 14 bits, residuals of no bits.
    bits.put(0b0100001 << 1, 8).put(0, 16).put(9000, 16).put(13, 4).put(13, 5)
    bits.put(15000, 14).put(-8192, 14)
    return bits.put(0, 6).put(15, 4).put(0, 5)


def flac(frames, kind, rate, claimed):
    info = Bits().put(65535, 16).put(65535, 16).put(0, 48).put(rate, 20).put(0, 3).put(15, 5).put(claimed, 36).put(0, 128).bytes()
    out = [b"fLaC", b"\x80", len(info).to_bytes(3, "big"), info]
    body = subframe(kind).bytes()
    for number in range(frames):
        head = b"\xFF\xF8\x70\x00" + coded_number(number) + struct.pack(">H", 65534)
        frame = head + bytes([crc(head, 0x07, 8)]) + body
        out.append(frame + struct.pack(">H", crc(frame, 0x8005, 16)))
    return b"".join(out)


@maker("Sound", [dict(frames=500, kind="tone", rate=44100, claimed=0), dict(frames=1000, kind="constant", rate=8000, claimed=1 << 35)],
       frames=Whole(1, 20000), kind=OneOf("constant", "tone"), rate=OneOf(8000, 44100, 192000), claimed=OneOf(0, 1 << 35))
def flac_hours(frames, kind, rate, claimed):
    """Frames of 65535 samples in some twenty bytes each."""
    return flac(frames, kind, rate, claimed)


def chunk(name, data):
    return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)


@maker("Sound", dict(chunks=60000, labels=64, claimed=0xFFFFFFF0), chunks=Whole(1, 100000), labels=Whole(0, 64), claimed=OneOf(4, 0xFFFFFFF0, 0xFFFFFFFF))
def wav_chunks(chunks, labels, claimed):
    """Empty chunks, labels among them, and sound that is not there."""
    body = chunk(b"fmt ", struct.pack("<HHIIHH", 1, 2, 44100, 176400, 4, 16)) + chunk(b"AIGC", LABEL.encode()) * labels + chunk(b"LIST", b"") * chunks
    body += b"data" + struct.pack("<I", claimed) + bytes(4)
    return b"RIFF" + struct.pack("<I", min(len(body) + 4, 0xFFFFFFFF)) + b"WAVE" + body


def syncsafe(value):
    return bytes(value >> shift & 127 for shift in (21, 14, 7, 0))


@maker("Sound", dict(frames=60000, labels=64, unsynchronised=1), frames=Whole(1, 90000), labels=Whole(0, 64), unsynchronised=OneOf(0, 1))
def id3_frames(frames, labels, unsynchronised):
    """Small frames of ID3v2.4, labels among them, in front of one frame of MP3."""
    text = b"\x03AIGC\0" + LABEL.encode()
    body = (b"TXXX" + syncsafe(len(text)) + b"\0\0" + text) * labels + (b"TXXX" + syncsafe(1) + b"\0\0\3") * frames
    return b"ID3\4\0" + bytes([0x80 * unsynchronised]) + syncsafe(len(body)) + body + (b"\xFF\xFB\x90\x64" + bytes(413)) * 3


@maker("Sound", dict(comments=120000, labels=64), comments=Whole(1, 200000), labels=Whole(0, 64))
def flac_comments(comments, labels):
    """Empty comments, labels among them, before one frame."""
    label = b"AIGC=" + LABEL.encode()
    data = struct.pack("<I", 0) + struct.pack("<I", comments + labels) + (struct.pack("<I", len(label)) + label) * labels + struct.pack("<I", 0) * comments
    start = flac(1, "constant", 44100, 65535)
    return start[:4] + b"\0" + start[5:42] + b"\x84" + len(data).to_bytes(3, "big") + data + start[42:]
