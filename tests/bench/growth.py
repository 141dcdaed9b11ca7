#!/usr/bin/env python3
"""What marking costs in bytes, for pictures as palettes, bits and TIFF strips. Needs Pillow.

usage: growth.py TOOL PICTURE..."""
import os
import subprocess
import sys
import tempfile

from PIL import Image

PRODUCER = "001191000000000000000K00000"
KINDS = {
    "palette of 256": lambda rgb, path: rgb.quantize(256).save(path + ".png", optimize=True),
    "palette of 16": lambda rgb, path: rgb.quantize(16, dither=0).save(path + ".png", optimize=True),
    "16 greys": lambda rgb, path: rgb.convert("L").quantize(16).save(path + ".png", optimize=True),
    "1 bit": lambda rgb, path: rgb.convert("1").save(path + ".png", optimize=True),
    "TIFF": lambda rgb, path: rgb.save(path + ".tif"),
    "TIFF, LZW": lambda rgb, path: rgb.save(path + ".tif", compression="tiff_lzw"),
}


def growth(tool, rgb, save, folder):
    """Bytes after over bytes before, or the tool's refusal."""
    save(rgb, os.path.join(folder, "plain"))
    name = next(f for f in os.listdir(folder) if f.startswith("plain"))
    plain, marked = os.path.join(folder, name), os.path.join(folder, "marked" + os.path.splitext(name)[1])
    done = subprocess.run([tool, "mark", plain, "-o", marked, "-f", "--producer", PRODUCER, "--produce-id", "growth"], capture_output=True, text=True)
    out = os.path.getsize(marked) / os.path.getsize(plain) if done.returncode == 0 else done.stderr.strip()
    os.remove(plain)
    return out


def main():
    tool, pictures = sys.argv[1], sys.argv[2:]
    print("| stored as | smallest | mean | largest | refused |\n|---|---|---|---|---|")
    for kind, save in KINDS.items():
        grown, refused = [], 0
        for picture in pictures:
            rgb = Image.open(picture).convert("RGB")
            rgb.thumbnail((1024, 1024))
            with tempfile.TemporaryDirectory() as folder:
                got = growth(tool, rgb, save, folder)
            if isinstance(got, float):
                grown.append(got)
            else:
                refused += 1
        print(f"| {kind} | {min(grown):.2f} | {sum(grown) / len(grown):.2f} | {max(grown):.2f} | {refused} |" if grown else f"| {kind} | | | | {refused} |", flush=True)


if __name__ == "__main__":
    main()
