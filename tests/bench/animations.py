#!/usr/bin/python3
"""Marks in animations: what they cost and how many are read of handled copies, of the first frame alone and across frames. Needs Pillow,
NumPy and, for lossy copies, Pillow's WebP. Frames are moved cuts of pictures, or painted.

usage: animations.py TOOL PICTURE... [--only KIND...] [--sizes 320x240 480x360] [--frames N] [--unmarked] [--search]
       animations.py TOOL PICTURE... --still    how many pixels that do not change in the source change in the marked copy
       animations.py TOOL PICTURE... --shades   what still GIFs of 256 colours show of their mark (butteraugli_main), and how well they keep it"""
import argparse
import io
import json
import math
import os
import re
import subprocess
import sys
import tempfile

import numpy
from PIL import Image, ImageDraw

PAYLOAD = "0123456789abcdef"
DELAY_MS = 80


def fitted(path, width, height):
    """The middle of a picture, filling the size."""
    picture = Image.open(path).convert("RGB")
    scale = max(width / picture.width, height / picture.height)
    picture = picture.resize((max(width, round(picture.width * scale)), max(height, round(picture.height * scale))), Image.LANCZOS)
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return picture.crop((left, top, left + width, top + height))


def pan(picture, other, width, height, number, count):
    """A camera over a picture: every pixel changes."""
    large = fitted(picture, width * 3 // 2, height * 3 // 2)
    x, y = (width // 2) * number // max(count - 1, 1), (height // 2) * number // max(count - 1, 1)
    return large.crop((x, y, x + width, y + height))


def sprite(picture, other, width, height, number, count):
    """A cut of another picture moves over a still ground."""
    out, side = fitted(picture, width, height), height // 3
    out.paste(fitted(other, side, side), ((width - side) * number // count, height // 3))
    return out


def slides(picture, other, width, height, number, count):
    """One picture fades into another."""
    return Image.blend(fitted(picture, width, height), fitted(other, width, height), number / max(count - 1, 1))


def fade_in(picture, other, width, height, number, count):
    """Out of black, whose frame carries nothing."""
    return Image.blend(Image.new("RGB", (width, height)), fitted(picture, width, height), number / max(count - 1, 1))


def grain(picture, other, width, height, number, count):
    """A film: a little camera and new noise in each frame."""
    large = fitted(picture, width + 2 * count, height + 2 * count)
    cut = numpy.asarray(large.crop((2 * number, number, 2 * number + width, number + height)), dtype=float)
    noise = numpy.random.default_rng(number).normal(0, 4, (height, width, 1))
    return Image.fromarray(numpy.clip(cut + noise, 0, 255).astype("uint8"))


def flat(picture, other, width, height, number, count):
    """Flat shapes in few colours, in the colours of the picture."""
    colours = fitted(picture, 8, 8).quantize(8, dither=0).convert("RGB").getdata()
    out = Image.new("RGB", (width, height), colours[0])
    draw = ImageDraw.Draw(out)
    for i in range(1, 12):
        x, y = (i * 97 + number * (i % 4) * 6) % width, (i * 61) % height
        draw.ellipse((x - 40, y - 30, x + 40, y + 30), fill=colours[(5 * i) % 64])
        draw.rectangle((width - x, y, width - x + 50, y + 40), fill=colours[(7 * i) % 64])
    return out


KINDS = {f.__name__: f for f in (pan, sprite, slides, fade_in, grain, flat)}


def as_gif(frames, **more):
    out = io.BytesIO()
    few = [f.convert("RGB").quantize(256) for f in frames]
    few[0].save(out, "GIF", save_all=True, append_images=few[1:], duration=DELAY_MS, loop=0, **more)
    return out.getvalue()


def as_webp(frames, **more):
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=DELAY_MS, loop=0, **more)
    return out.getvalue()


def as_png(frames):
    out = io.BytesIO()
    frames[0].save(out, "PNG", compress_level=1)
    return out.getvalue()


def resized(frames, factor):
    return [f.resize((round(f.width * factor), round(f.height * factor)), Image.LANCZOS) for f in frames]


def cropped(frames, share):
    w, h = frames[0].size
    return [f.crop((round(w * (1 - share) / 2), round(h * (1 - share) / 2), round(w * (1 + share) / 2), round(h * (1 + share) / 2))) for f in frames]


HANDLING = {
    "as written": None,
    "GIF made anew": as_gif,
    "GIF, 64 colours": lambda frames: as_gif([f.quantize(64).convert("RGB") for f in frames]),
    "WebP 75": lambda frames: as_webp(frames, quality=75),
    "WebP 50": lambda frames: as_webp(frames, quality=50),
    "every other frame, WebP 75": lambda frames: as_webp(frames[::2], quality=75),
    "resize 0.75, WebP 75": lambda frames: as_webp(resized(frames, 0.75), quality=75),
    "resize 0.5, WebP 75": lambda frames: as_webp(resized(frames, 0.5), quality=75),
    "resize 0.5, GIF": lambda frames: as_gif(resized(frames, 0.5)),
    "crop 0.8, WebP 75": lambda frames: as_webp(cropped(frames, 0.8), quality=75),
    "crop 0.8, GIF": lambda frames: as_gif(cropped(frames, 0.8)),
}


def frames_of(data):
    picture = Image.open(io.BytesIO(data))
    out = []
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        out.append(picture.convert("RGB"))
    return out


class Tool:
    def __init__(self, path, folder, search):
        self.path, self.folder, self.search = path, folder, search

    def embed(self, data, suffix):
        source, target = os.path.join(self.folder, "in" + suffix), os.path.join(self.folder, "out" + suffix)
        with open(source, "wb") as file:
            file.write(data)
        done = subprocess.run([self.path, "watermark", "embed", source, "-o", target, "-f", "--json", "--payload", PAYLOAD], capture_output=True, text=True)
        if done.returncode != 0:
            return None, done.stderr.strip()
        with open(target, "rb") as file:
            return file.read(), json.loads(done.stdout)

    def detect(self, data):
        more = [] if self.search else ["--no-search"]
        done = subprocess.run([self.path, "watermark", "detect", "-", "--json", *more], input=data, capture_output=True)
        told = json.loads(done.stdout)
        if told["detected"] and told["payload_hex"] != PAYLOAD:
            print("WRONG PAYLOAD", told, file=sys.stderr)
        return told

    def reads(self, data):
        return self.detect(data)["detected"]

    def depth(self, data):
        """-log10 of the p-value; 0 for nothing found."""
        return -math.log10(self.detect(data)["p_value"])


def sources(arguments, lossless=False):
    """Animations by name: frames, as GIF and as lossless and lossy WebP."""
    for kind in arguments.only or KINDS:
        for number, picture in enumerate(arguments.pictures):
            width, height = map(int, arguments.sizes[number % len(arguments.sizes)].split("x"))
            other = arguments.pictures[(number + 1) % len(arguments.pictures)]
            frames = [KINDS[kind](picture, other, width, height, i, arguments.frames) for i in range(arguments.frames)]
            yield kind, ".gif", as_gif(frames)
            yield kind, ".webp", as_webp(frames, quality=80) if number % 2 and not lossless else as_webp(frames, lossless=True)


def handled(name, data):
    handle = HANDLING[name]
    return data if handle is None else handle(frames_of(data))


def samples(data):
    return [numpy.asarray(frame).astype(int) for frame in frames_of(data)]


def show_still(tool, arguments):
    for kind, suffix, data in sources(arguments, lossless=True):
        marked, told = tool.embed(data, suffix)
        if marked is None:
            continue
        was, now, still, changed, most = samples(data), samples(marked), 0, 0, 0
        for i in range(1, len(was)):
            same = (was[i] == was[i - 1]).all(2)
            moved = abs(now[i] - now[i - 1]).max(2) * same
            still, changed, most = still + same.sum(), changed + (moved > 0).sum(), max(most, moved.max())
        print(f"{kind}{suffix}: {still} still, {changed} of them change, by up to {most}; bytes x {len(marked) / len(data):.2f}, {told['psnr_db']:.1f} dB", flush=True)


def shown_by(folder, original, marked):
    paths = [os.path.join(folder, name) for name in ("original.png", "marked.png")]
    for path, data in zip(paths, (original, marked)):
        frames_of(data)[0].save(path)
    told = subprocess.run(["butteraugli_main", *paths], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"3-norm: ([\d.]+)", told).group(1))


def show_shades(tool, arguments):
    print("| source | 3-norm | PSNR | bytes | p: as written, WebP 75, half size and WebP 75 |\n|---|---|---|---|---|")
    for name, dither in (("dithered", Image.Dither.FLOYDSTEINBERG), ("not dithered", Image.Dither.NONE)):
        rows = []
        for number, path in enumerate(arguments.pictures):
            picture = fitted(path, *((480, 360), (400, 400))[number % 2])
            out = io.BytesIO()
            picture.quantize(palette=picture.quantize(256), dither=dither).save(out, "GIF")
            marked, told = tool.embed(out.getvalue(), ".gif")
            frames = frames_of(marked)
            rows.append((shown_by(tool.folder, out.getvalue(), marked), told["psnr_db"], len(marked) / len(out.getvalue()), tool.depth(marked),
                         tool.depth(as_webp(frames, quality=75)), tool.depth(as_webp(resized(frames, 0.5), quality=75))))
        mean = [sum(column) / len(rows) for column in zip(*rows)]
        print(f"| {name} | {mean[0]:.2f} | {mean[1]:.1f} | {mean[2]:.2f} | {mean[3]:.0f}, {mean[4]:.0f}, {mean[5]:.1f} |", flush=True)


class Tally:
    def __init__(self):
        self.tried, self.first, self.all = 0, 0, 0

    def add(self, first, across):
        self.tried, self.first, self.all = self.tried + 1, self.first + first, self.all + across


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tool")
    parser.add_argument("pictures", nargs="+")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--handling", nargs="*", default=list(HANDLING))
    parser.add_argument("--sizes", nargs="*", default=["320x240", "480x360", "400x400", "640x360"])
    parser.add_argument("--frames", type=int, default=12)
    parser.add_argument("--unmarked", action="store_true")
    parser.add_argument("--search", action="store_true")
    parser.add_argument("--still", action="store_true")
    parser.add_argument("--shades", action="store_true")
    arguments = parser.parse_args()
    tallies, costs, refused = {}, {}, {}
    with tempfile.TemporaryDirectory() as folder:
        tool = Tool(arguments.tool, folder, arguments.search)
        if arguments.still or arguments.shades:
            (show_still if arguments.still else show_shades)(tool, arguments)
            return
        for kind, suffix, data in sources(arguments):
            marked, told = (data, None) if arguments.unmarked else tool.embed(data, suffix)
            if marked is None:
                refused.setdefault((kind, suffix), []).append(told)
                continue
            if told:
                costs.setdefault((kind, suffix), []).append((len(marked) / len(data), told["psnr_db"], told["robustness"], len(data)))
            for name in arguments.handling:
                copy = handled(name, marked)
                tallies.setdefault((suffix, name), {}).setdefault(kind, Tally()).add(tool.reads(as_png(frames_of(copy))), tool.reads(copy))
    show(tallies, costs, refused, arguments)


def show(tallies, costs, refused, arguments):
    for (kind, suffix), rows in costs.items():
        grown = [row[0] for row in rows]
        print(f"{kind}{suffix}: bytes x {min(grown):.2f} to {max(grown):.2f}, PSNR {min(r[1] for r in rows):.1f} to {max(r[1] for r in rows):.1f} dB, "
              + " ".join(r[2] for r in rows))
    for (kind, suffix), words in refused.items():
        print(f"{kind}{suffix}: refused {len(words)}: {words[0][:200]}")
    kinds = arguments.only or list(KINDS)
    print("\n| | handling | first frame | across frames | " + " | ".join(kinds) + " |\n|---|---|---|---|" + "---|" * len(kinds))
    for (suffix, name), by_kind in tallies.items():
        total = [sum(getattr(t, what) for t in by_kind.values()) for what in ("tried", "first", "all")]
        cells = [f"{by_kind[k].first} {by_kind[k].all} of {by_kind[k].tried}" if k in by_kind else "" for k in kinds]
        print(f"| {suffix[1:]} | {name} | {total[1]} of {total[0]} | {total[2]} of {total[0]} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
