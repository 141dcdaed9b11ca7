#!/usr/bin/env python3
"""How many JPEG with coarse tables take a mark, and what it costs against the file that came in. Needs numpy, Pillow and butteraugli_main
(Debian: libjxl-tools).

usage: coarse_jpeg.py TOOL [--half 0|1] [--qualities 30,40,50,75] PICTURE...

--half takes every second picture: one half for tuning, the other for the report (spec/decisions/0017-marks-in-coarse-tables.md)."""
import argparse
import json
import os
import subprocess
import tempfile

import numpy
from PIL import Image

PAYLOAD = "0123456789abcdef"


def pixels(path):
    return numpy.asarray(Image.open(path).convert("RGB")).astype(float)


def marked(tool, picture, quality, folder):
    """PSNR, Butteraugli's 3-norm and maximum, and the p-value; None when the mark is refused."""
    plain, output = os.path.join(folder, "plain.jpg"), os.path.join(folder, "marked.jpg")
    picture.save(plain, quality=quality, subsampling="4:2:0")
    done = subprocess.run([tool, "watermark", "embed", plain, "-o", output, "-f", "--payload", PAYLOAD], capture_output=True)
    if done.returncode != 0:
        return None
    error = numpy.mean((pixels(plain) - pixels(output)) ** 2)
    seen = subprocess.run(["butteraugli_main", plain, output], capture_output=True, text=True, check=True).stdout.split()
    found = json.loads(subprocess.run([tool, "watermark", "detect", output, "--json", "--no-search"], capture_output=True).stdout)
    return {"psnr_db": 10 * numpy.log10(255**2 / error), "norm3": float(seen[-1]), "most": float(seen[0]), "p_value": found["p_value"]}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool")
    parser.add_argument("pictures", nargs="+")
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--qualities", default="30,40,50,75")
    a = parser.parse_args()
    chosen = sorted(a.pictures) if a.half is None else sorted(a.pictures)[a.half :: 2]
    with tempfile.TemporaryDirectory() as folder:
        for quality in map(int, a.qualities.split(",")):
            results = {path: marked(a.tool, Image.open(path).convert("RGB"), quality, folder) for path in chosen}
            taken = [r for r in results.values() if r is not None]
            for path, result in results.items():
                print(json.dumps({"quality": quality, "picture": os.path.basename(path), "refused": result is None, **(result or {})}))
            mean = {name: round(float(numpy.mean([r[name] for r in taken])), 2) for name in ("psnr_db", "norm3", "most")} if taken else {}
            print(json.dumps({"quality": quality, "pictures": len(results), "refused": len(results) - len(taken), "mean": mean}))


if __name__ == "__main__":
    main()
