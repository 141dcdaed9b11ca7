#!/usr/bin/python3
"""How visible the watermark is, by an independent judge: Butteraugli between pictures and their marked copies.

    butteraugli.py --imprint build/release/cli/imprint PICTURE...
    butteraugli.py --imprint … --group photographs kodak/* --group generated ai/*
    butteraugli.py --imprint … --side 384 PICTURE...       # shrunk to this longer side first

Prints a line per picture: 3-norm, largest distance, PSNR as the tool reports it. Then, for each group and for all: mean, worst and the
90th over the 10th percentile of the 3-norm, mean and worst of the largest distance. Needs butteraugli_main (Debian: libjxl-devtools)
and Pillow (python3-pil); of pictures above 1.6 megapixels the middle megapixel is judged.
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

JUDGED_PIXELS = 1_600_000
MIDDLE_SIDE = 1000


def middle(picture):
    if picture.width * picture.height <= JUDGED_PIXELS:
        return picture
    width, height = min(picture.width, MIDDLE_SIDE), min(picture.height, MIDDLE_SIDE)
    left, top = (picture.width - width) // 2, (picture.height - height) // 2
    return picture.crop((left, top, left + width, top + height))


def shrunk(picture, side):
    factor = side / max(picture.size)
    if side == 0 or factor >= 1:
        return picture
    return picture.resize((round(picture.width * factor), round(picture.height * factor)), Image.LANCZOS)


def judge(arguments, path):
    """3-norm, largest distance and PSNR."""
    with tempfile.TemporaryDirectory() as folder:
        original, marked = (os.path.join(folder, name) for name in ("original.png", "marked.png"))
        whole = shrunk(Image.open(path).convert("RGB"), arguments.side)
        whole.save(original, compress_level=1)
        told = subprocess.run([arguments.imprint, "watermark", "embed", original, "-o", marked, "--payload", "0123456789abcdef", "--json",
                               *arguments.option], check=True, capture_output=True, text=True).stdout
        middle(Image.open(marked)).save(marked, compress_level=1)
        middle(whole).save(original, compress_level=1)
        answer = subprocess.run(["butteraugli_main", original, marked], check=True, capture_output=True, text=True).stdout
    largest = float(answer.split()[0])
    return float(re.search(r"3-norm: ([\d.]+)", answer).group(1)), largest, json.loads(told)["psnr_db"]


def summary(name, rows):
    norms = sorted(row[0] for row in rows)
    at = lambda share: norms[round(share * (len(norms) - 1))]
    mean = lambda column: sum(row[column] for row in rows) / len(rows)
    print(f"{name}: {len(rows)} pictures, 3-norm mean {mean(0):.3f}, worst {norms[-1]:.3f}, 90th over 10th percentile "
          f"{at(.9) / at(.1):.2f}; largest distance mean {mean(1):.2f}, worst {max(row[1] for row in rows):.2f}; PSNR mean {mean(2):.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imprint", default="imprint")
    parser.add_argument("--side", type=int, default=0, help="longer side that pictures are shrunk to first")
    parser.add_argument("--option", action="append", default=[], help="for `watermark embed`, as --option=--strength=0.5")
    parser.add_argument("--group", action="append", nargs="+", default=[], metavar=("NAME", "PICTURE"))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("pictures", nargs="*")
    arguments = parser.parse_args()
    groups = [(group[0], group[1:]) for group in arguments.group] + ([("pictures", arguments.pictures)] if arguments.pictures else [])
    everything = []
    with concurrent.futures.ThreadPoolExecutor(arguments.jobs) as pool:
        for name, paths in groups:
            rows = []
            for path, row in zip(paths, pool.map(lambda path: judge(arguments, path), paths)):
                rows.append(row)
                print(f"{row[0]:.3f}  {row[1]:5.2f}  {row[2]:.2f} dB  {os.path.basename(path)}", flush=True)
            summary(name, rows)
            everything += rows
    if len(groups) > 1:
        summary("all", everything)
    return 0


if __name__ == "__main__":
    sys.exit(main())
