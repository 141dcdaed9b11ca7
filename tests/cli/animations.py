"""Animations made by code, and their frames as Pillow shows them."""
import json
import os
import subprocess
import tempfile

DELAYS = [10, 3, 50, 7]  # 1/100 s
LOOPS = 4


def gif_image(x, y, width, height, indices):
    """An image block of 7-bit colours: LZW that starts afresh before its codes grow, so each takes 8 bits."""
    clear, end, stream = 128, 129, bytearray()
    for at in range(0, len(indices), 120):
        stream += bytes([clear]) + bytes(indices[at:at + 120])
    stream.append(end)
    blocks = b"".join(bytes([len(stream[at:at + 255])]) + bytes(stream[at:at + 255]) for at in range(0, len(stream), 255))
    place = b"".join(n.to_bytes(2, "little") for n in (x, y, width, height))
    return b"," + place + b"\0\x07" + blocks + b"\0"


def animated_gif(width=320, height=240):
    """Four frames: a ground that stays, a patch that is restored, one that is cleared, a patch with holes."""
    header = b"GIF89a" + width.to_bytes(2, "little") + height.to_bytes(2, "little") + b"\xf6\0\0"
    table = bytes(v for i in range(128) for v in (2 * i, 255 - 2 * i, 64 + i))
    loop = b"!\xff\x0bNETSCAPE2.0\x03\x01" + LOOPS.to_bytes(2, "little") + b"\0"
    comment = b"!\xfe\x05hello\0"
    out = header + table + loop + comment
    places = [(0, 0, width, height, 1), (40, 30, 200, 150, 3), (60, 80, width - 60, height - 80, 2), (100, 100, width - 100, height - 100, 1)]
    for number, (x, y, w, h, disposal) in enumerate(places):
        holes = number == 3
        indices = [0 if holes and (i + j) % 4 == 0 else 1 + (i // 9 + j // 7 * 3 + number * 17) % 100 for j in range(h) for i in range(w)]
        flags = disposal << 2 | 1  # Pillow clears to the background colour where a frame names no transparent one, browsers never
        out += b"!\xf9\x04" + bytes([flags]) + DELAYS[number].to_bytes(2, "little") + b"\0\0" + gif_image(x, y, w, h, indices)
    return out + b";"


def wandering_gif(width=320, height=240, frames=5):
    """A square that wanders over a textured ground which stays."""
    table = bytes(v for i in range(128) for v in (2 * i, 2 * i, 64 + i))
    ground = [30 + (i * 7 + j * 5 + i * j) % 67 for j in range(height) for i in range(width)]
    out = b"GIF89a" + le(width, 2) + le(height, 2) + b"\xf6\0\0" + table + b"!\xff\x0bNETSCAPE2.0\x03\x01" + le(LOOPS, 2) + b"\0"
    for number in range(frames):
        picture = list(ground)
        for j in range(90, 130):
            for i in range(20 + 30 * number, 60 + 30 * number):
                picture[j * width + i] = 1 + (i + 3 * j) % 20
        out += b"!\xf9\x04\x04" + le(DELAYS[0], 2) + b"\0\0" + gif_image(0, 0, width, height, picture)
    return out + b";"


def le(value, size):
    return value.to_bytes(size, "little")


def chunk(kind, data):
    return kind + le(len(data), 4) + data + b"\0" * (len(data) % 2)


def animated_webp(pictures, width, height):
    """Simple WebP files of one size, shown one after the other."""
    body = chunk(b"VP8X", b"\x12\0\0\0" + le(width - 1, 3) + le(height - 1, 3)) + chunk(b"ANIM", le(0, 4) + le(LOOPS, 2))
    for number, picture in enumerate(pictures):
        place = le(0, 3) * 2 + le(width - 1, 3) + le(height - 1, 3) + le(10 * DELAYS[number], 3) + b"\x02"
        body += chunk(b"ANMF", place + picture[12:])
    return b"RIFF" + le(len(body) + 4, 4) + b"WEBP" + body


SHOW = """
import json, sys
from PIL import Image
im = Image.open(sys.argv[1]); told = []
for i in range(im.n_frames):
    im.seek(i); im.load(); told.append(im.info.get("duration", 0)); im.convert("RGBA").save(f"{sys.argv[2]}/{i}.png", compress_level=1)
    open(f"{sys.argv[2]}/{i}.rgba", "wb").write(im.convert("RGBA").tobytes())
print(json.dumps({"delays": told, "loop": im.info.get("loop"), "size": im.size}))
"""


class Shown:
    """What another program shows of an animation: delays, loop count, and each frame as PNG and as RGBA."""

    def __init__(self, path):
        with tempfile.TemporaryDirectory() as folder:
            done = subprocess.run(["/usr/bin/python3", "-c", SHOW, path, folder], capture_output=True, check=True)
            told = json.loads(done.stdout)
            self.delays, self.loop, (self.width, self.height) = told["delays"], told["loop"], told["size"]
            self.png = [read(os.path.join(folder, f"{i}.png")) for i in range(len(self.delays))]
            self.rgba = [read(os.path.join(folder, f"{i}.rgba")) for i in range(len(self.delays))]

    def changed_box(self, other, frame):
        """Left, top, right, bottom of what a viewer sees changed in a frame; None for nothing."""
        a, b = self.rgba[frame], other.rgba[frame]
        at = [i // 4 for i in range(0, len(a), 4) if a[i:i + 4] != b[i:i + 4] and (a[i + 3] or b[i + 3])]
        if not at:
            return None
        columns, rows = [i % self.width for i in at], [i // self.width for i in at]
        return [min(columns), min(rows), max(columns) + 1, max(rows) + 1]


def read(path):
    with open(path, "rb") as file:
        return file.read()


def pillow_is_there():
    return subprocess.run(["/usr/bin/python3", "-c", "from PIL import Image"], capture_output=True, check=False).returncode == 0
