#!/usr/bin/python3
"""How far a mark climbs: JPEG, resize and crop, step by step, with what is seen of it held equal between two tools.

    ladders.py --imprint NEW PICTURE...
    ladders.py --imprint NEW --before OLD PICTURE...      # OLD's strength is set, picture by picture, to NEW's Butteraugli 3-norm
    ladders.py --imprint NEW --before OLD --side 384 PICTURE...

Prints the share of pictures whose payload comes back, for each step, and the mean visibility of both. Each tool reads what it marked;
--reader NEW lets one tool read all. Needs butteraugli_main (Debian: libjxl-devtools) and Pillow (python3-pil).
"""
import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import tempfile

from PIL import Image

from butteraugli import middle, shrunk

PAYLOAD = "0123456789abcdef"
JPEG = (90, 70, 50, 40, 30, 20, 15, 10, 7, 5)
RESIZE = (0.75, 0.5, 0.4, 0.33, 0.25, 0.2, 0.15, 0.1)
CROP = (0.5, 0.35, 0.25, 0.15, 0.1, 0.07, 0.05, 0.03)


def attack(kind, step, picture, path):
    if kind == "jpeg":
        picture.save(path + ".jpg", quality=step, subsampling=2)
        return path + ".jpg"
    if kind == "resize":
        picture = picture.resize([max(16, round(side * step)) for side in picture.size], Image.LANCZOS)
    else:
        width, height = (max(16, round(side * step ** 0.5)) for side in picture.size)
        left, top = (picture.width - width) // 3, (picture.height - height) // 3
        picture = picture.crop((left, top, left + width, top + height))
    picture.save(path + ".png", compress_level=1)
    return path + ".png"


def embed(tool, source, out, strength, old):
    options = ["--strength", f"{strength:.4f}"] + (["--min-psnr", "30"] if old else [])
    subprocess.run([tool, "watermark", "embed", source, "-o", out, "--force", "--payload", PAYLOAD, *options], check=True,
                   capture_output=True)
    return Image.open(out).convert("RGB")


def visibility(folder, original, marked):
    paths = [os.path.join(folder, name) for name in ("judged_a.png", "judged_b.png")]
    for picture, path in zip((original, marked), paths):
        middle(picture).save(path, compress_level=1)
    answer = subprocess.run(["butteraugli_main", *paths], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"3-norm: ([\d.]+)", answer).group(1))


def read(tool, path):
    answer = subprocess.run([tool, "watermark", "detect", path, "--json"], capture_output=True, text=True)
    if not answer.stdout:
        return False
    told = json.loads(answer.stdout)
    return told["detected"] and told["payload_hex"] == PAYLOAD


def climb(arguments, path):
    """For each tool: visibility, and whether each step was read."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        original = shrunk(Image.open(path).convert("RGB"), arguments.side)
        source, out = (os.path.join(folder, name) for name in ("original.png", "marked.png"))
        original.save(source, compress_level=1)
        marked = embed(arguments.imprint, source, out, 1, False)
        wanted = visibility(folder, original, marked)
        rows.append((arguments.imprint, marked, wanted))
        if arguments.before:
            loud = visibility(folder, original, embed(arguments.before, source, out, 1, True))
            marked = embed(arguments.before, source, out, min(1, wanted / loud), True)
            rows.append((arguments.before, marked, visibility(folder, original, marked)))
        result = []
        for tool, marked, seen in rows:
            steps = {(kind, step): read(arguments.reader or tool, attack(kind, step, marked, os.path.join(folder, "step")))
                     for kind, steps in (("jpeg", JPEG), ("resize", RESIZE), ("crop", CROP)) for step in steps}
            result.append((seen, steps))
        return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imprint", default="imprint")
    parser.add_argument("--before")
    parser.add_argument("--reader")
    parser.add_argument("--side", type=int, default=0, help="longer side that pictures are shrunk to first")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("pictures", nargs="+")
    arguments = parser.parse_args()
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        climbed = list(pool.map(lambda path: climb(arguments, path), arguments.pictures))
    for tool in range(2 if arguments.before else 1):
        print(f"{('now', 'before')[tool]}: 3-norm mean {sum(one[tool][0] for one in climbed) / len(climbed):.3f}")
    for kind, steps in (("jpeg", JPEG), ("resize", RESIZE), ("crop", CROP)):
        print(f"\n| {kind} | " + " | ".join(map(str, steps)) + " | mean |\n|---" + "|---" * (len(steps) + 1) + "|")
        for tool in range(2 if arguments.before else 1):
            shares = [sum(one[tool][1][kind, step] for one in climbed) / len(climbed) for step in steps]
            print(f"| {('now', 'before')[tool]} | " + " | ".join(f"{share:.2f}" for share in shares)
                  + f" | {sum(shares) / len(shares):.3f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
