#!/usr/bin/python3
"""How many marks are read after what happens to pictures beside crops and JPEG: stills out of films, denoisers, chains of feeds, and a copy
painted anew from a quarter of its pixels. Needs Pillow, OpenCV for Python and ffmpeg.

usage: everyday.py TOOL PICTURE... [--largest 1600]"""
import argparse
import io
import json
import os
import subprocess
import sys
import tempfile

import cv2
import numpy
from PIL import Image

PAYLOAD = "0123456789abcdef"


def png(picture):
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=1)
    return out.getvalue()


def coded(picture, kind, quality):
    out = io.BytesIO()
    picture.save(out, kind, quality=quality)
    return Image.open(io.BytesIO(out.getvalue())).convert("RGB")


def film_still(crf):
    def handle(picture):
        even = picture.crop((0, 0, picture.width // 2 * 2, picture.height // 2 * 2))
        with tempfile.TemporaryDirectory() as folder:
            source, film, still = (os.path.join(folder, name) for name in ("a.png", "a.mp4", "b.png"))
            even.save(source)
            quiet = ["ffmpeg", "-v", "error", "-y"]
            subprocess.run([*quiet, "-i", source, "-frames:v", "1", "-c:v", "libx264", "-crf", str(crf), "-pix_fmt", "yuv420p", film], check=True)
            subprocess.run([*quiet, "-i", film, "-frames:v", "1", still], check=True)
            return Image.open(still).convert("RGB")
    return handle


def with_cv(handle):
    return lambda picture: Image.fromarray(numpy.ascontiguousarray(handle(numpy.asarray(picture)[:, :, ::-1].copy())[:, :, ::-1]))


def longest(picture, side):
    scale = side / max(picture.size)
    return picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.LANCZOS)


def feed(*steps):
    def handle(picture):
        for side, kind, quality in steps:
            picture = coded(longest(picture, side) if side else picture, kind, quality)
        return picture
    return handle


def from_a_part(share):
    def handle(picture):
        small = picture.resize((round(picture.width * share), round(picture.height * share)), Image.LANCZOS)
        return small.resize(picture.size, Image.LANCZOS)
    return handle


HANDLING = {
    "H.264 still, crf 23": film_still(23),
    "H.264 still, crf 28": film_still(28),
    "H.264 still, crf 35": film_still(35),
    "non-local means, h = 10": with_cv(lambda bgr: cv2.fastNlMeansDenoisingColored(bgr, None, 10, 10)),
    "non-local means, h = 5": with_cv(lambda bgr: cv2.fastNlMeansDenoisingColored(bgr, None, 5, 5)),
    "bilateral, 9 px, 40": with_cv(lambda bgr: cv2.bilateralFilter(bgr, 9, 40, 40)),
    "bilateral, 9 px, 75": with_cv(lambda bgr: cv2.bilateralFilter(bgr, 9, 75, 75)),
    "feed: 1080, JPEG 75, 640, WebP 70": feed((1080, "JPEG", 75), (640, "WEBP", 70)),
    "feed: 1080, JPEG 80, 720, JPEG 70": feed((1080, "JPEG", 80), (720, "JPEG", 70)),
    "feed: JPEG 75 three times at 1280, 960, 800": feed((1280, "JPEG", 75), (960, "JPEG", 75), (800, "JPEG", 75)),
    "to a half and back": from_a_part(0.5),
    "to a quarter and back": from_a_part(0.25),
}


def marked(tool, picture):
    with tempfile.TemporaryDirectory() as folder:
        source, target = os.path.join(folder, "a.png"), os.path.join(folder, "b.png")
        picture.save(source, compress_level=1)
        subprocess.run([tool, "watermark", "embed", source, "-o", target, "--payload", PAYLOAD], check=True, capture_output=True)
        return Image.open(target).convert("RGB")


def reads(tool, picture):
    told = json.loads(subprocess.run([tool, "watermark", "detect", "-", "--json"], input=png(picture), capture_output=True).stdout)
    if told["detected"] and told["payload_hex"] != PAYLOAD:
        print("WRONG PAYLOAD", told, file=sys.stderr)
    return told["detected"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("pictures", nargs="+")
    parser.add_argument("--largest", type=int, default=1600, help="longer sides are shrunk to this before the mark")
    arguments = parser.parse_args()
    counts = {name: 0 for name in HANDLING}
    for path in arguments.pictures:
        picture = Image.open(path).convert("RGB")
        if max(picture.size) > arguments.largest:
            picture = longest(picture, arguments.largest)
        copy = marked(arguments.tool, picture)
        for name, handle in HANDLING.items():
            counts[name] += reads(arguments.tool, handle(copy))
    print("| handling | read |\n|---|---|")
    for name, count in counts.items():
        print(f"| {name} | {count} of {len(arguments.pictures)} |")


if __name__ == "__main__":
    main()
