#!/usr/bin/python3
"""Holds the mill (conformance/mill) against the Python harness's attacks: same step, same picture?

    mill_check.py MILL ATTACKS [PICTURE ...] [--size 1024] [--all] [--detect IMPRINT]

MILL is the program conform_mill, ATTACKS the harness's attacks.py. Pictures are PNG or JPEG files, scaled down to --size
on the longest side; without any, two are painted here. For every step that both have it prints the mean difference of
the two outputs in grey levels. Steps without chance must stay under 1 level, but for `palette`, where two ways to choose
colours differ, and the line of words of `screenshot-desktop` is left out, for its font differs. Of steps with chance the sizes are compared, and how far each output is from its input: noise of equal
strength, covers of equal area. With --detect the pictures carry the mark of IMPRINT, and of each step it is counted how many
outputs of the harness and of the mill are read: without chance they differ by one picture at most. Exit code 1 if one is out of bounds, or fewer than 30 were compared.
"""
import argparse
import importlib.util
import io
import json
import os
import subprocess
import sys
import tempfile

import numpy as np
from PIL import Image, ImageFilter, ImageOps

LIMIT = 1.0             # mean grey levels
# Two palettes of one method differ by their choice of boxes; what counts is how far each is from the picture.
LOSSY = {"palette"}
WORDS_PX = {"screenshot_desktop": 32}   # rows on top that hold words: another font, so they are left out
# harness name -> (ladder, parameter); "random": the places or values are drawn
SHARED = {
    "identity": ("identity", "png"),
    **{f"jpeg_q{q}": ("jpeg", str(q)) for q in (90, 75, 50, 30, 20, 10)},
    "webp_q80": ("webp", "80"), "webp_q50": ("webp", "50"),
    "avif_cq20": ("avif", "20"), "avif_cq35": ("avif", "35"),
    "gif_256": ("palette", "256"), "palette_64": ("palette", "64"),
    "double_jpeg_90_75": ("double_jpeg", "90-75"), "double_jpeg_75_shift_75": ("double_jpeg", "75-shift-75"),
    "file_jpeg_q85": ("container", "jpeg-85"), "file_webp_q80": ("container", "webp-80"),
    "file_avif_cq25": ("container", "avif-25"), "exif_orientation_3": ("container", "exif-3"),
    "exif_orientation_6": ("container", "exif-6"), "exif_orientation_8": ("container", "exif-8"),
    "exif_tag_only_6": ("container", "tag-6"),
    "resize_0.25": ("resize", "0.25"), "resize_0.5": ("resize", "0.5"), "resize_0.75": ("resize", "0.75"),
    "resize_1.5": ("enlarge", "1.5"), "resize_2": ("enlarge", "2"),
    "resize_0.8x1": ("stretch", "0.8x1"), "resize_1.25x0.9": ("stretch", "1.25x0.9"), "resize_0.5_back": ("resize_back", "0.5"),
    **{f"crop_center_{a}": ("crop_centre", f"{a / 100:g}") for a in (75, 50, 25, 10)},
    "shift_1px": ("shift", "1"), "shift_3x5px": ("shift", "3x5"), "pad_10": ("pad", "10"),
    **{f"rotate_{d}": ("rotate", str(d)) for d in (1, 5, 15, 45)},
    **{f"rotate_{d}": ("quarter_turn", str(d)) for d in (90, 180, 270)},
    "rotate_9_same": ("rotate_same", "9"), "flip_h": ("mirror", "h"), "flip_v": ("mirror", "v"),
    "gblur_r1": ("blur", "1"), "gblur_r2": ("blur", "2"), "median_3": ("median", "3"), "median_5": ("median", "5"),
    "sharpen": ("sharpen", "150"),
    "brightness_0.6": ("darken", "0.6"), "brightness_1.3": ("brighten", "1.3"), "brightness_2": ("brighten", "2"),
    "contrast_0.6": ("less_contrast", "0.6"), "contrast_1.5": ("more_contrast", "1.5"), "contrast_2": ("more_contrast", "2"),
    "saturation_0.5": ("less_saturation", "0.5"), "saturation_1.5": ("more_saturation", "1.5"),
    "gamma_0.7": ("gamma_lighter", "0.7"), "gamma_1.5": ("gamma_darker", "1.5"),
    "hue_+0.1": ("hue", "0.1"), "hue_-0.1": ("hue", "-0.1"), "hue_+0.25": ("hue", "0.25"),
    "grayscale": ("grey", "luma"), "posterize_4": ("posterise", "4"),
    "screenshot_phone": ("pipeline", "screenshot-phone"), "screenshot_desktop": ("pipeline", "screenshot-desktop"),
    "social_1080_q80": ("pipeline", "social-1080-q80"), "social_1080_q70": ("pipeline", "social-1080-q70"),
    "social_thumb_480_q70": ("pipeline", "thumb-480-q70"), "crop50_jpeg50": ("pipeline", "crop50-jpeg50"),
    "resize0.5_jpeg50": ("pipeline", "resize0.5-jpeg50"),
}
RANDOM = {
    **{f"crop_random_{a}": ("crop_random", f"{a / 100:g}") for a in (75, 50, 25, 10)},
    "drop_lines_5": ("drop_lines", "5"), "perspective_0.1": ("perspective", "0.1"), "bend_1.5px": ("bend", "1.5"),
    **{f"noise_s{s}": ("noise", str(s)) for s in (5, 10, 20)}, "salt_pepper_2": ("salt_and_pepper", "2"),
    "text_10": ("text", "10"), "sticker_10": ("stickers", "10"), "sticker_25": ("stickers", "25"), "erase_25": ("erase", "25"),
    "crop25_resize0.5_jpeg50": ("pipeline", "crop25-resize0.5-jpeg50"),
}


def painted():
    """Two pictures: soft colours with fine texture, and hard edges."""
    y, x = np.mgrid[0:480, 0:640].astype(np.float64)
    soft = np.stack([120 + 90 * np.sin(x / 97) * np.cos(y / 71), 110 + 80 * np.cos((x + y) / 123), 130 + 70 * np.sin(y / 53)], 2)
    texture = np.random.default_rng(7).normal(0, 30, soft.shape[:2])
    texture = np.array(Image.fromarray(np.clip(128 + texture, 0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.2)))
    soft += 2.0 * (texture.astype(float) - 128)[..., None]
    hard = np.full((512, 512, 3), (235, 220, 190), float)
    yy, xx = np.mgrid[0:512, 0:512]
    for i, c in enumerate([(200, 60, 50), (40, 90, 160), (60, 140, 80), (240, 190, 60)]):
        hard[(xx - 110 - 95 * i) ** 2 + (yy - 130 - 80 * i) ** 2 < (60 + 12 * i) ** 2] = c
    return [np.clip(p, 0, 255).round().astype(np.uint8) for p in (soft, hard)]


def load(path, size):
    p = Image.open(path).convert("RGB")
    p.thumbnail((size, size), Image.Resampling.LANCZOS)
    return np.array(p)


def pixels_of(data):
    """Any file's pixels as stored; AVIF by avifdec, as the harness decodes it."""
    if data[4:8] != b"ftyp":
        return np.array(Image.open(io.BytesIO(data)).convert("RGB"))
    with tempfile.TemporaryDirectory() as d:
        a, o = os.path.join(d, "a.avif"), os.path.join(d, "o.png")
        with open(a, "wb") as f:
            f.write(data)
        subprocess.run(["avifdec", a, o], check=True, capture_output=True)
        return np.array(Image.open(o).convert("RGB"))


def distance(a, b):
    return float(np.abs(a.astype(float) - b.astype(float)).mean())


def run_mill(mill, jobs, folder):
    """[(picture file, ladder, parameter)] -> outputs' pixels, by one call."""
    listing = os.path.join(folder, "list")
    with open(listing, "w") as f:
        for i, (file, ladder, parameter) in enumerate(jobs):
            f.write(f"{file}\t{ladder}\t{parameter}\t{i + 1}\t{os.path.join(folder, f'm{i}.out')}\n")
    said = subprocess.run([mill, "--batch", listing], check=True, capture_output=True, text=True).stdout
    return said.split("\n")[:len(jobs)]


def read(tool, pictures, folder):
    """How many of the pictures the tool finds its mark in."""
    files = []
    for i, p in enumerate(pictures):
        files.append(os.path.join(folder, f"read{i}.png"))
        Image.fromarray(p).save(files[-1], compress_level=1)
    said = subprocess.run([tool, "watermark", "detect", "--json", *files], check=False, capture_output=True, text=True).stdout
    answers = [json.loads(line) for line in said.splitlines()]
    if len(answers) != len(files):
        raise SystemExit(f"{tool}: {len(answers)} answers on {len(files)} pictures")
    return sum(bool(answer.get("detected")) for answer in answers)


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("mill")
    a.add_argument("attacks")
    a.add_argument("pictures", nargs="*")
    a.add_argument("--size", type=int, default=1024)
    a.add_argument("--all", action="store_true", help="print every picture, not the worst of each step")
    a.add_argument("--detect", metavar="IMPRINT", help="count in how many outputs this tool reads the mark of the pictures")
    a = a.parse_args()
    spec = importlib.util.spec_from_file_location("attacks", a.attacks)
    harness = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(harness)
    pictures = [load(p, a.size) for p in a.pictures] or painted()
    names = [n for n in list(SHARED) + list(RANDOM) if n in harness.ATTACKS]
    said = subprocess.run([a.mill, "--list"], check=True, capture_output=True, text=True).stdout.splitlines()
    listed = {tuple(line.split("\t")[:2]) for line in said}
    flagged = {tuple(line.split("\t")[:2]) for line in said if line.endswith("quick")}
    quick = [(SHARED | RANDOM)[n] for n in harness.QUICK]
    bad = []
    if set(quick) != flagged:
        bad.append(f"quick lists differ: {sorted(set(quick) ^ flagged)}")
    print(f"{'harness':26} {'mill':36} {'in list':8} {'size':6} mean difference (levels) of outputs; of both from the input")
    with tempfile.TemporaryDirectory() as d:
        files = []
        for i, p in enumerate(pictures):
            files.append(os.path.join(d, f"in{i}.png"))
            Image.fromarray(p).save(files[-1])
        jobs = [(f, *(SHARED | RANDOM)[n]) for n in names for f in files]
        outs = run_mill(a.mill, jobs, d)
        at = 0
        for n in names:
            ladder, parameter = (SHARED | RANDOM)[n]
            rows, theirs, ours = [], [], []
            for p in pictures:
                want = harness.apply(n, p, "check")
                if isinstance(want, harness.File):
                    want = pixels_of(want.data)
                with open(outs[at], "rb") as f:
                    got = pixels_of(f.read())
                at += 1
                same = want.shape == got.shape
                theirs.append(want)
                ours.append(got)
                want, got = want[WORDS_PX.get(n, 0):], got[WORDS_PX.get(n, 0):]
                away = [distance(x, p) if x.shape == p.shape else None for x in (want, got)]
                rows.append((distance(want, got) if same else 999.0, same, away))
            for row in rows if a.all else [max(rows, key=lambda r: r[0])]:
                away = "" if row[2][0] is None or row[2][1] is None else f"{row[2][0]:8.3f} {row[2][1]:8.3f}"
                print(f"{n:26} {ladder + ' ' + parameter:36} {'yes' if (ladder, parameter) in listed else 'between':8} "
                      f"{'same' if row[1] else 'OTHER':6} {row[0]:8.3f}   {away}{'   by chance' if n in RANDOM else ''}")
            if a.detect:
                k = [read(a.detect, outputs, d) for outputs in (theirs, ours)]
                print(f"{'':26} read of {len(pictures)}: harness {k[0]}, mill {k[1]}")
                if n in SHARED and abs(k[0] - k[1]) > 1:
                    bad.append(f"{n}: read {k[0]} of the harness's and {k[1]} of the mill's")
            if not all(r[1] for r in rows):
                bad.append(f"{n}: sizes differ")
            if n in SHARED and ladder not in LOSSY and max(r[0] for r in rows) >= LIMIT:
                bad.append(f"{n}: {max(r[0] for r in rows):.3f} levels")
            if ladder in LOSSY or ladder in ("noise", "salt_and_pepper", "erase", "stickers"):
                for _, _, (w, g) in rows:
                    if ladder not in ("erase", "stickers") and not 0.75 * w <= g <= 1.33 * w + 0.1:
                        bad.append(f"{n}: {w:.2f} and {g:.2f} levels from the input")
    fixed = [n for n in names if n in SHARED]
    print(f"{len(names)} steps on {len(pictures)} pictures, {len(fixed)} of them without chance; {len(bad)} out of bounds")
    for line in bad:
        print("  " + line)
    if len(fixed) < 30:
        print("fewer than 30 steps without chance were compared")
    sys.exit(1 if bad or len(fixed) < 30 else 0)


if __name__ == "__main__":
    main()
