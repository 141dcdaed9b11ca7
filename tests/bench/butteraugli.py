#!/usr/bin/python3
"""How visible the watermark is, by an independent judge: Butteraugli's 3-norm between pictures and their marked copies.

    butteraugli.py --imprint build/release/cli/imprint PICTURE...

Prints a line per picture and the mean. Needs butteraugli_main (Debian: libjxl-devtools) and Pillow (python3-pil); of
pictures above 1.6 megapixels the middle megapixel is judged.
"""
import argparse
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


def judge(imprint, path, folder):
    original, marked = (os.path.join(folder, name) for name in ("original.png", "marked.png"))
    whole = Image.open(path).convert("RGB")
    whole.save(original)
    subprocess.run([imprint, "watermark", "embed", original, "-o", marked, "--force", "--payload", "0123456789abcdef"],
                   check=True, stdout=subprocess.DEVNULL)
    middle(Image.open(marked)).save(marked)
    middle(whole).save(original)
    answer = subprocess.run(["butteraugli_main", original, marked], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"3-norm: ([\d.]+)", answer).group(1))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--imprint", default="imprint")
    parser.add_argument("pictures", nargs="+")
    arguments = parser.parse_args()
    norms = []
    with tempfile.TemporaryDirectory() as folder:
        for path in arguments.pictures:
            norms.append(judge(arguments.imprint, path, folder))
            print(f"{norms[-1]:.3f}  {os.path.basename(path)}", flush=True)
    print(f"{sum(norms) / len(norms):.3f}  mean of {len(norms)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
